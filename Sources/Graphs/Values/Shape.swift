/// The sizes of one value of a graph, outermost first, as ONNX and PyTorch count them.
///
/// An image, or what a layer makes of one, is 1 × channels × height × width; values of other ranks
/// occur inside attention, decomposed normalizations and arithmetic on parameters.
public struct Shape: Sendable, Hashable, CustomStringConvertible {
    /// Each is 1 or more in a graph; empty for a single number.
    public let sizes: [Int]

    public init(_ sizes: [Int]) {
        self.sizes = sizes
    }

    /// One image.
    public init(channels: Int, height: Int, width: Int) {
        sizes = [1, channels, height, width]
    }

    /// Whether it is one image: rank 4 and a batch of 1.
    public var isImage: Bool { sizes.count == 4 && sizes[0] == 1 }

    public var rank: Int { sizes.count }
    /// Of an image; 1 for anything else.
    public var channels: Int { isImage ? sizes[1] : 1 }
    /// Rows of an image, in pixels; 1 for anything else.
    public var height: Int { isImage ? sizes[2] : 1 }
    /// Columns of an image, in pixels; of anything else all its values in a row.
    public var width: Int { isImage ? sizes[3] : count }

    /// Pixels in one channel.
    public var area: Int { height * width }
    /// Values in all.
    public var count: Int { sizes.reduce(1, *) }

    /// The distance between neighbours along each axis, row-major.
    public var steps: [Int] {
        var steps = [Int](repeating: 1, count: rank)
        for axis in sizes.indices.dropLast().reversed() {
            steps[axis] = steps[axis + 1] * sizes[axis + 1]
        }
        return steps
    }

    /// The longest side of a value.
    package static let longestSide = 1 << 20
    /// The most numbers in a value.
    package static let largestCount = 1 << 34
    /// The most dimensions.
    package static let largestRank = 8

    /// Throws when a dimension is 0 or the value is larger than any that could be computed, so that
    /// whatever is derived from sizes in a graph does not overflow.
    func checkLimits() throws(Mismatch) {
        let rows = isImage ? Array(sizes[2...]) : []
        guard rank <= Self.largestRank, sizes.allSatisfy({ $0 >= 1 }),
            rows.allSatisfy({ $0 <= Self.longestSide }),
            sizes.reduce(1.0, { $0 * Double($1) }) <= Double(Self.largestCount)
        else {
            throw Mismatch(
                found: "a value of \(self)",
                expected: "at least 1 of each, sides of at most \(Self.longestSide) pixels and "
                    + "\(Self.largestCount) numbers in all")
        }
    }

    /// The shape itself, when it is an image's.
    func image() throws(Mismatch) -> Shape {
        guard isImage else {
            throw Mismatch(found: "a value of \(self)", expected: "one picture of rank 4")
        }
        return self
    }

    /// The sizes of an image as `3×360×640`, of anything else as `[2, 5, 7]`.
    public var description: String {
        isImage ? "\(sizes[1])×\(sizes[2])×\(sizes[3])" : "\(sizes)"
    }
}

extension Shape {
    /// Sizes that an operation cannot take; the graph adds the node's name.
    package struct Mismatch: Error {
        package let found: String
        package let expected: String
    }
}
