// The whole library by one import.

@_exported public import BuiltinNetworks
@_exported public import Bundles
@_exported public import Files
@_exported public import Formats
@_exported public import Graphs
@_exported public import Imaging
@_exported public import Inference
@_exported public import Matching
@_exported public import Media
@_exported public import Networks
@_exported public import Presets
@_exported public import Rendering
@_exported public import Segments
@_exported public import Timelines
@_exported public import Weights
