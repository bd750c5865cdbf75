import ArgumentParser
import Rendering

/// What `render`, `plan` and `farm` take alike.
struct SegmentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Store pictures in this folder, and take over those that are there. (default: \
            OUTPUT.segments beside the first output, and nothing for a short render)
            """, valueName: "folder"), completion: .directory)
    var segments: String?

    @Option(
        help: ArgumentHelp(
            "Frames of a segment. (default: some seconds of work)", valueName: "frames"))
    var segmentLength: Int?

    @Flag(help: "Store pictures, and keep them when the outputs are whole.")
    var keep = false

    /// The same for the library.
    var storage: StorageOptions {
        var storage = StorageOptions()
        (storage.folder, storage.length, storage.isKept) = (segments, segmentLength, keep)
        return storage
    }
}
