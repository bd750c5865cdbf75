import Imaging
import Media
import Timelines

/// Gives every frame of the timeline its input: the still, or what the video shows at that time, and what
/// the moving masks show.
struct InputFrames {
    private var input: ShownImages
    /// Of the regions' masks; nil for a still one.
    private var masks: [ShownImages?]

    /// Opens the plan's input and its moving masks anew.
    init(_ plan: RenderPlan) throws {
        let (size, hasAlpha, background) = (plan.pictureSize, plan.input.hasAlpha, plan.background)
        let rate = plan.timeline.frameRate
        input = try ShownImages(at: rate, open: plan.openInput) { image in
            // Of the plan's channels: a video that begins opaque counts as opaque, and what is transparent
            // in it later is laid over the background.
            let image = hasAlpha ? try image.withAlpha() : image.laid(over: background)
            return try image.resized(to: size)
        }
        masks = try plan.regions.map { region in
            guard case .moving(let mask) = region.mask else { return nil }
            return try ShownImages(
                at: rate, open: { try mask.open() }, prepare: RegionMask.share)
        }
    }

    /// What the sources have to say once, with their paths.
    var notices: [String] { input.notices + masks.flatMap { $0?.notices ?? [] } }

    /// The input of a frame; nil after the film's end.  A mask that has ended shows its last image.
    ///
    /// Frames are asked for in order: for one that is not, the films are read from their beginning.
    mutating func input(ofFrame frame: Int) throws -> FrameInput? {
        guard let image = try input.image(ofFrame: frame), !(try input.isOver(atFrame: frame))
        else { return nil }
        var shown: [Image?] = []
        for index in masks.indices { shown.append(try masks[index]?.image(ofFrame: frame)) }
        return FrameInput(image: image, masks: shown)
    }
}
