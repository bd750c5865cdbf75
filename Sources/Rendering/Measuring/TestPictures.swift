package import Imaging

/// A pan over a picture made by a formula, with the statistics of natural ones; always the same.
package struct TestPictures: Sendable {
    private let width: Int
    private let height: Int
    private let canvas: DeadLeaves

    /// How far the pan goes; coprime, so that the first 61 · 59 pictures differ.
    private static let reach = (x: 61, y: 59)

    /// - Throws: `ImagingError` for a size that no picture can have.
    package init(width: Int, height: Int) throws {
        self.width = width
        self.height = height
        let size = Self.canvasSize(width: width, height: height)
        _ = try Image.sampleCount(width: size.width, height: size.height, channels: 3)
        canvas = DeadLeaves(width: size.width, height: size.height)
    }

    /// What the pan goes over, for sides of less than 2⁶².
    static func canvasSize(width: Int, height: Int) -> Size {
        Size(width: width + reach.x - 1, height: height + reach.y - 1)
    }

    /// A frame's picture, 0….
    package func picture(ofFrame frame: Int) throws -> Image {
        let (left, top) = (frame % Self.reach.x, frame % Self.reach.y)
        let count = try Image.sampleCount(width: width, height: height, channels: 3)
        let samples = [Float](unsafeUninitializedCapacity: count) { samples, initialized in
            for row in 0..<3 * height {
                let y = row / height * canvas.height + row % height + top
                let start = y * canvas.width + left
                _ = samples[(row * width)..<(row + 1) * width].initialize(
                    fromContentsOf: canvas.samples[start..<start + width])
            }
            initialized = count
        }
        return try Image(width: width, height: height, samples: samples)
    }
}
