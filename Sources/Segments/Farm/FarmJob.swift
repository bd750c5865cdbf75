import Files
public import Rendering

/// What the job files of a farm are made from: which segments of which folder are rendered by which
/// program.
public struct FarmJob: Equatable, Sendable {
    /// `segue` on the farm's machines: a path, or a name on their search path.
    public let program: String
    /// The folder of the segments and the frozen plan, an absolute path that every machine sees.
    public let folder: String
    /// The numbers of the plan's segments; one or more.
    public let segments: Range<Int>
    /// The first digits of the frozen plan's hash: a job of another plan in the folder ends with 78.
    public let plan: String
    /// What `segue segments render` is told besides, such as `--workers 4`.
    public let renderOptions: [String]

    /// The longest program or folder that is taken, bytes.
    static let pathLimit = 4096

    /// - Parameters:
    ///   - segments: 0 or more each; must not be empty.
    ///   - hash: the frozen plan's, of which twelve digits are used.
    /// - Throws: ``RenderError/badOption(name:found:expected:)`` for a path that no line of a job file can
    ///   hold, ``RenderError/badPlan(file:found:expected:)`` when there is nothing to render.
    public init(
        program: String, folder: String, segments: Range<Int>, plan hash: String,
        renderOptions: [String] = []
    ) throws(RenderError) {
        try Self.check(program, option: "--program")
        try Self.check(folder, option: "--segments")
        guard !segments.isEmpty else {
            throw .badPlan(file: folder, found: "no segments", expected: "one or more")
        }
        self.program = program
        self.folder = folder
        self.segments = segments
        plan = String(hash.prefix(12))
        self.renderOptions = renderOptions
    }

    private static func check(_ path: String, option: String) throws(RenderError) {
        let expected = "a path of one line that a job file can hold"
        guard !path.isEmpty, path.utf8.count <= pathLimit else {
            throw .badOption(name: option, found: "\(path.utf8.count) bytes", expected: expected)
        }
        guard path.printable != path else { return }
        throw .badOption(
            name: option, found: "a line break or control character in '\(path)'",
            expected: expected)
    }
}
