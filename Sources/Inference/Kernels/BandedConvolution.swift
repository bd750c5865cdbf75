import Graphs

/// A convolution and the one that reads its output, computed by bands of rows, so that what lies between
/// them is never in memory as a whole.
///
/// The bits are those of the two by themselves: a unit is computed as ever, some twice.
struct BandedConvolution: TiledConvolution {
    struct Band: Sendable {
        let producerUnits: [Int]
        let consumerUnits: [Int]
        /// The first row that stands in memory.
        let firstRow: Int
    }

    let producer: any Producer
    let consumer: any Consumer
    let bands: [Band]
    /// Rows of the output between the two that there is room for.
    let bandRows: Int

    /// Rows of the input that a band of the consumer reads, about.
    private static let usualRows = 96

    /// - Parameters:
    ///   - producer: its output is the consumer's input and nobody else's.
    ///   - consumer: takes it as it is, from its first row and block on.
    init(_ producer: some Producer, _ consumer: some Consumer) {
        var bands: [Band] = []
        var most = 0
        for (units, places) in consumer.stretches(reading: Self.usualRows) {
            let rows = consumer.reading.rows[places].filter { $0 >= 0 }.map(Int.init)
            guard let first = rows.min(), let last = rows.max() else { continue }
            let producerUnits = producer.units(computing: first..<last + 1)
            let computed = producer.rows(of: producerUnits)
            bands.append(
                Band(
                    producerUnits: Array(producerUnits), consumerUnits: units,
                    firstRow: computed.lowerBound))
            most = max(most, computed.count)
        }
        var place = producer.writing.output
        place.block = most * place.row
        var (producer, consumer) = (producer.writingBands(), consumer.readingBands())
        producer.writing.output = place
        producer.writing.sums = nil
        consumer.reading.input = place
        (self.producer, self.consumer, self.bands, bandRows) = (producer, consumer, bands, most)
    }

    var places: [TensorView] { producer.places + consumer.places }
    var parameters: [Int] { producer.parameters + consumer.parameters }
    var tables: [Int] { producer.tables + consumer.tables }
    var form: ConvolutionForm { consumer.form }
    var algorithm: String { consumer.algorithm + "-in-bands" }
    var words: [String] { consumer.words }

    var sums: TensorView? {
        get { consumer.sums }
        set {}
    }

    var sumCount: Int? { nil }

    var work: TiledWork {
        let (first, second) = (producer.work, consumer.work)
        return TiledWork(
            weightItems: first.weightItems + second.weightItems,
            transformedCount: first.transformedCount + second.transformedCount,
            units: bands.count, threadRoom: max(first.threadRoom, second.threadRoom))
    }

    func bound(to memory: any KernelMemory) throws(InferenceError) -> any BoundConvolution {
        BoundBands(
            producer: try producer.bound(to: memory), consumer: try consumer.bound(to: memory), self
        )
    }
}

extension BandedConvolution {
    /// Which side of a convolution is in memory by bands of rows.
    enum Side: Sendable {
        case input, output
    }

    /// A convolution that can compute some rows of its output at a time.
    protocol Producer: TiledConvolution {
        var writing: ConvolutionWriting { get set }

        /// The units that compute rows of the output.
        func units(computing rows: Range<Int>) -> Range<Int>

        /// The rows that units compute, all of them.
        func rows(of units: Range<Int>) -> Range<Int>

        /// The same convolution, whose output is a band.
        func writingBands() -> Self
    }

    /// A convolution that can be computed from some rows of its input at a time.
    protocol Consumer: TiledConvolution {
        var reading: ConvolutionReading { get set }

        /// Its units in stretches that read about so many rows of the input, with the places of the rows.
        func stretches(reading rows: Int) -> [(units: [Int], places: Range<Int>)]

        /// The same convolution, whose input is a band.
        func readingBands() -> Self
    }
}

/// Two convolutions by bands with their arguments.
private final class BoundBands: BoundConvolution {
    private let producer: any BoundConvolution
    private let consumer: any BoundConvolution
    private let banded: BandedConvolution

    init(
        producer: any BoundConvolution, consumer: any BoundConvolution, _ banded: BandedConvolution
    ) {
        (self.producer, self.consumer, self.banded) = (producer, consumer, banded)
    }

    func transformWeights(_ team: ThreadTeam, room: UnsafeMutablePointer<Float>) {
        producer.transformWeights(team, room: room)
        consumer.transformWeights(team, room: room + banded.producer.work.transformedCount)
    }

    func run(_ team: ThreadTeam, room: UnsafeMutablePointer<Float>) {
        let work = banded.work
        let threadRoom = (address: room + work.transformedCount, floats: work.threadRoom)
        for band in banded.bands {
            producer.run(band.producerUnits, from: band.firstRow, team, threadRoom)
            consumer.run(band.consumerUnits, from: band.firstRow, team, threadRoom)
        }
    }

    /// Bands are not cut any further.
    func run(
        _ units: [Int], from row: Int, _ team: ThreadTeam,
        _ threadRoom: (address: UnsafeMutablePointer<Float>, floats: Int)
    ) {
        preconditionFailure("BoundBands: bands within a band")
    }
}
