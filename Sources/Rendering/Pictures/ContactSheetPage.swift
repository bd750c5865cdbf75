import Imaging
import Timelines

/// The paper of a contact sheet: tiles in rows, a caption under each.
struct ContactSheetPage {
    /// The page with the images placed so far.
    private(set) var image: Image
    private let columns: Int
    private let tileWidth: Int
    private let rowHeight: Int

    /// Pixels between tiles and around them.
    static let gap = 12

    /// Throws ``RenderError/unusableSize(place:reason:)`` for a page that is too large to be held.
    init(count: Int, columns: Int, tileWidth: Int, tileHeight: Int) throws(RenderError) {
        self.columns = min(columns, count)
        self.tileWidth = tileWidth
        rowHeight = tileHeight + Lettering.height + 2 * Self.gap
        let rows = (count + columns - 1) / columns
        do {
            image = try Image(
                width: self.columns * (tileWidth + Self.gap) + Self.gap,
                height: rows * rowHeight + Self.gap, filledWith: Lettering.paper)
        } catch {
            throw .unusableSize(place: "contact sheet", reason: "\(error)")
        }
    }

    /// Draws the tile of an index, 0…, and as much of its caption as fits below it.
    mutating func place(_ tile: Image, caption: String, at index: Int) {
        let x = Self.gap + index % columns * (tileWidth + Self.gap)
        let y = Self.gap + index / columns * rowHeight
        image.draw(tile, x: x, y: y)
        image.write(
            String(caption.prefix(Lettering.fitting(tileWidth))), x: x,
            y: y + tile.height + Self.gap / 2, ink: Lettering.ink)
    }
}

extension RenderPlan {
    /// A frame's time and mixture: `1.5 s   monet 25% + vangogh 75%`; shares that round to 0 % are
    /// left out.  The layers' and regions' mixtures follow after ` / `, with their opacity and that of the whole effect
    /// where the preset sets them.
    func caption(ofFrame frame: Int) -> String {
        let tenths = Int((Double(frame) / timeline.frameRate.framesPerSecond * 10).rounded())
        let shown = timeline.shownTime(ofFrame: frame)
        let mixtures =
            [timeline.mixture(at: shown).caption]
            + layers.map { "layer \($0.timeline.mixture(at: shown).caption)" }
            + regions.map { $0.caption(at: shown) }
        let whole = opacity.map { "   effect \($0.percentage(at: shown.time))" } ?? ""
        return "\(tenths / 10).\(tenths % 10) s   \(mixtures.joined(separator: " / "))\(whole)"
    }
}

extension PlannedRegion {
    /// Its mixture at a time, with its opacity where that is set.
    fileprivate func caption(at shown: ShownTime) -> String {
        timeline.mixture(at: shown).caption
            + (opacity.map { " at \($0.percentage(at: shown.time))" } ?? "")
    }
}

extension NumberCurve {
    /// An opacity, as `40%`.
    fileprivate func percentage(at time: Time) -> String {
        "\(Int((opacity(at: time) * 100).rounded()))%"
    }
}
