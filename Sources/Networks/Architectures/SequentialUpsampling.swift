import Graphs
import Weights

/// The second half of super-resolution networks written as one numbered sequence: enlargements after
/// `model.1`, then two convolutions.
///
/// The first BasicSR and KAIR (models/basicblock.py) enlarge in two ways, told by the numbers: `model.3`
/// follows a nearest-neighbour doubling (upsample_upconv), `model.2` is followed by a pixel shuffle
/// (upsample_pixelshuffle) whose factor the shapes tell.  Parameterless layers count, so each takes
/// three numbers.  A tripling upconv has the same names as a doubling one and is taken for that.
struct SequentialUpsampling {
    /// The numbers of the convolutions after `model.1`, ascending; two at least.
    let numbers: [Int]

    /// Nil unless two convolutions follow `model.1`.
    init?(_ checkpoint: Checkpoint) {
        numbers = checkpoint.numbers(after: "model").filter { $0 >= 2 }
        guard numbers.count >= 2 else { return nil }
    }

    /// The name of the last convolution.
    var last: String { "model.\(numbers[numbers.count - 1])" }

    /// Appends everything after `model.1`.
    func forward(
        _ graph: inout GraphBuilder, _ features: Int, _ activation: Activation
    ) throws(GraphError) -> Int {
        var (x, place) = (features, 2)
        for number in numbers.dropLast(2) {
            let doubles = number == place + 1
            guard doubles || number == place else { break }
            if doubles { x = try graph.enlarged(x, "model.\(place)", by: 2) }
            x = try graph.convolution(x, "model.\(number)")
            if !doubles { x = try unfolded(&graph, x, number) }
            x = try graph.append("model.\(place + 2)", .activation(activation), x)
            place += 3
        }
        x = try graph.convolution(x, "model.\(place)")
        x = try graph.append("model.\(place + 1)", .activation(activation), x)
        return try graph.convolution(
            x, "model.\(place + 2)", hasBias: graph.hasTensor("model.\(place + 2).bias"))
    }

    private func unfolded(
        _ graph: inout GraphBuilder, _ x: Int, _ number: Int
    ) throws(GraphError) -> Int {
        let shape = graph.tensorShape("model.\(number).weight") ?? []
        guard shape.count == 4, shape[1] > 0, shape[0] % shape[1] == 0,
            let factor = wholeRoot(shape[0] / shape[1])
        else {
            throw .wrongShape(
                file: graph.file, tensor: "model.\(number).weight", found: shape,
                expected: "inputs · s² outputs")
        }
        return try graph.shuffled(x, "model.\(number + 1)", by: factor)
    }
}
