import Graphs
import Imaging
import Inference
import Networks
import Weights

/// The largest difference of two pictures, relative to the range of the second.
func relativeDifference(_ found: [Float], _ expected: [Float]) -> Float {
    guard found.count == expected.count, let low = expected.min(), let high = expected.max() else {
        return .infinity
    }
    let largest = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
    return largest / max(high - low, .leastNormalMagnitude)
}

extension PixelConvention {
    /// A picture as a network of this convention sees it.
    func encode(_ picture: Image) -> Tensor {
        let planes = planes(of: picture.samples, picture.planeCount)
        let (low, high) = (input.range.black, input.range.white)
        return Tensor(
            shape: [planes.count, picture.height, picture.width],
            values: planes.flatMap { $0.map { $0 * (high - low) + low } })
    }

    /// The inverse of `encode`.
    func decode(_ tensor: Tensor) throws -> Image {
        let (low, high) = (input.range.black, input.range.white)
        let (height, width) = (tensor.shape.dropLast().last ?? 1, tensor.shape.last ?? 1)
        let planes = planes(of: tensor.values, height * width)
        return try Image(
            width: width, height: height,
            samples: planes.flatMap { $0.map { ($0 - low) / (high - low) } })
    }

    private func planes(of samples: [Float], _ area: Int) -> [ArraySlice<Float>] {
        let planes = (0..<samples.count / area).map { samples[$0 * area..<($0 + 1) * area] }
        return input.order == .bgr ? planes.reversed() : planes
    }
}

/// What the reference engine makes of a picture and a mixture, with the parameters summed in float64.
///
/// - Parameter noise: changes every number on the way, to see how much the network makes of it.
func reference(
    _ members: [Network], _ weights: [Float], _ picture: Image,
    noise: ((Float) -> Float)? = nil
) throws -> Image {
    let rule = try members[0].sizeRule()
    let (height, width) = (rule.padded(picture.height), rule.padded(picture.width))
    let graph = try members[0].graph(height: height, width: width)
    let parameters = try members.map {
        $0.parameters(of: try $0.graph(height: height, width: width))
    }
    let mixed = parameters[0].indices.map { slot in
        Tensor(
            shape: parameters[0][slot].shape,
            values: parameters[0][slot].values.indices.map { k in
                Float(
                    zip(parameters, weights).reduce(0.0) {
                        $0 + Double($1.1) * Double($1.0[slot].values[k])
                    })
            })
    }
    let convention = members[0].convention
    let input = convention.encode(try mirrored(picture, width: width, height: height))
    let output =
        noise.map { run(graph, mixed, input, noise: $0) }
        ?? ReferenceEngine.run(graph, parameters: mixed, input: input)
    return try cropped(
        try convention.decode(output), width: picture.width * rule.scale,
        height: picture.height * rule.scale)
}

/// Runs a graph and changes every number that a node computes.
func run(
    _ graph: Graph, _ parameters: [Tensor], _ input: Tensor, noise: (Float) -> Float
) -> Tensor {
    func changed(_ tensor: Tensor) -> Tensor {
        Tensor(shape: tensor.shape, values: tensor.values.map(noise))
    }
    var values = [changed(Tensor(shape: graph.inputShape.sizes, values: input.values))]
    for (node, shape) in zip(graph.nodes, graph.shapes.dropFirst()) {
        let inputs = node.inputs.map { values[$0] }
        values.append(
            changed(node.operation.rule.evaluate(inputs, parameters: parameters, shape: shape)))
    }
    return values[graph.output]
}

/// A picture continued to the right and below by reflection, back and forth.
func mirrored(_ picture: Image, width: Int, height: Int) throws -> Image {
    func place(_ index: Int, _ size: Int) -> Int {
        var (index, step, place) = (index, 1, 0)
        while index > 0 {
            if place + step < 0 || place + step >= size { step = size > 1 ? -step : 0 }
            place += step
            index -= 1
        }
        return place
    }
    return try make(width: width, height: height) { c, y, x in
        picture.samples[
            (c * picture.height + place(y, picture.height)) * picture.width
                + place(x, picture.width)]
    }
}

/// The upper left corner of a picture.
func cropped(_ picture: Image, width: Int, height: Int) throws -> Image {
    try make(width: width, height: height) { c, y, x in
        picture.samples[(c * picture.height + y) * picture.width + x]
    }
}

private func make(
    width: Int, height: Int, _ sample: (Int, Int, Int) -> Float
) throws -> Image {
    var samples: [Float] = []
    for c in 0..<3 {
        for y in 0..<height {
            for x in 0..<width { samples.append(sample(c, y, x)) }
        }
    }
    return try Image(width: width, height: height, samples: samples)
}
