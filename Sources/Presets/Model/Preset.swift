import Files
public import Imaging
import Timelines

/// A valid preset: what to read, which networks, their path through time, and what to write.
///
/// ``parse(_:file:checking:outputs:)-(String,_,_,_)`` finds every mistake at once; what the command line overrides is set
/// afterwards.
public struct Preset: Hashable, Sendable {
    /// The text it was read from.
    public let source: SourceText
    /// An image, a video or a sequence; nil when the command line must name it.
    public var input: InputSpec?
    /// Size of the pictures that the networks see, relative to the input's, above 0 and at most
    /// ``scaleLimit``; nil where the preset says nothing, and beside a width of the input.
    public var scale: Double?
    /// The colour on which what is transparent is laid where an output cannot hold it; nil for black.
    public var background: Located<Colour>?
    /// In the order of the file, each name once; at least one.
    public var networks: [Network]
    /// The path through the networks.
    public var timeline: PresetTimeline
    /// Parts of the networks with paths of their own, each over those before it; empty for none.
    public let layers: [PresetLayer]
    /// Parts of the image with paths of their own, each over those before it; empty for none.
    public let regions: [PresetRegion]
    /// The share of the effect over the input, one number of 0…1 a key; nil for 1.
    public var opacity: [PresetKey<[Double]>]?
    /// In the order of the file; empty when the command line must name them.
    public var outputs: [OutputSpec]
    /// Whether a folder for editors is made of the outputs.
    public var isBundled = false
    /// What a user should hear of values that are not read as they are written, each in one line.
    public var notices: [String] = []
    /// What the file of a preset that ships says, if it was asked for by its name.
    public var shipped: Shipped?

    /// The largest ``scale``.
    public static let scaleLimit = 8.0

    /// The network of a name; nil when there is none.
    public func network(named name: String) -> Network? {
        networks.first { $0.name == name }
    }

    /// Mistakes that a later stage finds at places of this preset; at least one.
    package func problems(_ found: [(message: String, mark: SourceText.Mark?)]) -> PresetProblems {
        PresetProblems(
            file: source.file,
            found.map { message, mark in
                let mark = mark ?? .start
                return PresetProblems.Problem(
                    at: mark, message, sourceLine: source.line(mark.line))
            })
    }

    /// A mistake that a later stage finds at a place of this preset, such as a network that fits no
    /// other; without a mark it stands at the beginning.
    public func problem(_ message: String, at mark: SourceText.Mark?) -> PresetProblems {
        let mark = mark ?? .start
        return PresetProblems(
            file: source.file,
            [PresetProblems.Problem(at: mark, message, sourceLine: source.line(mark.line))])
    }
}

extension Preset {
    /// Whether a key counts from a scene cut of the input, so that these have to be known.
    public var countsFromCuts: Bool {
        let labels = Set(timeline.keys.compactMap(\.label?.value))
        let mixtures = [timeline.keys] + regions.map(\.keys) + layers.map(\.keys)
        let numbers = regions.flatMap { [$0.opacity ?? [], $0.move ?? []] } + [opacity ?? []]
        let times =
            mixtures.flatMap { $0.map(\.time.value) } + numbers.flatMap { $0.map(\.time.value) }
        return times.contains { $0.countsFromCut && !labels.contains($0.label ?? "") }
    }
}

extension Preset {
    /// A preset that ships, by its name.
    public struct Shipped: Hashable, Codable, Sendable {
        /// The name.
        public let name: String
        /// The text of its file, with the names of its outputs alone.
        public let text: String

        /// A preset of that name.
        public init(name: String, text: String) { (self.name, self.text) = (name, text) }
    }

    /// A path as written and as it is found.
    public struct Path: Hashable, Sendable {
        /// As the user wrote it; never expanded (`~` and `$HOME` are file names).
        public let written: String
        /// Relative to the working folder, or absolute.
        public let resolved: String

        /// A path of the command line, relative to the working folder.
        public init(_ written: String) {
            self.written = written
            resolved = written
        }

        /// A path of a preset, relative to the preset's folder; `-`, standard input or output, is as it is.
        public init(_ written: String, inPreset file: String) {
            self.written = written
            let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
            resolved =
                written.hasPrefix("/") || written == "-" ? written : folder + written
        }

        /// The same with `%04d` for `####`, for a numbered output.
        var numbered: Path {
            Path(
                written: written, resolved: SequencePattern.spelled(hashesIn: resolved) ?? resolved)
        }

        private init(written: String, resolved: String) {
            (self.written, self.resolved) = (written, resolved)
        }
    }

    /// A network of a preset.
    public struct Network: Hashable, Sendable {
        /// Its name in `mix`: letters, digits, `_`, `-` and `.`, at most 64.
        public let name: String
        /// The place of its weights.
        public let reference: NetworkReference
        /// The pixels it takes and gives, if the preset sets them; else the file or the architecture
        /// does.
        public let convention: PixelConvention?
        /// Whose statistics its batch normalisations use, if the preset sets it; likewise.
        public let statistics: BatchStatistics?
        /// The noise that it is made for, if the preset sets it.
        public var level: Level?
        /// Its place in the preset; nil for one of the command line.
        public let mark: SourceText.Mark?

        /// A network; without a mark, one of the command line.
        public init(
            name: String, reference: NetworkReference, convention: PixelConvention? = nil,
            statistics: BatchStatistics? = nil, mark: SourceText.Mark? = nil
        ) {
            self.name = name
            self.reference = reference
            self.convention = convention
            self.statistics = statistics
            self.mark = mark
        }

        /// What a preset says of the noise that a network is made for.
        public enum Level: Hashable, Sendable {
            /// σ, the standard deviation of the noise, 0…255 levels.
            case deviation(Double)
            /// It is no denoiser: `level: auto` leaves it out.
            case none
        }
    }
}
