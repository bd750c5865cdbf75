/// A stored value: an initialiser or the value of a constant.
public struct ONNXTensor: Sendable, Equatable {
    /// The value's name; may be empty in an attribute, never in an initialiser.
    public let name: String

    /// Sizes of the dimensions, outermost first; empty for a single number. Each is 0 or more.
    public let shape: [Int]

    /// The elements in row-major order, as many as the product of `shape`.
    public let elements: Elements

    /// Makes a tensor of elements that fit the shape.
    ///
    /// Stops the program when the caller's count and shape differ: the reader has checked by then.
    public init(name: String, shape: [Int], elements: Elements) {
        precondition(
            shape.reduce(1, *) == elements.count,
            "ONNXTensor: \(elements.count) elements do not fill the shape \(shape)")
        self.name = name
        self.shape = shape
        self.elements = elements
    }

    /// Elements of either kind that networks compute with.
    public enum Elements: Sendable, Equatable {
        /// 16-, 32- and 64-bit floats.
        case floats([Float])
        /// Integers of every width, and truth values as 0 and 1.
        case integers([Int64])

        /// The number of elements.
        public var count: Int {
            switch self {
            case .floats(let values): values.count
            case .integers(let values): values.count
            }
        }
    }
}

extension ONNXTensor {
    /// Reads a tensor; `place` names it in messages where it has no name of its own.
    init(_ message: ProtobufReader, place: String = "") throws {
        let fields = try ONNXTensorFields(message)
        let place = fields.name.isEmpty ? place : fields.name
        let shape = try fields.checkedShape(place)
        self.init(
            name: fields.name, shape: shape, elements: try fields.elements(shape: shape, place))
    }
}
