import ArgumentParser

/// The style of progress, for commands that take time.
struct ProgressOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How to show progress on standard error.", valueName: "style"))
    var progress = Style.auto
}

extension ProgressOptions {
    /// How a render's progress is shown.
    enum Style: String, ExpressibleByArgument, CaseIterable {
        /// A bar on a terminal, elsewhere a line every five seconds.
        case auto
        /// A line every five seconds.
        case lines
        /// One JSON object per frame, and a summary at the end.
        case json
        /// Not at all.
        case none
    }
}
