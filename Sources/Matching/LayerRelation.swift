internal import CKernels
import Graphs
package import Weights

/// How one layer's weights in a second network stand to the first's.
///
/// A filter is what makes one output channel: a row of the layer's weights.
public struct LayerRelation: Sendable, Equatable {
    /// The layer's name in the first network.
    public let name: String
    /// The layer's output channels, 1 or more.
    public let filterCount: Int
    /// Σ aₖbₖ / (‖a‖ ‖b‖), −1…1; 1 where both are zero, 0 where one is.
    public let cosine: Double
    /// ‖a − b‖ / √(‖a‖ ‖b‖), 0 or more: 0 for equal weights, √2 for orthogonal ones of one size;
    /// infinite where one is zero and the other is not.
    public let distance: Double
    /// How many filters are their own partner in the best assignment of the second network's filters
    /// to the first's by their cosines, or as good as: at least nine tenths as close to what stands
    /// in their place as to their partner, as filters are that have doubles.
    public let filtersInPlace: Int
    /// What the best assignment adds to the mean cosine of partners, 0…2.
    public let assignmentGain: Double
    /// Σ aₖbₖ, Σ aₖ² and Σ bₖ², from which cosines of several layers together follow.
    package let products: Products

    /// The share of filters that stand in the same order, 0…1.
    public var orderShare: Double { Double(filtersInPlace) / Double(max(filterCount, 1)) }

    /// The inner products of two vectors.
    package struct Products: Sendable, Equatable {
        package var ab: Double
        package var aa: Double
        package var bb: Double

        package init(ab: Double = 0, aa: Double = 0, bb: Double = 0) {
            (self.ab, self.aa, self.bb) = (ab, aa, bb)
        }

        /// The cosine of the angle between them; see ``LayerRelation/cosine``.
        package var cosine: Double {
            guard aa > 0, bb > 0 else { return aa == bb ? 1 : 0 }
            return max(-1, min(1, ab / (aa * bb).squareRoot()))
        }
    }

    /// Measures two layers, each given as filters × weights of a filter.
    ///
    /// Stops the program when the shapes differ or are not of rank 2.
    package init(name: String, _ a: Tensor, _ b: Tensor) {
        precondition(a.shape == b.shape && a.shape.count == 2, "LayerRelation: one matrix each")
        self.name = name
        filterCount = a.shape[0]
        let squares: Double
        (products, squares) = Self.measured(a.values, b.values)
        cosine = products.cosine
        let size = (products.aa * products.bb).squareRoot().squareRoot()
        distance = squares == 0 ? 0 : squares.squareRoot() / size
        (filtersInPlace, assignmentGain) = squares == 0 ? (filterCount, 0) : Self.order(a, b)
    }

    /// A relation of weights of length 1, measured elsewhere.
    package init(name: String, filterCount: Int, filtersInPlace: Int, cosine: Double) {
        self.name = name
        self.filterCount = filterCount
        self.filtersInPlace = filtersInPlace
        self.cosine = cosine
        distance = (2 - 2 * cosine).squareRoot()
        assignmentGain = 0
        products = Products(ab: cosine, aa: 1, bb: 1)
    }

    /// The inner products of two tensors of one shape.
    package static func products(of a: Tensor, _ b: Tensor) -> Products {
        measured(a.values, b.values).0
    }

    private static func measured(_ a: [Float], _ b: [Float]) -> (Products, squares: Double) {
        var (products, squares) = (Products(), 0.0)
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                guard let first = a.baseAddress, let second = b.baseAddress else { return }
                segue_kernels_in_use().pointee.relation(
                    first, second, Int64(a.count), &products.ab, &products.aa, &products.bb,
                    &squares)
            }
        }
        return (products, squares)
    }

    private static func order(_ a: Tensor, _ b: Tensor) -> (inPlace: Int, gain: Double) {
        let count = a.shape[0]
        var cosines = rowProducts(a.withUnitRows(), b.withUnitRows())
        // Filters that are zero or alike have several best partners: themselves win.
        for row in 0..<count { cosines[row * count + row] += 1e-6 }
        let best = Assignment(maximising: cosines, count: count)
        let identity = (0..<count).reduce(0.0) { $0 + Double(cosines[$1 * count + $1]) }
        let inPlace = best.columns.enumerated().filter { row, column in
            let own = cosines[row * count + row]
            return row == column || own > 0 && own >= 0.9 * cosines[row * count + column]
        }.count
        return (inPlace, max(0, best.total - identity) / Double(max(count, 1)))
    }
}

/// Σₖ a[i, k] b[j, k] for all rows i of a and j of b, row-major.
///
/// Stops the program when the tensors are no matrices of equally long rows.
package func rowProducts(_ a: Tensor, _ b: Tensor) -> [Float] {
    precondition(
        a.shape.count == 2 && b.shape.count == 2 && a.shape[1] == b.shape[1],
        "rowProducts: rows of one length")
    let count = a.shape[0] * b.shape[0]
    return [Float](unsafeUninitializedCapacity: count) { output, initialized in
        a.values.withUnsafeBufferPointer { first in
            b.values.withUnsafeBufferPointer { second in
                guard let target = output.baseAddress else { return }
                target.initialize(repeating: 0, count: count)
                guard let first = first.baseAddress, let second = second.baseAddress else { return }
                segue_kernels_in_use().pointee.products(
                    first, Int64(a.shape[0]), second, Int64(b.shape[0]), Int64(a.shape[1]), target)
            }
        }
        initialized = count
    }
}

extension Tensor {
    /// A matrix with every row brought to the length 1; rows of zeros stay.
    fileprivate func withUnitRows() -> Tensor {
        let width = max(shape[1], 1)
        var result = values
        for start in stride(from: 0, to: values.count, by: width) {
            let square = values[start..<start + width].reduce(0.0) { $0 + Double($1) * Double($1) }
            guard square > 0 else { continue }
            let factor = Float(1 / square.squareRoot())
            for index in start..<start + width { result[index] *= factor }
        }
        return Tensor(shape: shape, values: result)
    }
}
