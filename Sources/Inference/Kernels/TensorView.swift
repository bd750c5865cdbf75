import Graphs

/// A rectangle of pixels in memory; distances are in floats, and 0 where a value is repeated.
struct TensorView: Sendable, Hashable {
    /// What it lies in.
    enum Storage: Sendable, Hashable {
        /// The image that comes in.
        case image
        /// A buffer of the worker's.
        case buffer(Int)
        /// A packed parameter of the frame's network.
        case parameter(Int)
        /// One of the plan's constants.
        case constant(Int)
    }

    let storage: Storage
    /// From the start of the storage to the first channel of the first pixel.
    var offset: Int
    /// From one row to the next.
    var row: Int
    /// From one pixel of a row to the next.
    var pixel: Int
    /// From one block of channels to the next; negative where the order is reversed.
    var block: Int
    /// From one channel of a block to the next.
    var lane: Int = 1

    /// Whether pixels and their channels follow one another without repetition.
    func isOrdinary(lanes: Int) -> Bool { pixel == lanes && (lanes == 1 || lane == 1) }

    /// The same values, taken in blocks of another number of channels.
    ///
    /// - Returns: nil where the channels are not at equal distances.
    func inBlocks(of lanes: Int, from own: Int, channels: Int) -> TensorView? {
        guard lanes != own else { return self }
        var place = self
        let step: Int
        if own == 1 {
            step = block
        } else if channels <= own || block == own * lane {
            step = lane
        } else {
            return nil
        }
        place.block = step * lanes
        place.lane = step
        return place
    }

    /// The same values, repeated where the shape has one and the larger shape more.
    func repeated(_ shape: Shape, to larger: Shape) -> TensorView {
        var place = self
        if shape.height == 1, larger.height > 1 { place.row = 0 }
        if shape.width == 1, larger.width > 1 { place.pixel = 0 }
        if shape.channels == 1, larger.channels > 1 { (place.block, place.lane) = (0, 0) }
        return place
    }

    /// Whether all pixels have the same values.
    var isOnePixel: Bool { row == 0 && pixel == 0 }

    /// One channel of a value in blocks, from its first pixel.
    func channel(_ channel: Int, lanes: Int) -> TensorView {
        var place = self
        place.offset += channel / lanes * block + channel % lanes * lane
        return place
    }

    /// The buffer it lies in; nil for images, parameters and constants.
    var buffer: Int? {
        guard case .buffer(let index) = storage else { return nil }
        return index
    }

    /// The packed parameter that it is; nil for all else.
    var parameter: Int? {
        guard case .parameter(let entry) = storage else { return nil }
        return entry
    }
}
