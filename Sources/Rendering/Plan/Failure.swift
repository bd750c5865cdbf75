import BuiltinNetworks
import Files
import Graphs
import Imaging
import Inference
import Media
import Presets
import Timelines
import Weights

/// An error as a user sees it: its messages, and the class that the exit code stands for.
public struct Failure: Sendable {
    /// Classes of failure with the exit codes of sysexits.h.
    public enum Kind: Int32, Sendable {
        /// The command line is wrong.
        case usage = 64
        /// A preset, weights or a picture are wrong.
        case badData = 65
        /// An input is not there.
        case inputMissing = 66
        /// Something that the program needs is not on this machine.
        case unavailable = 69
        /// Our mistake.
        case internalError = 70
        /// An output cannot be created.
        case cannotCreate = 73
        /// Reading or writing failed, or the disk is full.
        case inputOutput = 74
        /// What is in the way now will not be later.
        case tryAgain = 75
        /// This machine cannot do what was asked for.
        case unfitMachine = 76
        /// A frozen plan was made of something else than what is there now.
        case planDiffers = 78
    }

    /// The class of the failure.
    public let kind: Kind
    /// One for every mistake, at least one: a line `PLACE: what was found, what was expected`, and
    /// below it, for a preset, the line of the file and a caret.
    public let messages: [String]

    /// Judges an error of any stage.
    public init(_ error: any Error) {
        kind = Self.kind(of: error)
        messages = (error as? PresetProblems).map(Self.messages) ?? ["\(error)".printable]
    }

    private static func messages(_ problems: PresetProblems) -> [String] {
        let listed = zip(problems.headlines, problems.problems).map { headline, problem in
            problem.excerpt.isEmpty ? headline : "\(headline)\n\(problem.excerpt)"
        }
        guard problems.omitted > 0 else { return listed }
        return listed + [
            "\(problems.file.printable): \(problems.omitted) more mistakes, not listed"
        ]
    }

    private static func kind(of error: any Error) -> Kind {
        switch error {
        case let error as FileError: kind(of: error)
        case let error as MediaError: kind(of: error)
        case let error as InferenceError: kind(of: error)
        case let error as RenderError: kind(of: error)
        case let error as PresetProblems: error.areMissingFiles ? .inputMissing : .badData
        case is ShippedPreset.Unknown: .inputMissing
        case is PresetValueError, is WeightsError, is GraphError,
            is ImagingError, is TimelineError:
            .badData
        case BuiltinNetworksError.unknownName: .badData
        case BuiltinNetworksError.noNetworks: .unavailable
        default: .internalError
        }
    }

    private static func kind(of error: FileError) -> Kind {
        switch error {
        case .missing: .inputMissing
        case .refused: .badData
        case .cannotCreate, .exists: .cannotCreate
        case .inputOutput, .diskFull: .inputOutput
        case .tryAgain: .tryAgain
        case .outOfMemory: .unavailable
        }
    }

    private static func kind(of error: MediaError) -> Kind {
        switch error {
        case .badInput, .unsuitable: .badData
        case .verificationFailed: .inputOutput
        case .encoderMissing, .outOfMemory: .unavailable
        case .libraryFailure: .internalError
        }
    }

    private static func kind(of error: InferenceError) -> Kind {
        switch error {
        case .oneDNN, .wrongWeights: .internalError
        case .outOfMemory: .unavailable
        case .unsupportedPrecision: .unfitMachine
        case .tileTooSmall, .noTiles, .unknownLevel: .usage
        case .noMembers, .differentStructures, .differentConventions, .differentStatistics,
            .wrongImage, .nonFiniteOutput, .nonFiniteLayer:
            .badData
        }
    }

    private static func kind(of error: RenderError) -> Kind {
        switch error {
        case .noInput, .noOutput, .badOption, .refusedOption, .unknownPictureFormat,
            .framesOutOfRange:
            .usage
        case .outputCollides, .pingpongNeedsStill, .unusableFilm, .inputTooShort, .unusableSize,
            .sharedTensor, .unrelated, .memory, .badPlan, .badMask, .otherOutput, .noRecipe,
            .badRecipe, .recipeDiffers:
            .badData
        case .planDiffers: .planDiffers
        case .tooFewThreads, .noProcessFolder: .unavailable
        case .lostImage: .internalError
        case .otherNumerics, .recipeNumerics: .unfitMachine
        case .segmentsMissing: .inputMissing
        case .diskFull, .tooLittleRoom: .inputOutput
        }
    }
}
