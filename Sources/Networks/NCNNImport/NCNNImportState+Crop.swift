import Graphs
import Weights

extension NCNNImportState {
    /// A part of a blob: from starts to ends along some axes, of the size of a second blob, or of given
    /// sizes between offsets at both sides (`Crop::resolve_crop_roi`).
    mutating func appendCrop(_ layer: NCNNLayer) throws(GraphError) -> Int {
        let setting = setting(layer)
        try setting.refuseText(19, 20, 21)
        for id in [13, 14, 15] {
            try setting.require(id, id == 14 ? setting.integer(14, default: 0) : 0, "no depth")
        }
        let x = try input(layer)
        let (starts, ends) = (try setting.integers(9), try setting.integers(10))
        let parts: [Slicing.Part] =
            if !starts.isEmpty && !ends.isEmpty {
                try slices(layer, x, starts, ends)
            } else if layer.inputs.count == 2 {
                try parts(layer, x, like: input(layer, 1))
            } else {
                try parts(layer, x)
            }
        let whole = shape(x).sizes.map { Slicing.Part.all($0) }
        guard parts != whole else { return x }
        return try builder.append(layer.name, .slicing(Slicing(parts)), x)
    }

    /// -233 stands for the first and the last; places below 0 count from the end.
    private func slices(
        _ layer: NCNNLayer, _ x: Int, _ starts: [Int], _ ends: [Int]
    ) throws(GraphError) -> [Slicing.Part] {
        let sizes = shape(x).sizes
        var axes = try setting(layer).integers(11)
        if axes.isEmpty { axes = Array(0..<sizes.count - 1) }
        guard starts.count >= axes.count, ends.count >= axes.count else {
            throw wrongSize(
                layer, "\(starts.count) starts and \(ends.count) ends", "\(axes.count) of each")
        }
        var parts = sizes.map { Slicing.Part.all($0) }
        for (axis, (start, end)) in zip(axes, zip(starts, ends)) {
            let axis = try self.axis(axis, of: x, layer)
            let size = sizes[axis]
            let first = start == -233 ? 0 : start >= 0 ? start : size + start
            let last = end == -233 ? size : min(size, end > 0 ? end : size + end)
            parts[axis] = Slicing.Part(start: first, count: last - first)
        }
        return parts
    }

    private func parts(
        _ layer: NCNNLayer, _ x: Int, like reference: Int
    ) throws(GraphError) -> [Slicing.Part] {
        let (sizes, wanted) = (shape(x).sizes, shape(reference).sizes)
        let offsets = try offsets(layer, rank: sizes.count, width: 0, height: 1, channels: 2)
        // Width and height of a blob of fewer dimensions are 1; its channels are not looked at.
        return sizes.indices.map { axis in
            let place = axis - sizes.count + wanted.count
            let size = place >= 1 ? wanted[place] : axis == 1 && sizes.count == 4 ? sizes[1] : 1
            return axis == 0 ? .all(1) : Slicing.Part(start: offsets[axis], count: size)
        }
    }

    private func parts(_ layer: NCNNLayer, _ x: Int) throws(GraphError) -> [Slicing.Part] {
        let setting = setting(layer)
        let sizes = shape(x).sizes
        let starts = try offsets(layer, rank: sizes.count, width: 0, height: 1, channels: 2)
        let rests = try offsets(layer, rank: sizes.count, width: 6, height: 7, channels: 8)
        var parts: [Slicing.Part] = [.all(1)]
        for (axis, id) in zip(1..<sizes.count, [5, 4, 3].suffix(sizes.count - 1)) {
            let wanted = try setting.integer(id, default: 0)
            let free = sizes[axis] - starts[axis] - rests[axis]
            parts.append(
                Slicing.Part(start: starts[axis], count: wanted == -233 ? free : min(wanted, free)))
        }
        return parts
    }

    /// Offsets by axis here, 0 or more.
    private func offsets(
        _ layer: NCNNLayer, rank: Int, width: Int, height: Int, channels: Int
    ) throws(GraphError) -> [Int] {
        guard rank <= 4 else { throw wrongSize(layer, "\(rank - 1) dimensions", "at most 3") }
        var offsets = [0]
        for id in [channels, height, width].suffix(rank - 1) {
            offsets.append(
                try setting(layer).integer(id, default: 0, in: 0...Int(Int32.max)))
        }
        return offsets
    }
}
