import Imaging
import Rendering
import Timelines

/// How fast the images of a strip change along it.
struct StripPace {
    private var strip: (page: PageNumber, id: UInt32)?
    private var grids: [Int: (frame: Int, grid: ColourGrid)] = [:]

    /// Takes an image of a strip; answers the pace when it is the last of it.
    ///
    /// Of images far apart it is what their difference shows of it: a way there and back between them is not seen.
    mutating func add(
        _ image: Image, _ wish: PictureDesk.Wish, _ plan: RenderPlan
    ) -> PageMessage.Pace? {
        if strip?.page != wish.page || strip?.id != wish.id {
            (strip, grids) = ((wish.page, wish.id), [:])
        }
        grids[wish.index] = (wish.frame, ColourGrid(image.withoutAlpha))
        guard grids.count == wish.stripCount else { return nil }
        let shown = grids.sorted { $0.key < $1.key }.map(\.value)
        let rate = plan.timeline.frameRate.framesPerSecond
        let points = zip(shown, shown.dropFirst()).compactMap { left, right -> [Double]? in
            let frames = Double(right.frame - left.frame)
            guard frames > 0 else { return nil }
            let change = left.grid.difference(to: right.grid) / frames * rate
            return [Double(left.frame) + frames / 2, (change * 100).rounded() / 100]
        }
        return PageMessage.Pace(id: wish.id, points: points)
    }
}
