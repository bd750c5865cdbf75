import Files
import Formats
import Imaging
import Media
import Rendering

/// The networks, compiled for the sizes that one thread makes images at.
struct Viewers {
    private let isQuick: Bool
    private var small: (viewer: FrameViewer, revision: Int)?
    private var full: (viewer: FrameViewer, revision: Int)?

    /// Of the strip that is being made: what its images look like.
    private var strip = StripPace()

    /// The longest side of the thumbnails' images before they are scaled.
    private static let thumbnailWidth = 160

    init(quickly isQuick: Bool) { self.isQuick = isQuick }

    /// Makes an image and sends it, or the reason why there is none.
    mutating func make(_ wish: PictureDesk.Wish, _ plan: RenderPlan, _ revision: Int) {
        guard !wish.outbox.isOver else { return }
        do {
            let image = try image(wish, plan, revision)
            let file = try encoded(image, wish, plan)
            let message = ImageMessage(
                purpose: wish.purpose, format: wish.isFull ? .png : .jpeg, isFull: wish.isFull,
                id: wish.id, frame: wish.frame, index: wish.index, revision: revision,
                size: image.size, file: file)
            wish.outbox.send(
                .image(message.data), about: .image(wish.purpose, index: wish.index))
            if wish.purpose == .strip, let pace = strip.add(image, wish, plan) {
                wish.outbox.send(pace, about: .pace)
            }
        } catch {
            wish.outbox.send(
                event: PageMessage.Refused(message: "\(error)".printable, id: wish.id))
        }
    }

    private mutating func image(
        _ wish: PictureDesk.Wish, _ plan: RenderPlan, _ revision: Int
    ) throws -> Image {
        let viewer = try wish.isFull ? full(plan, revision) : small(plan, revision)
        // Also where the output has 8 bits, a render goes by 16.
        let image = try viewer.image(ofFrame: wish.frame, wish.view, wish.mixture)
            .roundedTo16Bits()
        guard let height = wish.height else { return image }
        return try image.resized(to: image.size.scaled(toHeight: height))
    }

    private mutating func small(_ plan: RenderPlan, _ revision: Int) throws -> FrameViewer {
        if let small, small.revision == revision { return small.viewer }
        let viewer = try FrameViewer(
            plan, width: isQuick ? PictureDesk.quickWidth : Self.thumbnailWidth,
            reusing: small?.viewer)
        small = (viewer, revision)
        return viewer
    }

    private mutating func full(_ plan: RenderPlan, _ revision: Int) throws -> FrameViewer {
        if let full, full.revision == revision { return full.viewer }
        let viewer = try FrameViewer(plan, reusing: full?.viewer)
        full = (viewer, revision)
        return viewer
    }

    private func encoded(
        _ image: Image, _ wish: PictureDesk.Wish, _ plan: RenderPlan
    ) throws -> [UInt8] {
        guard wish.isFull else {
            return try JPEGFormat(quality: 12).encoded(
                image.laid(over: plan.background), key: nil, recipe: nil, place: "image")
        }
        return try PNGFormat().encoded(image, key: nil, recipe: nil, place: "image")
    }
}
