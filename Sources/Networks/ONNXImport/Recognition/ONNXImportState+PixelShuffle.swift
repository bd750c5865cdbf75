import Graphs
import Weights

extension ONNXImportState {
    /// One reshape instead of several, none back to the sizes there were.
    mutating func joinedReshaping(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int? {
        guard case .reshaping(let end) = operation else { return nil }
        if builder.shape(of: inputs[0]).sizes == end.sizes { return inputs[0] }
        guard case .reshaping? = self.operation(making: inputs[0]) else { return nil }
        return try append(node, operation, self.inputs(of: inputs[0]))
    }

    /// Reshape, Transpose, Reshape: how exporters without DepthToSpace and SpaceToDepth write them.
    mutating func pixelShuffle(
        _ node: ONNXNode, _ operation: Operation, _ inputs: [Int]
    ) throws -> Int? {
        guard case .reshaping(let end) = operation,
            case .transposition(let transposition)? = self.operation(making: inputs[0])
        else { return nil }
        let blocks = self.inputs(of: inputs[0])[0]
        guard case .reshaping? = self.operation(making: blocks) else { return nil }
        let x = self.inputs(of: blocks)[0]
        guard builder.shape(of: x).isImage else { return nil }
        var (sizes, axes) = (builder.shape(of: blocks).sizes, transposition.axes)
        if sizes.count == 5 { (sizes, axes) = ([1] + sizes, [0] + axes.map { $0 + 1 }) }
        guard sizes.count == 6, sizes[0] == 1,
            let (whole, result) = Self.blocks(sizes, axes, builder.shape(of: x).sizes),
            result == end.sizes
        else { return nil }
        return try append(node, whole, x)
    }

    /// What a transposition of an image cut into blocks is, and the sizes it must end in.
    private static func blocks(
        _ s: [Int], _ axes: [Int], _ x: [Int]
    ) -> (Operation, [Int])? {
        let isFolded = s[4] == x[2] && s[5] == x[3]
        let isUnfolded = s[1] == x[1] && s[2] * s[3] == x[2] && s[4] * s[5] == x[3]
        switch axes {
        case [0, 1, 4, 2, 5, 3] where isFolded && s[2] == s[3]:
            return (
                .pixelShuffle(PixelShuffle(factor: s[2], order: .channelFirst)),
                [1, s[1], s[4] * s[2], s[5] * s[2]]
            )
        case [0, 3, 4, 1, 5, 2] where isFolded && s[1] == s[2]:
            return (
                .pixelShuffle(PixelShuffle(factor: s[1], order: .blockFirst)),
                [1, s[3], s[4] * s[1], s[5] * s[1]]
            )
        case [0, 1, 3, 5, 2, 4] where isUnfolded && s[3] == s[5]:
            return (
                .pixelUnshuffle(PixelUnshuffle(factor: s[3], order: .channelFirst)),
                [1, s[1] * s[3] * s[5], s[2], s[4]]
            )
        case [0, 3, 5, 1, 2, 4] where isUnfolded && s[3] == s[5]:
            return (
                .pixelUnshuffle(PixelUnshuffle(factor: s[3], order: .blockFirst)),
                [1, s[1] * s[3] * s[5], s[2], s[4]]
            )
        default: return nil
        }
    }
}
