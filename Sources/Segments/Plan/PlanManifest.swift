import Files
import Foundation
import Inference
import Media
import Presets
import Rendering
import Timelines

/// A plan in a file: what a machine of a farm needs to make the plan again, and what it has to agree
/// with.
struct PlanManifest: Codable, Sendable, Equatable {
    /// The preset, whose file may be changed afterwards.
    struct PresetText: Codable, Sendable, Equatable {
        /// Where it stood: absolute, or relative to the segments' folder.
        let file: String
        let text: String
    }

    /// What the command line said, paths as ``PresetText/file``.
    struct Choices: Codable, Sendable, Equatable {
        let input: String?
        /// Nil for what the preset says.
        let gaps: String?
        let outputs: [String]
        /// The first and the last frame.
        let frames: [Int]?
        /// Nil for what the preset says.
        let scale: Double?
        /// Frames a second, as `24000/1001`, and the length of a pass, as `8s`; nil for the preset's.
        let frameRate: String?
        let duration: String?
        /// Nil for mixed networks.
        let mixing: MixingMethod?
        let tolerance: Double
        let precision: String
        let copiesSound: Bool
    }

    /// What is done with files, and changes none of their bytes; not hashed.
    struct Handling: Codable, Sendable, Equatable {
        /// Whether existing outputs are replaced.
        let overwrite: Bool
        /// Whether segments stay when the outputs are whole.
        let keep: Bool
        /// Whether machines of a farm go by the plan, so that a render leaves it as it is.
        let isForFarm: Bool
    }

    /// The form of the file; 1.
    let segue: Int
    let preset: PresetText
    let choices: Choices
    var handling: Handling?
    /// What one pass over the input has found, so that no machine of a farm needs another; not hashed.
    var firstPass: FirstPass?
    /// What a preset that ships says in its file, for the outputs' recipes; not hashed.
    var shipped: Preset.Shipped?
    /// The weights that a file gave the timeline, so that every machine has the same; nil for none.
    var weightSamples: WeightSamples?
    /// The scene cuts that keys count from, each as numerator and denominator of seconds; nil for none.
    var cuts: [[Int64]]?
    /// How ways are retimed to keep an even pace, likewise; nil for none.
    var paces: [[Pace?]]?
    let identity: RenderFingerprint
    /// Frames of a segment.
    let segmentLength: Int
    /// Frames of the timeline.
    let frameCount: Int
    /// SHA-256 of all of the above but what is not hashed.
    var hash: String

    /// Freezes a plan and its segments.
    init(
        _ plan: RenderPlan, _ segments: SegmentPlan, identity: RenderFingerprint, isForFarm: Bool
    ) throws {
        let relative = RelativePaths(to: segments.folder)
        self.identity = identity
        handling = Handling(
            overwrite: plan.overwrite, keep: plan.storage.isKept, isForFarm: isForFarm)
        firstPass = plan.input.firstPass
        shipped = plan.preset.shipped
        weightSamples = plan.weightSamples
        paces = plan.paces
        cuts = plan.cuts?.map { [$0.numerator, $0.denominator] }
        segue = 1
        preset = PresetText(
            file: relative.path(plan.preset.source.file), text: plan.preset.source.text)
        choices = Choices(plan, relative)
        segmentLength = segments.grid.length
        frameCount = segments.grid.frameCount
        hash = ""
        hash = try digest().description
    }

    /// The plan with the hashes of a numbered sequence's files, which are read.
    ///
    /// - Parameter segments: the division of its frames, which is part of the render's identity.
    /// - Throws: `FileError`, `InferenceError`.
    init(freezing plan: RenderPlan, _ segments: SegmentPlan, isForFarm: Bool) throws {
        var identity = try RenderFingerprint(plan)
        try identity.input.readPictures(plan)
        try self.init(plan, segments, identity: identity, isForFarm: isForFarm)
    }

    /// Reads a folder's plan.
    ///
    /// - Throws: ``RenderError/segmentsMissing(folder:found:expected:)`` where there is none,
    ///   ``RenderError/badPlan(file:found:expected:)`` where it was changed or is none, `FileError`
    ///   where it is not taken over.
    init(in folder: SegmentFolder) throws {
        let file = folder.files.place(SegmentFolder.plan)
        let bytes: [UInt8]
        do {
            bytes = try folder.files.readPlan(SegmentFolder.plan).prefix(Self.sizeLimit)
        } catch FileError.missing {
            throw SegmentFolder.missing(folder.path)
        }
        guard let plan = try? Self.decoder.decode(Self.self, from: Data(bytes)), plan.segue == 1
        else {
            throw RenderError.badPlan(
                file: file, found: "no plan of this program's form", expected: "a frozen plan")
        }
        guard try plan.digest().description == plan.hash else {
            throw RenderError.badPlan(
                file: file, found: "a plan that was changed", expected: "the hash it states")
        }
        self = plan
    }

    /// Whether a folder has a plan that this program has written, perhaps in another version.
    ///
    /// - Throws: `FileError` where it has a `plan.json` of another program or one that is not taken over.
    static func isThere(in folder: SegmentFolder) throws -> Bool {
        struct Mark: Decodable { let segue: Int, hash: String }
        let bytes: [UInt8]
        do {
            bytes = try folder.files.readPlan(SegmentFolder.plan).prefix(sizeLimit)
        } catch FileError.missing {
            return false
        }
        guard (try? JSONDecoder().decode(Mark.self, from: Data(bytes))) == nil else { return true }
        throw folder.files.refusal(
            folder.files.place(SegmentFolder.plan), "not a plan of this program",
            "a folder of segments; move it, or name another folder with --segments")
    }

    /// Whether an earlier run of a plan has left its own beside the segments.
    static func isThere(of plan: RenderPlan) -> Bool {
        guard
            let folder = try? SegmentFolder(
                path: SegmentFolder.path(of: plan), isNamed: plan.storage.folder != nil),
            let manifest = try? PlanManifest(in: folder)
        else { return false }
        return manifest.isMade(of: plan)
    }

    /// Whether the files of a sequence need not be looked at to know what they were.
    var knowsImages: Bool { identity.input.kind != .sequence || identity.input.pictures != nil }

    /// Writes it into its folder, in place of an earlier one.
    func write(in folder: SegmentFolder) throws {
        let file = try folder.files.newFile(SegmentFolder.plan)
        try text().withUnsafeBytes { try file.write($0) }
        try file.commit()
    }

    /// Makes the plan again, on the machine and within the resources given.
    func restored(in folder: SegmentFolder, resources: RenderResources) throws -> RenderPlan {
        let relative = RelativePaths(to: folder.path)
        var preset = try Preset.parse(self.preset.text, file: relative.resolved(self.preset.file))
        preset.shipped = shipped
        var options = RenderOptions()
        options.input = choices.input.map(relative.resolved)
        options.gaps = choices.gaps.flatMap(SequenceGaps.init(rawValue:))
        options.outputs = choices.outputs.map(relative.resolved)
        options.frames = choices.frames.flatMap {
            $0.count == 2 && $0[0] <= $0[1] ? $0[0]...$0[1] : nil
        }
        options.scale = choices.scale
        options.frameRate = try choices.frameRate.map(FrameRate.parse)
        options.duration = try choices.duration.map(TimeExpression.parseLength)
        options.mixing = choices.mixing ?? .networks
        options.tolerance = choices.tolerance
        options.copiesSound = choices.copiesSound
        options.overwrite = handling?.overwrite ?? false
        options.firstPass = firstPass
        options.weightSamples = weightSamples
        options.paces = paces
        options.cuts = try cuts?.map { terms in
            guard terms.count == 2 else { throw TimelineError.outOfRange("\(terms)") }
            return try Time(terms[0], terms[1])
        }
        options.resources = resources
        options.resources.precision = .init(rawValue: choices.precision) ?? .f32
        options.storage.folder = folder.path
        options.storage.length = segmentLength
        options.storage.isKept = handling?.keep ?? false
        return try RenderPlan(preset, options: options)
    }

    /// Whether it says what a plan says of its preset, its frames and its outputs.
    private func isMade(of plan: RenderPlan) -> Bool {
        let relative = RelativePaths(to: SegmentFolder.path(of: plan))
        let found = Choices(plan, relative)
        return preset.text == plan.preset.source.text && choices.input == found.input
            && choices.gaps == found.gaps
            && choices.outputs == found.outputs && choices.frames == found.frames
            && choices.scale == found.scale && choices.tolerance == found.tolerance
            && choices.frameRate == found.frameRate && choices.duration == found.duration
            && choices.mixing == found.mixing && choices.precision == found.precision
            && choices.copiesSound == found.copiesSound && weightSamples == plan.weightSamples
            && paces == plan.paces
            && cuts == plan.cuts?.map { [$0.numerator, $0.denominator] }
    }

    /// Throws unless a plan made again computes the same images.
    ///
    /// - Throws: ``RenderError/planDiffers(place:fields:)``,
    ///   ``RenderError/otherNumerics(place:differences:)``.
    func check(_ found: RenderFingerprint, of plan: RenderPlan, in folder: SegmentFolder) throws {
        var fields = found.differences(from: identity)
        if plan.timeline.frameCount != frameCount { fields.append("number of frames") }
        guard fields.isEmpty else {
            throw RenderError.planDiffers(place: folder.path, fields: fields)
        }
        let differences = found.numerics.differences(from: identity.numerics)
        guard differences.isEmpty else {
            throw RenderError.otherNumerics(place: folder.path, differences: differences)
        }
    }

    /// SHA-256 of everything but the hash itself and what is not hashed.
    private func digest() throws -> Digest {
        var bare = self
        (bare.hash, bare.handling, bare.firstPass, bare.shipped) = ("", nil, nil, nil)
        return try SHA256.digest(of: String(decoding: bare.text(), as: UTF8.self))
    }

    private func text() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return Array(try encoder.encode(self)) + Array("\n".utf8)
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    /// A preset, and the hashes of 10⁶ images.
    private static let sizeLimit = 128 << 20
}

extension PlanManifest.Choices {
    fileprivate init(_ plan: RenderPlan, _ relative: RelativePaths) {
        let options = plan.options
        input = options.input.map(relative.path)
        gaps = options.gaps?.rawValue
        outputs = options.outputs.map(relative.path)
        frames = options.frames.map { [$0.lowerBound, $0.upperBound] }
        scale = options.scale
        frameRate = options.frameRate?.description
        duration = options.duration?.text
        mixing = options.mixing == .networks ? nil : options.mixing
        tolerance = options.tolerance
        precision = options.resources.precision.rawValue
        copiesSound = options.copiesSound
    }
}
