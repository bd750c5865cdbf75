/// A width and a height in pixels.
public struct Size: Hashable, Sendable {
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// A size of any numbers; what takes one says which it allows.
    public init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
    }

    /// Pixels, clamped to what an `Int` holds.
    public var area: Int {
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        return overflow ? .max : area
    }

    /// Both sides times a whole number.
    public func multiplied(by scale: Int) -> Size {
        Size(width: width * scale, height: height * scale)
    }

    /// The size of this proportion at another width: its height rounded, at least 1.
    public func scaled(toWidth newWidth: Int) -> Size {
        Size(width: newWidth, height: Self.side(height, width, at: newWidth))
    }

    /// The size of this proportion at another height: its width rounded, at least 1.
    public func scaled(toHeight newHeight: Int) -> Size {
        Size(width: Self.side(width, height, at: newHeight), height: newHeight)
    }

    private static func side(_ side: Int, _ other: Int, at newOther: Int) -> Int {
        max(1, Int((Double(newOther) * Double(side) / Double(other)).rounded()))
    }
}

extension Size: CustomStringConvertible {
    /// `48×32`.
    public var description: String { "\(width)×\(height)" }
}
