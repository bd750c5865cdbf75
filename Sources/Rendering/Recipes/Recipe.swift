import Files
import Foundation
import Media

/// How an output was made, as the output itself states it: enough to render its frames again and to tell
/// whether they are the same.
///
/// It follows from preset, networks, input and program alone: no time, no machine, no number of workers,
/// and of paths only those that a preset's author wrote.
public struct Recipe: Codable, Equatable, Sendable {
    /// What the command line said, where that decides frames or sound.
    public struct Options: Codable, Equatable, Sendable {
        /// The name of the input's file, without its folder.
        public var input: String?
        /// `error`, `hold` or `skip`.
        public var gaps: String?
        /// The first and the last frame of a single file.
        public var frames: [Int]?
        public var scale: Double?
        /// Frames a second, as `24000/1001`.
        public var fps: String?
        /// The length of a pass, as `8s`.
        public var duration: String?
        /// Levels of 255, above 0.
        public var tolerance: Double?
        /// `bf16`; nil for `f32`.
        public var precision: String?
        /// `cross-fade` or `side-by-side`; nil where networks are mixed.
        public var mixing: String?
        /// Whether the film's sound was left away; nil for not.
        public var noSound: Bool?
    }

    /// Which of the outputs it is.
    public struct OutputChoice: Codable, Equatable, Sendable {
        /// Its place in the preset, 0…; nil for one with standard settings, as all of the command line.
        public var index: Int?
        /// A name with the ending of one with standard settings.
        public var name: String?
        /// Columns, pixels.
        public var width: Int
        /// Rows, pixels.
        public var height: Int
        /// Frames a second.
        public var fps: String
    }

    /// A network.
    public struct Network: Codable, Equatable, Sendable {
        /// Its name in the preset.
        public var name: String
        /// SHA-256 of its file.
        public var sha256: String
        /// SHA-256 of its tensors, wherever they are, and of how it is used.
        public var content: String
    }

    /// The input.
    public struct Input: Codable, Equatable, Sendable {
        /// `still`, `film` or `sequence`.
        public var kind: String
        /// SHA-256 of its file; nil for a sequence, whose files the frames name.
        public var sha256: String?
    }

    /// A frame that is checked.
    public struct Frame: Codable, Equatable, Sendable {
        /// Its number on the timeline, 0….
        public var number: Int
        /// SHA-256 of its planes, as they were handed to the encoder.
        public var sha256: String
        /// SHA-256 of its file, where the input is a sequence.
        public var input: String?
    }

    /// The form of the record, ``form``.
    public let segue: Int
    /// The program's version.
    public let version: String
    /// The preset's text, as it was written.
    public let preset: String
    /// The name of a preset that ships, in whose folder its paths begin.
    public let shipped: String?
    /// Of the command line.
    public let options: Options
    /// Which output, its size and its rate.
    public let output: OutputChoice
    /// In the order of the preset.
    public let networks: [Network]
    /// What was rendered.
    public let input: Input
    /// SHA-256 of the regions' masks, in the order of the preset.
    public let masks: [String]?
    /// The samples between networks and outputs; nil for levels of 16 bits.
    let samples: SampleForm?
    /// What the machine's arithmetic was.
    public let numerics: NumericsFingerprint
    /// Of a single file several, of a picture its own.
    public internal(set) var frames: [Frame]

    /// The form of the record that this program writes.
    static let form = 1

    /// The frames of a single file that are checked, at the most.
    static let sampleCount = 5

    /// The most frames that are taken from a record.
    private static let frameLimit = 16
}

extension Recipe {
    /// The recipe that a file carries.
    ///
    /// - Throws: ``RenderError/noRecipe(file:)``, ``RenderError/badRecipe(file:found:expected:)``,
    ///   `FileError`, `MediaError`.
    public init(inFile path: String) throws {
        guard let text = try RecipePlace.text(inFile: path),
            let json = RecipeText.json(in: text)
        else { throw RenderError.noRecipe(file: path) }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        struct Mark: Decodable { let segue: Int }
        let form = (try? decoder.decode(Mark.self, from: Data(json.utf8)))?.segue
        guard let form, form <= Self.form else {
            throw RenderError.badRecipe(
                file: path,
                found: form.map { "a recipe of form \($0)" } ?? "a recipe that is damaged",
                expected: form == nil
                    ? "it as Segue wrote it" : "form \(Self.form); use a newer Segue")
        }
        guard let recipe = try? decoder.decode(Self.self, from: Data(json.utf8)), recipe.isSound
        else {
            throw RenderError.badRecipe(
                file: path, found: "a recipe that is damaged", expected: "it as Segue wrote it")
        }
        self = recipe
    }

    private var isSound: Bool {
        let numbers = frames.map(\.number)
        let isOne = (output.index == nil) != (output.name == nil)
        return isOne && (1...Self.frameLimit).contains(numbers.count)
            && numbers.allSatisfy { $0 >= 0 } && zip(numbers, numbers.dropFirst()).allSatisfy(<)
    }

    /// The options as they are written on a command line.
    public var commandLine: [String] {
        func option(_ name: String, _ value: String?) -> [String] {
            value.map { [name, $0] } ?? []
        }
        let frames = options.frames.flatMap { $0.count == 2 ? "\($0[0])-\($0[1])" : nil }
        return option("--input", options.input) + option("--gaps", options.gaps)
            + option("--frames", frames) + option("--scale", options.scale.map { "\($0)" })
            + option("--fps", options.fps) + option("--duration", options.duration)
            + option("--tolerance", options.tolerance.map { "\($0)" })
            + option("--precision", options.precision)
            + (options.mixing.map { ["--\($0)"] } ?? [])
            + (options.noSound == true ? ["--no-sound"] : [])
    }
}
