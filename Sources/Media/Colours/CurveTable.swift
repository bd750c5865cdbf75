/// A function of 0…1 by its values at equal steps, with straight lines between them.
///
/// Of the curves here, an sRGB level of 255 is met to 0.002.
struct CurveTable {
    private static let steps = 8192

    private let values: [Float]

    init(_ function: (Double) -> Double) {
        // One more than there are steps' ends, so that 1 has a neighbour too.
        values = (0...Self.steps + 1).map { Float(function(Double($0) / Double(Self.steps))) }
    }

    /// Calls `body` with the table as a function; arguments beyond 0…1 count as 0 or 1.
    func withFunction<Result>(_ body: (Function) -> Result) -> Result {
        values.withUnsafeBufferPointer { body(Function(values: $0)) }
    }

    /// The table's values, valid while ``withFunction(_:)`` runs.
    struct Function {
        fileprivate let values: UnsafeBufferPointer<Float>

        @inline(__always)
        func callAsFunction(_ argument: Float) -> Float {
            let place = (argument > 0 ? min(argument, 1) : 0) * Float(CurveTable.steps)
            let index = Int(place)
            let (low, high) = (values[index], values[index &+ 1])
            return low + (place - Float(index)) * (high - low)
        }
    }
}
