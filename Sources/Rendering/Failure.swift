import BuiltinNetworks
import Imaging
import Inference
import Interpolation
import Media
import Networks
import Presets
import Timelines
import Weights

/// What a user is told of an error, and the class of it that the exit code names.
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
    }

    public let kind: Kind
    /// `PLACE: what was found, what was expected`, one a mistake; lines after a mistake's first show
    /// where it is.
    public let lines: [String]

    /// Judges an error of any stage.
    public init(_ error: any Error) {
        lines = (error as? PresetProblems).map { Self.lines($0) } ?? ["\(error)"]
        kind = Self.kind(of: error)
    }

    private static func lines(_ problems: PresetProblems) -> [String] {
        "\(problems)".split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static func kind(of error: any Error) -> Kind {
        switch error {
        case let error as MediaError: kind(of: error)
        case let error as WeightsError: kind(of: error)
        case let error as InferenceError: kind(of: error)
        case let error as RenderError: kind(of: error)
        case PresetReadError.missing: .inputMissing
        case is PresetProblems, is PresetReadError, is PresetValueError, is GraphError,
            is ImagingError, is TimelineError, is UnknownNetwork:
            .badData
        case BuiltinNetworksError.unknownName: .badData
        case BuiltinNetworksError.noNetworks: .unavailable
        default: .internalError
        }
    }

    private static func kind(of error: MediaError) -> Kind {
        switch error {
        case .inputMissing: .inputMissing
        case .badInput, .unsuitable: .badData
        case .cannotCreate, .outputExists: .cannotCreate
        case .inputOutput, .verificationFailed: .inputOutput
        case .encoderMissing: .unavailable
        case .libraryFailure: .internalError
        }
    }

    private static func kind(of error: WeightsError) -> Kind {
        switch error {
        case .missing: .inputMissing
        case .unreadable: .inputOutput
        case .unwritable: .cannotCreate
        case .notRegularFile, .tooLarge, .unsupportedFormat, .malformed, .malformedTensor,
            .unsupported, .nonFinite:
            .badData
        }
    }

    private static func kind(of error: InferenceError) -> Kind {
        switch error {
        case .oneDNN, .wrongPicture, .wrongWeights: .internalError
        case .outOfMemory: .unavailable
        case .noMembers, .differentStructures, .differentConventions, .unsupportedConvention,
            .nonFiniteOutput:
            .badData
        }
    }

    private static func kind(of error: RenderError) -> Kind {
        switch error {
        case .noInput, .noOutput, .unknownPictureFormat, .framesOutOfRange, .badOption: .usage
        case .outputCollides, .pingpongNeedsStill, .inputTooShort, .unusableRate: .badData
        }
    }
}
