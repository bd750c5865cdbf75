import Testing
import Weights

struct DifferencesTests {
    @Test("equal names and shapes have no differences, whatever the values")
    func none() {
        let a = ["w": Tensor(shape: [2], values: [1, 2])]
        let b = ["w": Tensor(shape: [2], values: [3, 4])]
        #expect(differences(a, b).isEmpty)
        #expect(differences(a, b).summary == "")
    }

    @Test("differences come in the order of the names")
    func all() {
        let a = ["b": make([2, 3]), "c": make([1]), "d": make([6])]
        let b = ["a": make([1]), "b": make([3, 2]), "d": make([6])]
        #expect(
            differences(a, b) == [
                .extra("a"), .shape("b", first: [2, 3], second: [3, 2]), .missing("c"),
            ])
        #expect(
            differences(a, b).summary
                == "'a' is one too many; 'b' is [3, 2] instead of [2, 3]; 'c' is missing")
    }

    @Test("the summary shows five and counts the rest")
    func many() {
        let names = (1...8).map { "n\($0)" }
        let a = Dictionary(uniqueKeysWithValues: names.map { ($0, make([1])) })
        #expect(
            differences(a, [:]).summary
                == "'n1' is missing; 'n2' is missing; 'n3' is missing; 'n4' is missing; "
                + "'n5' is missing; and 3 more")
    }

    @Test("a name from a file cannot break the line")
    func names() {
        let found = differences([:], ["a\nb\u{1b}": make([1])])
        #expect(found.summary == "'a\\u{a}b\\u{1b}' is one too many")
    }

    private func make(_ shape: [Int]) -> Tensor {
        Tensor(shape: shape, values: Array(repeating: 0, count: shape.reduce(1, *)))
    }
}
