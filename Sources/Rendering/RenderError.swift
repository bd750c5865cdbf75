/// Why a plan could not be made or carried out.
public enum RenderError: Error, Equatable, CustomStringConvertible {
    /// Neither the preset nor the command line names an input.
    case noInput(preset: String)
    /// Neither the preset nor the command line names an output.
    case noOutput(preset: String)
    /// A picture's output whose name does not end in .png.
    case unknownPictureFormat(path: String)
    /// An output that is the input or another output.
    case outputCollides(path: String, with: String)
    /// A range of frames that the timeline does not have.
    case framesOutOfRange(found: String, count: Int)
    /// A film cannot run backwards.
    case pingpongNeedsStill(input: String)
    /// The input ended before the first frame that was asked for.
    case inputTooShort(file: String, firstFrame: Int)
    /// A number of frames a second that no film can have.
    case unusableRate(String)
    /// A number on the command line outside its range.
    case badOption(name: String, found: String, expected: String)

    public var description: String {
        switch self {
        case .noInput(let preset):
            "\(preset): no input, expected 'input:' in the preset or -i"
        case .noOutput(let preset):
            "\(preset): no output, expected 'output:' in the preset or -o"
        case .unknownPictureFormat(let path):
            "\(path): no known picture format, expected a name that ends in .png"
        case .outputCollides(let path, let other):
            "\(path): is the same file as \(other), expected an output of its own"
        case .framesOutOfRange(let found, let count):
            "--frames: \(found), expected A-B within 0-\(count - 1)"
        case .pingpongNeedsStill(let input):
            "\(input): a film cannot run backwards, expected a still picture for loop: pingpong"
        case .inputTooShort(let file, let frame):
            "\(file): ends before frame \(frame), expected at least one picture to render"
        case .unusableRate(let rate):
            "timeline: \(rate) frames a second, expected a rate of 31-bit numbers"
        case .badOption(let name, let found, let expected):
            "\(name): \(found), expected \(expected)"
        }
    }
}
