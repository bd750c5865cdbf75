/// How a film's planes sample colours.
public enum VideoSampling: Sendable, Hashable, CaseIterable {
    /// Y′CbCr with half of the colour differences' columns and rows.
    case yCbCr420
    /// Y′CbCr with half of the colour differences' columns.
    case yCbCr422
    /// Y′CbCr with all colour differences.
    case yCbCr444
    /// Red, green and blue as they are.
    case rgb

    /// As people name it: `4:2:0`.
    public var name: String {
        switch self {
        case .yCbCr420: "4:2:0"
        case .yCbCr422: "4:2:2"
        case .yCbCr444: "4:4:4"
        case .rgb: "RGB"
        }
    }

    /// How many columns and rows have one colour difference.
    public var step: (columns: Int, rows: Int) {
        switch self {
        case .yCbCr420: (2, 2)
        case .yCbCr422: (2, 1)
        case .yCbCr444, .rgb: (1, 1)
        }
    }

    /// A size with a whole number of colour differences.
    public func wholeSize(_ size: Size) -> Size {
        let step = step
        return Size(
            width: size.width + size.width % step.columns,
            height: size.height + size.height % step.rows)
    }
}
