import CKernels
import Networks

extension Program {
    /// What a convolution of our own reads: a stored value and what is done to it on the way.
    struct Reading: Sendable {
        let input: Place
        /// Channels of the input.
        let channels: Int
        /// The pixel of each place of the padded input, −1 for `outside`.
        let rows: [Int32]
        let columns: [Int32]
        let outside: Float
        /// x · scale + shift with the table of that number.
        let affine: Int?
        /// Then x for x ≥ 0, else slope · x.
        let slope: Slope?

        /// Slopes of negative values.
        enum Slope: Sendable {
            /// One for all channels: 0 is ReLU's.
            case constant(Float)
            /// One a channel, in that packed parameter.
            case parameter(Int)
        }
    }

    /// A 3×3 convolution of stride 1 or 2 by Winograd's algorithm.
    struct Winograd: Sendable {
        let reading: Reading
        let output: Place
        let shape: Shape
        let lanes: Int
        /// 1 or 2.
        let stride: Int
        /// Whether nearest upsampling by 2 stands before it, down and across.
        let isPaired: (rows: Bool, columns: Bool)
        /// Entries of the packed parameters.
        let weight: Int
        let bias: Int?
        /// Where sums for the normalisation that follows go.
        var sums: Place?

        /// Height and width of an output tile, pixels.
        static let tile = 4

        var tiles: Pair {
            Pair(
                (shape.height + Self.tile - 1) / Self.tile,
                (shape.width + Self.tile - 1) / Self.tile)
        }

        /// Tiles that are computed together: as many as keep their transformed inputs
        /// and products in the second-level cache, 12 to 96.  The limits were measured with 1 MB.
        var unitTiles: Int {
            let fits = (stride == 1 ? 280_000 : 130_000) / (products * (paddedChannels + 2 * lanes))
            return min(96, max(12, fits / 12 * 12))
        }

        /// Products of a tile, channel and output channel.
        var products: Int { Int(segue_winograd_products(Int32(stride))) }

        /// How many units there are.
        var units: Int { (tiles.y * tiles.x + unitTiles - 1) / unitTiles }

        var paddedChannels: Int { (reading.channels + lanes - 1) / lanes * lanes }
        var outputBlocks: Int { (shape.channels + lanes - 1) / lanes }

        /// Floats of the transformed weights.
        var transformedCount: Int { products * paddedChannels * outputBlocks * lanes }

        /// Floats of working memory that one thread needs.
        var threadRoom: Int {
            Int(
                segue_winograd_room(
                    Int32(stride), Int64(unitTiles), Int64(paddedChannels), Int64(lanes)))
        }

        /// Floats of working memory in all.
        func roomCount(threads: Int) -> Int { transformedCount + threads * threadRoom }
    }
}
