import Graphs
import Weights

extension ONNXOperators {
    static let resizings: [String: Compute] = [
        "Resize": { [try $0.resize($1)] },
        "Upsample": { [try $0.resize($1)] },
    ]
}

/// The new size of one axis, and the scale that coordinates are computed with.
private struct ONNXSide {
    let axis: Int
    let size: Int
    let scale: Double
}

extension ONNXImportState {
    fileprivate mutating func resize(_ node: ONNXNode) throws -> ONNXValue {
        let x = try activation(node, 0)
        let shape = builder.shape(of: x).sizes
        let sides = try sides(node, shape).filter { $0.size != shape[$0.axis] || $0.scale != 1 }
        guard let last = sides.last else { return .computed(x) }
        guard sides.count <= 2, shape.count >= 2, shape.count <= 4 else {
            throw unsupported(
                node, "scales", sides.map(\.scale), expected: "at most two axes of at most four")
        }
        let first = sides.count == 2 ? sides[0] : try neighbour(of: last, shape)
        let pair = first.axis < last.axis ? (first, last) : (last, first)
        return .computed(try resized(node, x, pair.0, pair.1))
    }

    /// An axis that keeps its size, the one before where there is one.
    private func neighbour(of side: ONNXSide, _ shape: [Int]) throws -> ONNXSide {
        let axis = side.axis == 0 ? 1 : side.axis == 2 && shape.count == 4 ? 3 : side.axis - 1
        return ONNXSide(axis: axis, size: shape[axis], scale: 1)
    }

    /// Brings the axes to the end of an image and back where they are not there.
    private mutating func resized(
        _ node: ONNXNode, _ x: Int, _ rows: ONNXSide, _ columns: ONNXSide
    ) throws -> Int {
        let shape = builder.shape(of: x)
        let others = shape.sizes.indices.filter { $0 != rows.axis && $0 != columns.axis }
        let order = others + [rows.axis, columns.axis]
        let operation = try resizing(node, shape, rows, columns)
        guard !shape.isImage || order != [0, 1, 2, 3] else {
            return try append(node, operation, x)
        }
        let moved = try append(node, .transposition(Transposition(axes: order)), x)
        let sizes = builder.shape(of: moved).sizes
        let isImage = builder.shape(of: moved).isImage
        let count = Shape(others.map { shape.sizes[$0] }).count
        let image =
            isImage
            ? moved
            : try append(
                node, .reshaping(Reshaping([1, count] + sizes.suffix(2))), moved)
        let y = try append(node, operation, image)
        let whole =
            isImage
            ? y
            : try append(
                node,
                .reshaping(Reshaping(sizes.dropLast(2) + builder.shape(of: y).sizes.suffix(2))), y)
        let back = order.indices.map { axis in order.firstIndex(of: axis) ?? 0 }
        return try append(node, .transposition(Transposition(axes: back)), whole)
    }

    /// The new sizes of the axes named, or of all.
    private func sides(_ node: ONNXNode, _ shape: [Int]) throws -> [ONNXSide] {
        let axes = try axes(
            node, node.ints("axes") ?? Array(shape.indices), rank: shape.count)
        let isEarly = node.operation == "Upsample" || model.opset < 11
        let scales = try constant(node, isEarly ? 1 : 2)?.floats ?? node.floats("scales") ?? []
        if scales.isEmpty, let sizes = isEarly ? nil : try constant(node, 3)?.integers {
            return try sides(node, axes, sizes: sizes, shape)
        }
        guard scales.count == axes.count, scales.allSatisfy({ $0 > 0 && $0 < 0x1p20 }) else {
            throw unsupported(
                node, "scales", scales, expected: "\(axes.count) numbers above 0")
        }
        let isAligned = node.string("coordinate_transformation_mode") == "align_corners"
        let isWhole = zip(axes, scales).allSatisfy { axis, scale in
            let size = scale * Float(shape[axis])
            return size == size.rounded()
        }
        // ONNX's own reference aligns corners of scale · size, ONNX Runtime and PyTorch of the output.
        guard isEarly || !isAligned || isWhole else {
            throw unsupported(
                node, "scales", scales,
                expected: "whole sizes of \(shape) times them, for align_corners")
        }
        return zip(axes, scales).map { axis, scale in
            // ONNX Runtime multiplies 32-bit floats; 0.7 · 10 is 7 so, and 6 in 64 bits.
            let size = Int(min((scale * Float(shape[axis])).rounded(.down), 0x1p40))
            return ONNXSide(axis: axis, size: size, scale: Double(scale))
        }
    }

    private func sides(
        _ node: ONNXNode, _ axes: [Int], sizes: [Int], _ shape: [Int]
    ) throws -> [ONNXSide] {
        guard sizes.count == axes.count, sizes.allSatisfy({ (1...1 << 40).contains($0) }) else {
            throw unsupported(
                node, "sizes", sizes, expected: "\(axes.count) numbers of 1 or more")
        }
        let scales = zip(axes, sizes).map { Double($1) / Double(shape[$0]) }
        let scale: Double?
        switch node.string("keep_aspect_ratio_policy") ?? "stretch" {
        case "stretch": scale = nil
        case "not_larger": scale = scales.min()
        case "not_smaller": scale = scales.max()
        case let other:
            throw unsupported(
                node, "keep_aspect_ratio_policy", other,
                expected: "stretch, not_larger or not_smaller")
        }
        guard let scale else {
            return axes.indices.map {
                ONNXSide(axis: axes[$0], size: sizes[$0], scale: scales[$0])
            }
        }
        return axes.map { axis in
            let size = Int((scale * Double(shape[axis]) + 0.5).rounded(.down))
            return ONNXSide(axis: axis, size: size, scale: scale)
        }
    }

    private func resizing(
        _ node: ONNXNode, _ shape: Shape, _ rows: ONNXSide, _ columns: ONNXSide
    ) throws -> Operation {
        let isEarly = node.operation == "Upsample" || model.opset < 11
        let transform =
            isEarly ? "asymmetric" : node.string("coordinate_transformation_mode") ?? "half_pixel"
        let rounding = isEarly ? "floor" : node.string("nearest_mode") ?? "round_prefer_floor"
        let filter = try filter(node, rounding, transform)
        if let factors = factors(shape, rows, columns, filter, transform) {
            return .nearestUpsampling(NearestUpsampling(factors: factors))
        }
        return .resizing(
            Resizing(
                size: Pair(rows.size, columns.size),
                scale: Resizing.Scale(rows.scale, columns.scale), filter: filter,
                coordinates: try coordinates(node, transform),
                excludesOutside: node.int("exclude_outside") ?? 0 != 0,
                antialiases: node.int("antialias") ?? 0 != 0))
    }

    /// Whole factors where every pixel is taken the same number of times: half_pixel places the f copies
    /// of pixel k strictly between k − ½ and k + ½, asymmetric between k and k + 1.
    private func factors(
        _ shape: Shape, _ rows: ONNXSide, _ columns: ONNXSide, _ filter: Resizing.Filter,
        _ transform: String
    ) -> Pair? {
        let isCentred: Bool
        switch filter {
        case .nearest(.halfDown), .nearest(.halfUp):
            isCentred = ["half_pixel", "half_pixel_symmetric"].contains(transform)
        case .nearest(.down): isCentred = transform == "asymmetric"
        default: return nil
        }
        let isWhole = [rows, columns].allSatisfy {
            $0.scale == $0.scale.rounded() && (1...64).contains($0.scale)
                && Double(shape.sizes[$0.axis]) * $0.scale == Double($0.size)
        }
        return isCentred && isWhole ? Pair(Int(rows.scale), Int(columns.scale)) : nil
    }

    private func filter(
        _ node: ONNXNode, _ rounding: String, _ transform: String
    ) throws -> Resizing.Filter {
        switch node.string("mode") ?? "nearest" {
        case "nearest": return .nearest(try self.rounding(node, rounding, transform))
        case "linear", "bilinear": return .linear
        case "cubic": return .cubic(coefficient: node.float("cubic_coeff_a") ?? -0.75)
        case let other:
            throw unsupported(node, "mode", other, expected: "nearest, linear or cubic")
        }
    }

    private func rounding(
        _ node: ONNXNode, _ rounding: String, _ transform: String
    ) throws -> Resizing.Rounding {
        switch (rounding, transform) {
        // ⌊(y + ½) / scale⌋ is half_pixel's coordinate rounded with halves up.
        case ("floor", "tf_half_pixel_for_nn"): return .halfUp
        case (_, "tf_half_pixel_for_nn"):
            throw unsupported(
                node, "nearest_mode", rounding, expected: "floor with tf_half_pixel_for_nn")
        case ("floor", _): return .down
        case ("ceil", _): return .up
        case ("round_prefer_floor", _): return .halfDown
        case ("round_prefer_ceil", _): return .halfUp
        default:
            throw unsupported(
                node, "nearest_mode", rounding,
                expected: "floor, ceil, round_prefer_floor or round_prefer_ceil")
        }
    }

    private func coordinates(
        _ node: ONNXNode, _ transform: String
    ) throws -> Resizing.Coordinates {
        switch transform {
        case "half_pixel", "tf_half_pixel_for_nn": return .halfPixel
        case "pytorch_half_pixel": return .halfPixelUnlessSingle
        case "half_pixel_symmetric": return .halfPixelSymmetric
        case "align_corners": return .alignCorners
        case "asymmetric": return .asymmetric
        default:
            throw unsupported(
                node, "coordinate_transformation_mode", transform,
                expected: "half_pixel, pytorch_half_pixel, half_pixel_symmetric, align_corners, "
                    + "asymmetric or tf_half_pixel_for_nn")
        }
    }
}
