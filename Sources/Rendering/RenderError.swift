import Formats

/// Why a plan could not be made or carried out.
public enum RenderError: Error, Equatable, CustomStringConvertible {
    /// Neither the preset nor the command line names an input.
    case noInput(preset: String)
    /// Neither the preset nor the command line names an output.
    case noOutput(preset: String)
    /// An option of the command line whose value is not what it has to be.
    case badOption(name: String, found: String, expected: String)
    /// An option of the command line that another stage refuses, with what that stage says.
    case refusedOption(name: String, reason: String)
    /// A picture's output whose name has no ending of a format of pictures.
    case unknownPictureFormat(path: String)
    /// A range of frames that the timeline does not have.
    case framesOutOfRange(found: ClosedRange<Int>, count: Int)
    /// An output that is the input or another output.
    case outputCollides(path: String, with: String)
    /// A film cannot run backwards.
    case pingpongNeedsStill(input: String)
    /// A film whose rate or length no timeline can have; `key` of the timeline puts it right.
    case unusableFilm(file: String, found: String, key: String)
    /// A region's mask that is no picture, or of other proportions than the input.
    case badMask(file: String, found: String, expected: String)
    /// The input ended before the first frame that was asked for.
    case inputTooShort(file: String, firstFrame: Int)
    /// A file in an output's place has another number of frames than the plan (65).
    case otherOutput(path: String, found: Int, expected: Int)
    /// Pictures of a size that cannot be held.
    case unusableSize(place: String, reason: String)
    /// A tensor that a file keeps once and another network keeps as several.
    case sharedTensor(file: String, name: String)
    /// Two networks that are to be mixed and have nothing in common.
    case unrelated(first: String, second: String, reason: String)
    /// More memory than may be held, with the fewest workers that may be; `remedy` says what needs less.
    case memory(place: String, needed: MemorySize, limit: MemorySize, remedy: String)
    /// /proc is not mounted (69).
    case noProcessFolder
    /// Fewer threads can be made than the work needs (69).
    case tooFewThreads(found: Int, needed: Int)
    /// The disk was full after so many frames of all; `missing` is what the others need if they are
    /// like these.
    case diskFull(place: String, reason: String, frames: Int, of: Int, missing: MemorySize)

    /// Folders of one file system that has not the room that a render certainly takes, with the bytes
    /// that are missing; `remedy` says what to put elsewhere (74).
    case tooLittleRoom(
        folders: [String], needed: MemorySize, free: Int, missing: MemorySize, remedy: String)

    /// Networks, an input or the program are not those that a frozen plan was made of; `fields` says
    /// which (78).
    case planDiffers(place: String, fields: [String])
    /// This machine would compute other pictures than the one that a plan was frozen on (76).
    case otherNumerics(place: String, differences: [String])
    /// A folder of segments lacks some, or its plan (66).
    case segmentsMissing(folder: String, found: String, expected: String)
    /// A frozen plan that cannot be read (65).
    case badPlan(file: String, found: String, expected: String)

    /// A file without a recipe (65).
    case noRecipe(file: String)
    /// A recipe that cannot be read or carried out (65).
    case badRecipe(file: String, found: String, expected: String)
    /// This machine computes other pictures than the one that a file was rendered on (76).
    case recipeNumerics(file: String, differences: [String])
    /// What a recipe states is not what comes out now (65).
    case recipeDiffers(file: String, found: String)

    /// The image of a frame was let go before it was last needed: a fault of this program (70).
    case lostImage(frame: Int)

    /// `PLACE: what was found, what was expected`, on one line.
    public var description: String {
        switch self {
        case .noInput(let preset):
            "\(preset): no input, expected 'input:' in the preset or --input"
        case .noOutput(let preset):
            "\(preset): no output, expected 'output:' in the preset or --output"
        case .badOption(let name, let found, let expected):
            "\(name): \(found), expected \(expected)"
        case .refusedOption(let name, let reason):
            "\(name): \(reason)"
        case .unknownPictureFormat(let path):
            "\(path): no known picture format, expected a name that ends in "
                + OutputFormat.imageEndings
        case .framesOutOfRange(let found, let count):
            "--frames: \(found.lowerBound)-\(found.upperBound), expected A-B within 0-\(count - 1)"
        case .outputCollides(let path, let other):
            "\(path): is the same file as \(other), expected an output of its own"
        case .pingpongNeedsStill(let input):
            "\(input): a film cannot run backwards, expected a still picture for loop: pingpong"
        case .unusableFilm(let file, let found, let key):
            "\(file): a film of \(found), expected '\(key):' in the preset's timeline"
        case .badMask(let file, let found, let expected):
            "\(file): \(found), expected \(expected)"
        case .inputTooShort(let file, let frame):
            "\(file): ends before frame \(frame), expected at least one picture to render"
        case .otherOutput(let path, let found, let expected):
            "\(path): \(found) frames, expected the \(expected) of this render; --overwrite renders it anew"
        case .unusableSize(let place, let reason):
            "\(place): \(reason)"
        case .unrelated(let first, let second, let reason):
            "\(second): unrelated to \(first): \(reason); expected networks trained from one "
                + "parent, or --allow-unrelated"
        case .sharedTensor(let file, let name):
            "\(file)[\(name)]: one tensor for several layers in which the others differ, expected "
                + "a tensor for each; name another network first"
        case .tooLittleRoom(let folders, let needed, let free, let missing, let remedy):
            "\(folders.joined(separator: ", ")): needs at least \(needed), "
                + "\(free / 1_000_000) MB free, \(missing) missing; expected more room or \(remedy)"
        case .planDiffers(let place, let fields):
            "\(place): \(fields.joined(separator: ", ")) changed since the plan was frozen, expected "
                + "the same"
        case .otherNumerics(let place, let differences):
            "\(place): this machine computes other pictures: "
                + "\(differences.joined(separator: ", ")); expected the plan's numerics"
        case .noRecipe(let file):
            "\(file): no recipe, expected an output of segue render that was not converted by another "
                + "program"
        case .recipeNumerics(let file, let differences):
            "\(file): this machine computes other pictures: \(differences.joined(separator: ", ")); "
                + "expected a machine like the one that rendered it"
        case .recipeDiffers(let file, let found):
            "\(file): \(found), expected what its recipe states"
        case .badRecipe(let folder, let found, let expected),
            .segmentsMissing(let folder, let found, let expected),
            .badPlan(let folder, let found, let expected):
            "\(folder): \(found), expected \(expected)"
        case .memory(let place, let needed, let limit, let remedy):
            "\(place): needs \(needed), limit \(limit); expected \(remedy) or more --memory"
        case .lostImage(let frame):
            "frame \(frame): its image was let go too early, expected it to be held; please report this"
        case .noProcessFolder:
            "/proc: not mounted, expected it to be, as Swift's threads need it"
        case .tooFewThreads(let found, let needed):
            "threads: only \(found) of \(needed) can be made, expected a higher limit of processes "
                + "(ulimit -u, the container's pids), more address space, or fewer --workers"
        case .diskFull(let place, let reason, let frames, let total, let missing):
            "\(place): \(reason) after \(frames) of \(total) frames, expected about \(missing) more"
        }
    }
}
