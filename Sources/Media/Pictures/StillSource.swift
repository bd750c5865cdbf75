import Imaging
import Synchronization
import Timelines

/// A source of one picture.
final class StillSource: FrameSource, Sendable {
    let properties: SourceProperties
    private let remaining: Mutex<SourceFrame?>

    init(_ picture: StillPicture, path: String) {
        properties = SourceProperties(
            path: path, width: picture.image.width, height: picture.image.height, frameRate: nil,
            frameCount: 1, isStill: true, hasAlpha: picture.image.hasAlpha, sound: nil,
            notices: picture.notices)
        remaining = Mutex(SourceFrame(image: picture.image, timestamp: .zero))
    }

    func next() throws -> SourceFrame? {
        remaining.withLock { frame in
            defer { frame = nil }
            return frame
        }
    }
}
