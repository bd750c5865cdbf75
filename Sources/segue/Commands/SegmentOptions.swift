import ArgumentParser
import Rendering

/// The options of stored frames, for `render`, `plan` and `farm`.
struct SegmentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Store frames in this folder, and reuse those that are there. (default: OUTPUT.segments \
            beside the first output; a short render stores none)
            """, valueName: "folder"), completion: .directory)
    var segments: String?

    @Option(
        help: ArgumentHelp(
            "Frames per segment. (default: a few seconds of work)", valueName: "frames"))
    var segmentLength: Int?

    @Flag(help: "Store frames, and keep them when the outputs are complete.")
    var keep = false

    /// The options as the library takes them.
    var storage: StorageOptions {
        var storage = StorageOptions()
        (storage.folder, storage.length, storage.isKept) = (segments, segmentLength, keep)
        return storage
    }
}
