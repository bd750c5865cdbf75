import ArgumentParser

/// How a render's progress is shown.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    /// A bar on a terminal, lines elsewhere.
    case auto
    /// A line every five seconds.
    case lines
    /// One JSON object a frame.
    case json
    /// Not at all.
    case none
}
