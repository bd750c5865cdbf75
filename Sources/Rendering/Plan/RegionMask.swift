import Files
import Imaging
import Media
import Timelines

/// The share of each pixel that a region has: white all of it, black none.
enum RegionMask: Sendable {
    /// One image, 0…1, one channel, of its own size.
    case still(Image)
    /// A video or a sequence, whose images are such.
    case moving(Moving)
    /// One that is computed, of luma from the image of each frame.
    case shape(MaskShape)

    /// A mask that changes from frame to frame.
    struct Moving: Sendable {
        /// What it was when it was opened first.
        let source: SourceProperties
        /// The files of a sequence in their order; empty for a video.
        let files: [String]
        /// How it is read: the rate of a sequence, and what happens at its gaps.
        let settings: InputSettings

        /// Opens it anew, at its first image.
        func open() throws -> any FrameSource {
            var settings = settings
            settings.checksPictures = false
            return try MediaInput.open(path: source.path, settings, known: source.firstPass)
        }
    }

    /// Reads a still mask, and opens another one.
    ///
    /// - Parameter settings: how it is read.
    /// - Throws: ``RenderError/badMask(file:found:expected:)`` for other proportions than the input's,
    ///   `FileError`, `MediaError`.
    init(_ path: String, _ settings: InputSettings, over input: SourceProperties) throws {
        let source = try MediaInput.open(path: path, settings)
        let found = Size(width: source.width, height: source.height)
        let size = Size(width: input.width, height: input.height)
        let width = max(found.width, size.width)
        let heights = [found, size].map { $0.scaled(toWidth: width).height }
        guard abs(heights[0] - heights[1]) <= 1 else {
            throw RenderError.badMask(
                file: path, found: "a mask of \(found) pixels",
                expected: "the proportions of \(input.path), \(size)")
        }
        guard source.isStill, let image = try source.next()?.image else {
            let moving = Moving(
                source: source.properties, files: source.files, settings: settings)
            self = .moving(moving)
            return
        }
        self = .still(try Self.share(of: image))
    }

    /// Whether it follows from what the networks see.
    var isLuma: Bool {
        guard case .shape(let shape) = self, case .luma = shape else { return false }
        return true
    }

    /// The share that an image stands for: its luma, which is black where it is transparent.
    static func share(of image: Image) throws -> Image {
        try image.laid(over: .black).luma(by: .bt709)
    }

    /// The mask's content: SHA-256 of its file, of those of a sequence in their order, or of what is said of
    /// a shape.
    func digest(path: String) throws -> Digest {
        if case .shape(let shape) = self { return try SHA256.digest(of: shape.description) }
        guard case .moving(let moving) = self, !moving.files.isEmpty else {
            return try SHA256.digest(ofFile: path)
        }
        let hash = try SHA256()
        for file in moving.files {
            try hash.update(SHA256.digest(ofFile: file).description)
        }
        return try hash.digest()
    }
}
