/// The name and the shape of a value that goes into or comes out of a graph.
public struct ONNXValueInfo: Sendable, Equatable {
    /// The value's name.
    public let name: String

    /// Its dimensions, nil when the file says nothing about them.
    public let shape: [Dimension]?

    /// Makes a description that no file was read for.
    public init(name: String, shape: [Dimension]?) {
        self.name = name
        self.shape = shape
    }

    /// The size of one dimension.
    public enum Dimension: Sendable, Equatable {
        /// A size of 0 or more.
        case fixed(Int)
        /// A size that the caller chooses, by the name the file gives it.
        case named(String)
        /// A size that the file leaves open; a negative size is read as this.
        case unknown
    }
}

extension ONNXValueInfo {
    /// Numbers are those of `ValueInfoProto` in onnx.proto3.
    init(_ message: ProtobufReader) throws {
        var message = message
        var name = ""
        var shape: [Dimension]?
        while let field = try message.nextField() {
            switch field.number {
            case 1: name = try message.string(field)
            case 2: shape = try Self.shape(ofType: try message.message(field))
            default: try message.skip(field)
            }
        }
        self.init(name: name, shape: shape)
    }

    /// `TypeProto`: only a tensor has a shape.
    private static func shape(ofType message: ProtobufReader) throws -> [Dimension]? {
        var message = message
        var shape: [Dimension]?
        while let field = try message.nextField() {
            switch field.number {
            case 1: shape = try Self.shape(ofTensor: try message.message(field))
            default: try message.skip(field)
            }
        }
        return shape
    }

    /// `TypeProto.Tensor`.
    private static func shape(ofTensor message: ProtobufReader) throws -> [Dimension]? {
        var message = message
        var shape: [Dimension]?
        while let field = try message.nextField() {
            switch field.number {
            case 2: shape = try dimensions(try message.message(field))
            default: try message.skip(field)
            }
        }
        return shape
    }

    /// `TensorShapeProto`.
    private static func dimensions(_ message: ProtobufReader) throws -> [Dimension] {
        var message = message
        var dimensions: [Dimension] = []
        while let field = try message.nextField() {
            switch field.number {
            case 1:
                guard dimensions.count < Tensor.rankLimit else {
                    throw message.malformed(
                        "more dimensions", at: field.offset, "at most \(Tensor.rankLimit)")
                }
                dimensions.append(try dimension(try message.message(field)))
            default: try message.skip(field)
            }
        }
        return dimensions
    }

    /// `TensorShapeProto.Dimension`: of the two kinds of size the last one counts.
    private static func dimension(_ message: ProtobufReader) throws -> Dimension {
        var message = message
        var dimension = Dimension.unknown
        while let field = try message.nextField() {
            switch field.number {
            case 1:
                let size = Int(try message.integer(field))
                dimension = size < 0 ? .unknown : .fixed(size)
            case 2:
                let name = try message.string(field)
                dimension = name.isEmpty ? .unknown : .named(name)
            default: try message.skip(field)
            }
        }
        return dimension
    }
}
