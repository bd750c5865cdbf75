/// A turn by quarters, mirrored or not: what a video's display matrix or a photo's EXIF
/// orientation asks for.
public struct Orientation: Sendable, Equatable {
    /// Rows become columns; done before the mirroring.
    public var transposed: Bool

    /// Left and right are exchanged in the result.
    public var mirroredHorizontally: Bool

    /// Top and bottom are exchanged in the result.
    public var mirroredVertically: Bool

    /// The image as it is stored.
    public static let upright = Orientation()

    /// The given steps, done in the order of the parameters.
    public init(
        transposed: Bool = false, mirroredHorizontally: Bool = false,
        mirroredVertically: Bool = false
    ) {
        self.transposed = transposed
        self.mirroredHorizontally = mirroredHorizontally
        self.mirroredVertically = mirroredVertically
    }

    /// The step that undoes what an EXIF orientation (1…8) says; nil for other numbers.
    ///
    /// The eight values are those of EXIF 2.3, tag 0x0112.
    public init?(exif value: Int) {
        switch value {
        case 1: self.init()
        case 2: self.init(mirroredHorizontally: true)
        case 3: self.init(mirroredHorizontally: true, mirroredVertically: true)
        case 4: self.init(mirroredVertically: true)
        case 5: self.init(transposed: true)
        case 6: self.init(transposed: true, mirroredHorizontally: true)
        case 7: self.init(transposed: true, mirroredHorizontally: true, mirroredVertically: true)
        case 8: self.init(transposed: true, mirroredVertically: true)
        default: return nil
        }
    }
}

extension Image {
    /// The image turned and mirrored; its sides are exchanged when `orientation` transposes.
    public func oriented(_ orientation: Orientation) -> Image {
        guard orientation != .upright else { return self }
        let (newWidth, newHeight) = orientation.transposed ? (height, width) : (width, height)
        let (stepX, stepY) = orientation.transposed ? (width, 1) : (1, width)
        return mapped(width: newWidth, height: newHeight) { source, target in
            for y in 0..<newHeight {
                let fromY = (orientation.mirroredVertically ? newHeight - 1 - y : y) * stepY
                for x in 0..<newWidth {
                    let fromX = orientation.mirroredHorizontally ? newWidth &- 1 &- x : x
                    target[y &* newWidth &+ x] = source[fromY &+ fromX &* stepX]
                }
            }
        }
    }
}
