import Networks
import Testing
import Weights

/// A small network of Fixtures/architectures.py with pictures and what PyTorch makes of them.
struct ArchitectureFixture: Sendable, CustomTestStringConvertible {
    let name: String
    /// Under the names that its authors' program writes.
    let checkpoint: Checkpoint
    /// Inputs and outputs, 1 × channels × height × width.
    let pictures: [(input: Tensor, output: Tensor)]

    var testDescription: String { name }

    static let file = Result { try Fixture.checkpoint("architectures.safetensors") }

    /// The names of all cases.
    static let names = ((try? file.get().metadata.keys) ?? [:].keys).sorted()

    /// Reads a case.
    ///
    /// - Parameters:
    ///   - metadata: what the network's own file says of itself.
    ///   - file: where the cases are.
    init(
        _ name: String, metadata: [String: String] = [:],
        in file: Result<Checkpoint, any Error> = Self.file
    ) throws {
        let file = try file.get()
        let numbers = try #require(file[name]).values
        var tensors: [String: Tensor] = [:]
        var start = 0
        var names: [String] = []
        for line in try #require(file.metadata[name]).split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            let shape = words[1].split(separator: ",").compactMap { Int($0) }
            let end = start + shape.reduce(1, *)
            names.append(String(words[0]))
            tensors[String(words[0])] = Tensor(shape: shape, values: Array(numbers[start..<end]))
            start = end
        }
        try #require(start == numbers.count)
        self.name = name
        checkpoint = Checkpoint(
            file: "net.pth", names: names, tensors: tensors, metadata: metadata)
        pictures = (0...).lazy.prefix { file["\(name):x\($0)"] != nil }.compactMap { index in
            guard let x = file["\(name):x\(index)"], let y = file["\(name):y\(index)"] else {
                return nil
            }
            return (x, y)
        }
    }

    /// The same network with other tensors.
    func changed(_ change: (inout [String: Tensor]) -> Void) -> Checkpoint {
        var tensors = checkpoint.tensors
        change(&tensors)
        return Checkpoint(
            file: checkpoint.file, names: tensors.keys.sorted(), tensors: tensors,
            metadata: checkpoint.metadata)
    }
}
