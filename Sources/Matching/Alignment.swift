package import Graphs
package import Weights

/// A second network's channels in the order that brings its parameters as close to a first network's
/// as can be found, computing what it computed.
///
/// Weight matching of Ainsworth et al. (arXiv 2209.04836, algorithm 1): the order of one group of
/// channels at a time is the best assignment while all others stand, until none improves.  Two
/// starts are tried, as they stand and one group after another along the network; the better one
/// counts.  Deterministic.
package struct Alignment: Sendable {
    /// One a group of the graph: `orders[g][j]` is the second network's block that comes to place j.
    package let orders: [[Int]]
    /// The second network's parameters by slot, in those orders.
    package let parameters: [Tensor]
    /// The cosine of all layers' weights with the first network's, before and after, −1…1.
    package let cosines: (before: Double, after: Double)

    /// The most rounds over all groups.
    private static let roundLimit = 50

    /// Whether some channels changed their place.
    package var isChange: Bool {
        orders.contains { order in order.indices.contains { order[$0] != $0 } }
    }

    /// Aligns two networks' parameters by slot of their graph.  Only layers' weights decide: biases
    /// and statistics have other units.
    package init(of second: [Tensor], to first: [Tensor], in graph: Graph) {
        let target = Target(first, graph)
        let identity = State(second, target)
        var standing = identity
        standing.improve(towards: target, rounds: Self.roundLimit)
        var walked = identity
        walked.walk(towards: target)
        walked.improve(towards: target, rounds: Self.roundLimit)
        let best = standing.product >= walked.product ? standing : walked
        orders = best.orders
        parameters = best.parameters
        cosines = (target.products(second).cosine, target.products(best.parameters).cosine)
    }

    /// What the second network's parameters are brought close to.
    private struct Target {
        let parameters: [Tensor]
        let groups: [ChannelSpaces.Group]
        /// The slots of the layers' weights, ascending.
        let slots: [Int]

        init(_ parameters: [Tensor], _ graph: Graph) {
            self.parameters = parameters
            groups = graph.channelGroups
            slots = Set(graph.layers.map(\.slot)).sorted()
        }

        func products(_ other: [Tensor]) -> LayerRelation.Products {
            slots.reduce(into: LayerRelation.Products()) { sum, slot in
                let products = LayerRelation.products(of: parameters[slot], other[slot])
                sum.ab += products.ab
                sum.aa += products.aa
                sum.bb += products.bb
            }
        }
    }

    private struct State {
        var orders: [[Int]]
        var parameters: [Tensor]
        /// Σ aₖbₖ over the layers' weights.
        var product: Double

        init(_ parameters: [Tensor], _ target: Target) {
            self.parameters = parameters
            orders = target.groups.map { Array(0..<$0.blockCount) }
            product = target.products(parameters).ab
        }

        /// Orders each group by what has been ordered before it.
        mutating func walk(towards target: Target) {
            let groups = target.groups
            for (index, group) in groups.enumerated() {
                let later = Set(groups[(index + 1)...].flatMap { $0.places.map(\.slot) })
                let known = group.places.filter { !later.contains($0.slot) }
                reorder(index, by: known, towards: target)
            }
            product = target.products(parameters).ab
        }

        mutating func improve(towards target: Target, rounds: Int) {
            for _ in 0..<rounds {
                var isBetter = false
                for (index, group) in target.groups.enumerated() {
                    var next = self
                    next.reorder(index, by: group.places, towards: target)
                    guard next.orders[index] != orders[index] else { continue }
                    next.product = target.products(next.parameters).ab
                    // A group on both axes of one parameter may lose by its best assignment.
                    guard next.product - product > 1e-9 * abs(product) else { continue }
                    self = next
                    isBetter = true
                }
                if !isBetter { return }
            }
        }

        /// Brings a group into the order in which the places' inner products are the largest.
        private mutating func reorder(
            _ index: Int, by places: [ChannelSpaces.Group.Place], towards target: Target
        ) {
            let group = target.groups[index]
            let count = group.blockCount
            var sums = [Float](repeating: 0, count: count * count)
            for place in places where target.slots.contains(place.slot) {
                let products = rowProducts(
                    target.parameters[place.slot].rows(of: place, count: count),
                    parameters[place.slot].rows(of: place, count: count))
                for k in sums.indices { sums[k] += products[k] }
            }
            let size = sums.reduce(0) { max($0, abs($1)) }
            // Blocks that are zero or alike stay where they are.
            for row in 0..<count { sums[row * count + row] += size * 1e-6 }
            let columns = Assignment(maximising: sums, count: count).columns
            for place in group.places {
                parameters[place.slot] = parameters[place.slot].permuted(
                    along: place.axis, start: place.start, width: place.width, order: columns)
            }
            orders[index] = columns.map { orders[index][$0] }
        }
    }
}

extension Tensor {
    fileprivate func rows(of place: ChannelSpaces.Group.Place, count: Int) -> Tensor {
        rows(along: place.axis, start: place.start, width: place.width, count: count)
    }
}
