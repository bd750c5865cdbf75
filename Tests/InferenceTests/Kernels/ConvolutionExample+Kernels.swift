import CKernels

@testable import Inference

/// An example in memory that kernels read and write.
private final class KernelMemory {
    private var pointers: [UnsafeMutableRawPointer] = []

    deinit { for pointer in pointers { pointer.deallocate() } }

    func copy<Element>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
        let bytes = max(1, values.count) * MemoryLayout<Element>.stride
        let pointer = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        pointers.append(pointer)
        let typed = pointer.bindMemory(to: Element.self, capacity: max(1, values.count))
        typed.initialize(from: values, count: values.count)
        return typed
    }

    func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
        copy([Float](repeating: .nan, count: count))
    }

    func room(_ count: Int64) -> segue_room {
        segue_room(floats: floats(Int(count)), count: count)
    }

    func mixture(_ members: [[Float]], _ shares: [Float]) -> UnsafeMutablePointer<segue_mixture> {
        let addresses = members.map { Optional(UnsafePointer(copy($0))) }
        return copy([
            segue_mixture(
                members: UnsafePointer(copy(addresses)), shares: copy(shares),
                count: Int32(shares.count))
        ])
    }
}

extension ConvolutionExample {
    func winograd(_ level: segue_level, isBF16: Bool = false) throws -> ConvolutionResult {
        let memory = KernelMemory()
        var kernel = segue_winograd()
        kernel.in = reading(
            memory, rows: WinogradConvolution.places(height, stride: stride),
            columns: WinogradConvolution.places(width, stride: stride))
        kernel.tiles_y = Int64((height + 3) / 4)
        kernel.tiles_x = Int64((width + 3) / 4)
        kernel.unit_tiles = 12
        kernel.channels = Int64(inputs)
        kernel.lanes = Int32(lanes)
        kernel.stride = Int32(stride)
        kernel.is_bf16 = isBF16 ? 1 : 0
        kernel.paired_rows = isEnlarged ? 1 : 0
        kernel.paired_columns = isEnlarged ? 1 : 0
        let units = Int((kernel.tiles_y * kernel.tiles_x + 11) / 12)
        kernel.out = writing(memory, units: units)
        kernel.weights = blockedWeights(memory)
        let items = kernel.out.blocks * Int64(inputs)
        let scratch = segue_winograd_scratch(&kernel)
        kernel.transformed = memory.room(scratch.weights)
        let (room, kernels) = (memory.room(scratch.unit), segue_kernels_at(level).pointee)
        kernels.winograd_weights(&kernel, 0, items)
        for unit in 0..<units { kernels.winograd_unit(&kernel, Int64(unit), room) }
        return result(kernel.out, units: units)
    }

    func fromPlanes(_ level: segue_level) throws -> ConvolutionResult {
        let memory = KernelMemory()
        var kernel = segue_from_planes()
        kernel.tiles_y = Int64((height + 2) / 3)
        kernel.tiles_x = Int64((width + 2) / 3)
        kernel.unit_rows = 2
        kernel.planes = Int32(inputs)
        kernel.parts = Int32(self.kernel / 3)
        kernel.lanes = Int32(lanes)
        let (rows, columns) = (
            Int(kernel.tiles_y) * 3 + self.kernel - 1,
            Int(segue_from_planes_scratch(&kernel).width)
        )
        let (y, x) = (places(rows, of: inputSize.height), places(columns, of: inputSize.width))
        let padded = (0..<inputs).flatMap { plane in
            y.flatMap { row in x.map { pixel(plane, row, $0) } }
        }
        kernel.in = UnsafePointer(memory.copy(padded))
        kernel.in_row = columns
        kernel.in_plane = rows * columns
        let units = Int((kernel.tiles_y + 1) / 2)
        kernel.out = writing(memory, units: units)
        kernel.weights = blockedWeights(memory)
        let items = Int(kernel.out.blocks) * inputs * self.kernel * self.kernel / 9
        let scratch = segue_from_planes_scratch(&kernel)
        kernel.transformed = memory.room(scratch.weights)
        let (room, kernels) = (memory.room(scratch.unit), segue_kernels_at(level).pointee)
        kernels.from_planes_weights(&kernel, 0, Int64(items))
        for unit in 0..<units { kernels.from_planes_unit(&kernel, Int64(unit), room) }
        return result(kernel.out, units: units)
    }

    func toPlanes(_ level: segue_level) throws -> ConvolutionResult {
        let memory = KernelMemory()
        var kernel = segue_to_planes()
        let (rows, columns) = ((height + 2) / 3, (width + 2) / 3)
        kernel.in = reading(
            memory, rows: 3 * rows + self.kernel - 1, columns: 3 * columns + self.kernel - 1)
        let output = memory.floats(outputs * height * width)
        kernel.out = output
        kernel.out_row = width
        kernel.out_plane = width * height
        (kernel.height, kernel.width) = (Int64(height), Int64(width))
        (kernel.outputs, kernel.parts) = (Int32(outputs), Int32(self.kernel / 3))
        (kernel.lanes, kernel.channels) = (Int32(lanes), Int64(inputs))
        (kernel.tiles_y, kernel.tiles_x) = (Int64(rows), Int64(columns))
        kernel.unit_rows = 2
        kernel.bias = UnsafePointer(memory.copy(bias))
        let layout = PlanarWeights(
            outputs: outputs, inputs: inputs, paddedInputs: inputs,
            kernel: BlockedWeights.Kernel(size: self.kernel, paddedSize: self.kernel))
        kernel.weights.mixture = UnsafePointer(
            memory.mixture(weights.map { packed($0, layout.count, layout.pack) }, shares))
        let items = outputs * self.kernel * self.kernel / 9
        let scratch = segue_to_planes_scratch(&kernel)
        kernel.transformed = memory.room(scratch.weights)
        let (room, kernels) = (memory.room(scratch.unit), segue_kernels_at(level).pointee)
        kernels.to_planes_weights(&kernel, 0, Int64(items))
        for unit in 0..<segue_to_planes_units(&kernel) {
            kernels.to_planes_unit(&kernel, unit, room)
        }
        let values = UnsafeBufferPointer(start: output, count: outputs * height * width)
        return ConvolutionResult(values: Array(values))
    }

    /// The input in blocks and the stages.
    private func reading(_ memory: KernelMemory, rows: Int, columns: Int) -> segue_reading {
        let (height, width) = inputSize
        var blocks = [Float](repeating: 0, count: input.count)
        for (index, value) in input.enumerated() {
            let (channel, pixel) = (index / (height * width), index % (height * width))
            blocks[(channel / lanes * height * width + pixel) * lanes + channel % lanes] = value
        }
        return segue_reading(
            data: memory.copy(blocks), row: width * lanes, block: height * width * lanes,
            rows: memory.copy(places(rows, of: height)),
            columns: memory.copy(places(columns, of: width)), outside: 0,
            scale: memory.copy(scale), shift: memory.copy(shift), slope: memory.copy(slope))
    }

    private func writing(_ memory: KernelMemory, units: Int) -> segue_writing {
        segue_writing(
            data: memory.floats(outputs * height * width), row: width * lanes,
            block: width * height * lanes, height: Int64(height), width: Int64(width),
            blocks: Int64(outputs / lanes), bias: memory.copy(bias),
            sums: memory.floats(4 * units * outputs))
    }

    private func blockedWeights(_ memory: KernelMemory) -> segue_weights {
        let layout = BlockedWeights(
            outputs: outputs, inputs: inputs, paddedInputs: inputs,
            kernel: BlockedWeights.Kernel(size: kernel, paddedSize: kernel), lanes: lanes)
        let members = weights.map { packed($0, layout.count, layout.pack) }
        return segue_weights(mixture: memory.mixture(members, shares), offset: 0)
    }

    private func packed(
        _ plain: [Float], _ count: Int, _ pack: ([Float], UnsafeMutablePointer<Float>) -> Void
    ) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { pack(plain, base) }
            initialized = count
        }
    }

    private func result(_ out: segue_writing, units: Int) -> ConvolutionResult {
        var (means, variances) = (
            [Double](repeating: 0, count: outputs), [Double](repeating: 0, count: outputs)
        )
        segue_kernels_in_use().pointee.combine_sums(
            out.sums, Int64(units), Int64(outputs), &means, &variances)
        let area = height * width
        let values = (0..<outputs * area).map { index in
            let (channel, pixel) = (index / area, index % area)
            return out.data[channel / lanes * out.block + pixel * lanes + channel % lanes]
        }
        return ConvolutionResult(values: values, moments: Array(zip(means, variances)))
    }
}
