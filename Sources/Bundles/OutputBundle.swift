import Files
import Formats
import Imaging
import Inference
import Media
import Presets
public import Rendering
import Timelines

/// A folder to hand to an editor: a render's outputs, and beside them documents that open them in editing programs.
///
/// `OUTPUT.bundle` has the movie and the numbered files, as second names of the outputs where the file system
/// can, else as copies; NAME.otio, NAME.edl, NAME.xml and NAME.fcpxml; the weights of every frame in NAME.csv; and
/// the pictures NAME.poster.png and NAME.sheet.png.
public struct OutputBundle: Sendable {
    /// The folder.
    public let folder: String
    private let plan: RenderPlan
    private let movie: Output?
    private let sequence: Output?
    private let name: String

    /// The bundle of a plan's outputs: its first video, or if it has none its first animation, and its first
    /// numbered files; those of a lower frame rate are left out.
    ///
    /// Throws ``RenderError/noOutput(preset:)`` for a plan without such outputs.
    public init(_ plan: RenderPlan) throws {
        self.plan = plan
        let rate = plan.timeline.frameRate
        let whole = plan.outputs.filter {
            !$0.format.isNumbered && !$0.isStandardOutput && $0.frameRate ?? rate == rate
        }
        movie = whole.first { type(of: $0.format.traits).tracks.contains(.sound) } ?? whole.first
        sequence = plan.outputs.first { $0.format.isNumbered }
        guard let first = movie ?? sequence else {
            throw RenderError.noOutput(preset: plan.preset.source.file)
        }
        let stem = Self.stem(of: first.path)
        folder = stem.path + ".bundle"
        name = stem.name
    }

    /// The outputs that are not there yet.
    public var missing: [Output] {
        plan.outputs.filter { output in
            let number = output.numbers(of: plan.frames).lowerBound
            let first = SequencePattern(output.path)?.path(number)
            return !FilePlacement.isThere(first ?? output.path)
        }
    }

    /// Whether there is no folder yet.
    public var isMissing: Bool { !FilePlacement.isThere(folder) }

    /// Throws `FileError` where a file of the bundle is there and is not to be replaced.
    public func check() throws {
        guard !plan.overwrite else { return }
        let files = [movie.map { fileName($0.path) }].compactMap(\.self) + Ending.allCases.map(path)
        for file in files where FilePlacement.isThere("\(folder)/\(file)") {
            throw FileError.exists(path: "\(folder)/\(file)")
        }
    }

    /// Writes the bundle of outputs that are whole.
    ///
    /// Two pictures are rendered for it, the frame in the middle and a contact sheet.
    ///
    /// - Returns: what a user should hear of, each in one line.
    /// - Throws: `FileError`, `MediaError`, ``RenderError``, `InferenceError`, `CancellationError`.
    public func write() throws -> [String] {
        let handoff = try self.handoff()
        let existing = plan.overwrite ? ExistingOutput.replace : .refuse
        if let movie {
            try FilePlacement.place(
                movie.path, at: "\(folder)/\(fileName(movie.path))", existing: existing)
        }
        if let sequence, let pattern = SequencePattern(sequence.path), let paths = handoff.sequence
        {
            for frame in 0..<handoff.frameCount {
                try Task.checkCancellation()
                try FilePlacement.place(
                    pattern.path(paths.firstNumber + frame),
                    at: "\(folder)/\(paths.path(ofFrame: frame))", existing: existing)
            }
        }
        try write(OTIODocument(handoff).text(), .otio, existing)
        try write(FCPXMLDocument(handoff).text, .fcpxml, existing)
        try MarkerList(handoff).map { try write($0.text, .edl, existing) }
        try FCP7Document(handoff).map { try write($0.text, .xml, existing) }
        try writeWeights(existing)
        try writePictures(existing)
        guard handoff.timecode == nil else { return [] }
        return [
            "\(folder): without an EDL and an XML for Premiere, which need timecode, and "
                + "\(plan.timeline.frameRate) frames per second have none"
        ]
    }

    /// Files of a bundle beside the outputs.
    private enum Ending: String, CaseIterable {
        case otio, edl, xml, fcpxml, csv
        case poster = "poster.png"
        case sheet = "sheet.png"
    }

    private func path(_ ending: Ending) -> String { "\(name).\(ending.rawValue)" }

    private func write(_ text: String, _ ending: Ending, _ existing: ExistingOutput) throws {
        let file = try AtomicFile(path: "\(folder)/\(path(ending))", existing: existing)
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
        try file.commit()
    }

    private func writeWeights(_ existing: ExistingOutput) throws {
        let file = try AtomicFile(path: "\(folder)/\(path(.csv))", existing: existing)
        let table = WeightsTable(
            frames: plan.frames, networks: plan.family.names,
            paths: plan.paths)
        try table.write { line in
            try Array(line.utf8).withUnsafeBytes { try file.write($0) }
        }
        try file.commit()
    }

    private func writePictures(_ existing: ExistingOutput) throws {
        let middle = plan.frames.lowerBound + plan.frames.count / 2
        let pictures = [
            (Ending.poster, try plan.image(ofFrame: middle)),
            (Ending.sheet, try ContactSheet().image(of: plan)),
        ]
        for (ending, picture) in pictures {
            let path = "\(folder)/\(path(ending))"
            try OutputFormat.image(path: path)?.writer.pictureWriter?(picture, path, existing)
        }
    }
}

extension OutputBundle {
    /// What editors are told, after a look at the outputs.
    private func handoff() throws -> Handoff {
        let movie = try self.movie.map(checkedMovie)
        let sequence = try self.sequence.flatMap(checkedSequence)
        guard let output = self.movie ?? self.sequence else {
            throw RenderError.noOutput(preset: plan.preset.source.file)
        }
        let size = movie?.size ?? output.size(of: plan.resultSize)
        return Handoff(
            name: name, frameRate: plan.timeline.frameRate, frameCount: plan.frames.count,
            size: size, movie: movie?.movie, sequence: sequence, markers: markers)
    }

    /// The movie, which must be this render's as far as its length tells.
    private func checkedMovie(_ output: Output) throws -> (movie: Handoff.Movie, size: Size) {
        let found = try MediaInput.open(path: output.path).properties
        try check(output.path, frames: found.frameCount)
        let sound = try Sound.form(of: output.path)
        return (
            Handoff.Movie(path: fileName(output.path), sound: sound),
            Size(width: found.width, height: found.height)
        )
    }

    private func checkedSequence(_ output: Output) throws -> Handoff.Sequence? {
        guard let pattern = SequencePattern(output.path) else { return nil }
        let numbers = output.numbers(of: plan.frames)
        let there = numbers.prefix { FilePlacement.isThere(pattern.path($0)) }
        try check(output.path, frames: there.count)
        let prefix = fileName(pattern.prefix)
        return Handoff.Sequence(
            folder: movie == nil ? "" : Self.stem(of: output.path).name + "/", prefix: prefix,
            suffix: pattern.suffix, digits: pattern.digits,
            firstNumber: numbers.lowerBound)
    }

    private func check(_ path: String, frames: Int) throws {
        guard frames != plan.frames.count else { return }
        throw RenderError.otherOutput(path: path, found: frames, expected: plan.frames.count)
    }

    /// A marker at every keyframe of every path.
    private var markers: [Handoff.Marker] {
        let markers = plan.paths.enumerated().flatMap { index, path in
            path.timeline.keyframes(ofFrames: plan.frames, along: plan.timeline).map {
                frame, keyframe in
                Handoff.Marker(
                    frame: frame - plan.frames.lowerBound,
                    name: (path.name.isEmpty ? "" : "\(path.name): ") + keyframe.mixture.caption,
                    path: index)
            }
        }
        return markers.sorted { ($0.frame, $0.path) < ($1.frame, $1.path) }
    }

    private func fileName(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// What an output is called beside it: of numbered files without the number.
    private static func stem(of path: String) -> (path: String, name: String) {
        let pattern = SequencePattern(path)
        let start = pattern.map { $0.prefix.reversed().drop { ".-_ ".contains($0) }.reversed() }
        var stem = start.map { String($0) } ?? path
        if stem.isEmpty || stem.hasSuffix("/") { stem += "frames" }
        let name = stem.split(separator: "/").last.map(String.init) ?? stem
        guard pattern == nil, let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return (stem, name)
        }
        return (stem, String(name[..<dot]))
    }
}
