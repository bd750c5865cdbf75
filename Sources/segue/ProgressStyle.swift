import ArgumentParser

/// How a render's progress is shown.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    /// A bar on a terminal, lines elsewhere.
    case auto
    /// A line every five seconds.
    case lines
    /// One JSON object a frame, and a film's summary.
    case json
    /// Not at all.
    case none
}

/// What commands that take their time show.
struct ProgressOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How progress is shown on standard error.", valueName: "style"))
    var progress = ProgressStyle.auto
}
