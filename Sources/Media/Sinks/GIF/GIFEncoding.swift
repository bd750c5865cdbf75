import Files
import Imaging

/// Encodes spooled frames as a GIF.
struct GIFEncoding {
    private let spool: GIFSpool
    private let place: String
    /// When a frame is shown, in hundredths of a second.
    private let ticks: (Int) -> Int
    /// A comment behind the last frame; nil for none.
    private let comment: String?

    init(_ spool: GIFSpool, place: String, comment: String?, ticks: @escaping (Int) -> Int) {
        (self.spool, self.place, self.comment, self.ticks) = (spool, place, comment, ticks)
    }

    /// Of the spooled frames.
    var fullSize: Size { spool.size }

    /// The GIF's size.
    func size(_ reduction: GIFReduction) -> Size {
        guard reduction.share < 1 else { return spool.size }
        let width = max(1, Int((Double(spool.size.width) * reduction.share).rounded()))
        return spool.size.scaled(toWidth: width)
    }

    /// Hands the file's bytes to the body, frame by frame.
    ///
    /// - Parameter isWanted: asked before every frame; false ends it early.
    func run(
        _ reduction: GIFReduction, while isWanted: () -> Bool = { true },
        _ body: ([UInt8]) throws -> Void
    ) throws {
        let (size, colours) = (size(reduction), reduction.settings.colours)
        var coder = GIFCoder(width: size.width, height: size.height, reduction.settings)
        var writer = GIFWriter(colours: colours)
        var palette: Palette?
        var scene = 0
        for index in stride(from: 0, to: spool.count, by: reduction.step) where isWanted() {
            let (current, isFirst) = (spool.scene(ofFrame: index), palette == nil)
            if isFirst || current != scene {
                palette = Palette(try spool.colours(ofScene: current), count: colours - 1)
                scene = current
            }
            guard var used = palette else { return }
            palette = nil
            let picture = coder.picture(of: try frame(index, size), &used)
            let delay = ticks(min(index + reduction.step, spool.count)) - ticks(index)
            let header = isFirst ? writer.header(width: size.width, height: size.height, used) : []
            let image = writer.image(picture, delay: delay, own: scene == 0 ? nil : used)
            palette = used
            try body(header + image)
        }
        if isWanted() { try body((comment.map(GIFWriter.comment) ?? []) + GIFWriter.trailer) }
    }

    /// A frame at a size.
    private func frame(_ index: Int, _ size: Size) throws -> [UInt8] {
        let rgb = try spool.frame(index)
        guard size != spool.size else { return rgb }
        return try Image(width: spool.size.width, height: spool.size.height, rgb8: rgb)
            .resized(to: size).rgb8(.rounded)
    }
}
