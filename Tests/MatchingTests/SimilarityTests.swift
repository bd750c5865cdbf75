import Fixtures
import Testing
import Weights

@testable import Matching

struct SimilarityTests {
    @Test("cosine and distance follow their formulae")
    func closedForm() {
        let relation = LayerRelation(name: "w", make([[3, 4]]), make([[4, 3]]))
        #expect(abs(relation.cosine - 24.0 / 25) < 1e-12)
        // ‖a − b‖ = √2, ‖a‖ = ‖b‖ = 5.
        #expect(abs(relation.distance - 2.0.squareRoot() / 5) < 1e-12)
        let scaled = LayerRelation(name: "w", make([[1, 0]]), make([[9, 0]]))
        #expect(scaled.cosine == 1)
        // ‖a − b‖ = 8, √(1 · 9) = 3.
        #expect(abs(scaled.distance - 8.0 / 3) < 1e-12)
    }

    @Test("equal weights are at distance 0, in order, whatever they are")
    func equal() {
        for rows in [[[Float]](repeating: [0, 0], count: 3), [[1, 2], [1, 2], [0, 0]]] {
            let relation = LayerRelation(name: "w", make(rows), make(rows))
            #expect(relation.cosine == 1)
            #expect(relation.distance == 0)
            #expect(relation.filtersInPlace == 3)
            #expect(relation.assignmentGain == 0)
        }
    }

    @Test("a layer of zeros beside another is at cosine 0 and infinitely far")
    func zero() {
        let relation = LayerRelation(name: "w", make([[0, 0]]), make([[1, 0]]))
        #expect(relation.cosine == 0)
        #expect(relation.distance == .infinity)
    }

    @Test("filters in another order are found out of place, however long they are")
    func order() {
        let a = make([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]])
        let b = make([[0, 5, 0], [0, 0, 3], [2, 0, 0], [1, 1, 1]])
        let relation = LayerRelation(name: "w", a, b)
        #expect(relation.filtersInPlace == 1)
        #expect(relation.orderShare == 0.25)
        // Of the cosines 0, 0, 0, 1 of the places all become 1.
        #expect(abs(relation.assignmentGain - 0.75) < 1e-5)
    }

    @Test("several layers together are one long vector and one list of filters")
    func together() {
        let similarity = Similarity([
            LayerRelation(name: "v", make([[3, 0]]), make([[0, 4]])),
            LayerRelation(name: "w", make([[0, 4], [0, 0]]), make([[0, 3], [0, 0]])),
        ])
        #expect(abs(similarity.cosine - 12.0 / 25) < 1e-12)
        #expect(similarity.orderShare == 1)
        #expect(Similarity([]).orderShare == 1)
        #expect(Similarity([]).cosine == 1)
    }

    @Test("products of rows are sums over them, also of uneven lengths", arguments: [1, 15, 1041])
    func products(depth: Int) {
        var random = Random(state: 3)
        let a = make((0..<3).map { _ in (0..<depth).map { _ in random.uniform() } })
        let b = make((0..<2).map { _ in (0..<depth).map { _ in random.uniform() } })
        for (place, product) in rowProducts(a, b).enumerated() {
            let (i, j) = (place / 2, place % 2)
            let terms = (0..<depth).map {
                Double(a.values[i * depth + $0]) * Double(b.values[j * depth + $0])
            }
            #expect(abs(Double(product) - terms.reduce(0, +)) < 1e-6 * Double(depth))
        }
    }

    private func make(_ rows: [[Float]]) -> Tensor {
        Tensor(shape: [rows.count, rows.first?.count ?? 0], values: rows.flatMap { $0 })
    }
}
