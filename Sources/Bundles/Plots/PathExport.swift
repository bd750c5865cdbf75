public import Files
import Formats
import Foundation
import Imaging
import Inference
import Media
import Presets
public import Rendering
import Timelines

/// The weights of a plan's frames as a file: a plot in SVG or as an image, or a table in CSV or JSON.
public struct PathExport: Sendable {
    private let plan: RenderPlan

    /// The endings of the files that can be written.
    public static let endings = ["svg", "png", "csv", "json"]

    /// The frames of a plan.
    public init(_ plan: RenderPlan) { self.plan = plan }

    /// Whether a path has one of the ``endings``, whatever the case.
    public static func canWrite(_ path: String) -> Bool { ending(of: path) != nil }

    private static func ending(of path: String) -> String? {
        endings.first { path.lowercased().hasSuffix(".\($0)") }
    }

    /// Writes a file in the form of its ending.
    ///
    /// Throws `FileError`, `MediaError`, and ``RenderError`` for a path with another ending.
    public func write(to path: String, existing: ExistingOutput) throws {
        switch Self.ending(of: path) {
        case "svg": try write(plot.drawing.svg, path, existing)
        case "png":
            let image = try plot.drawing.image()
            try OutputFormat.image(path: path)?.writer.pictureWriter?(image, path, existing)
        case "csv":
            let file = try AtomicFile(path: path, existing: existing)
            try table.write { try Self.write($0, file) }
            try file.commit()
        case "json": try write(json, path, existing)
        default:
            throw RenderError.badOption(
                name: "--plot", found: path.quoted,
                expected: "a name that ends in .svg, .png, .csv or .json")
        }
    }

    private func write(_ text: String, _ path: String, _ existing: ExistingOutput) throws {
        let file = try AtomicFile(path: path, existing: existing)
        try Self.write(text, file)
        try file.commit()
    }

    private static func write(_ text: String, _ file: AtomicFile) throws {
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
    }

    private var table: WeightsTable {
        WeightsTable(frames: plan.frames, networks: plan.family.names, paths: plan.paths)
    }

    private var plot: PathPlot {
        PathPlot(
            title: Self.name(plan.preset.source.file), networks: plan.family.names,
            frames: plan.frames,
            lanes: plan.paths.map { path in
                let place =
                    switch path.place {
                    case .timeline: ""
                    case .layer(let part): ": \(part)"
                    case .region(let mask): ": \(Self.name(mask))"
                    }
                return PathPlot.Lane(name: path.name + place, timeline: path.timeline)
            })
    }

    private static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// A path of the JSON document: the weights of each frame, in the order of the networks.
    private struct Path: Encodable {
        /// A key of the path.
        struct Key: Encodable {
            let frame: Int
            let seconds: Double
        }

        /// The region's mask; null for others.
        let mask: String?
        /// The layer's part; null for others.
        let layer: String?
        let keys: [Key]
        let weights: [[Double]]

        private enum CodingKeys: String, CodingKey { case mask, layer, keys, weights }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(mask, forKey: .mask)
            try container.encode(layer, forKey: .layer)
            try container.encode(keys, forKey: .keys)
            try container.encode(weights, forKey: .weights)
        }
    }

    private struct Document: Encodable {
        let frameRate: String
        let frames: Int
        let networks: [String]
        let paths: [Path]
    }

    /// As JSON, on one line.
    private var json: String {
        get throws {
            let paths = plan.paths.map { path in
                var (mask, layer): (String?, String?)
                switch path.place {
                case .timeline: break
                case .layer(let part): layer = part
                case .region(let name): mask = name
                }
                return Path(
                    mask: mask, layer: layer,
                    keys: path.timeline.keyframes(ofFrames: plan.frames, along: plan.timeline).map {
                        Path.Key(
                            frame: $0.frame - plan.frames.lowerBound,
                            seconds: $0.keyframe.time.seconds)
                    },
                    weights: plan.frames.map { frame in
                        let mixture = path.timeline.mixture(
                            at: plan.timeline.shownTime(ofFrame: frame))
                        return plan.family.names.map { mixture.weight(of: $0) }
                    })
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            let document = Document(
                frameRate: "\(plan.timeline.frameRate)", frames: plan.frames.count,
                networks: plan.family.names, paths: paths)
            return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
        }
    }
}
