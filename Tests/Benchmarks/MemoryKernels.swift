import CKernels
import Graphs
import Weights

/// Values of TransformerNet between its layers, at 640×360.
let normalizedShapes = [
    Shape(channels: 32, height: 360, width: 640), Shape(channels: 64, height: 180, width: 320),
    Shape(channels: 128, height: 90, width: 160),
]

/// Channels side by side.
private let lanes = 16

/// The sum of members as large as TransformerNet with 32, 64 and 128 channels.
func weightedSum(members: Int) -> Measurement {
    let count = 1_679_235
    let buffers = (0...members).map { Buffer(count: count, value: Float($0) + 0.5) }
    let output = buffers[members].floats
    let pointers = buffers.prefix(members).map { UnsafePointer($0.floats) }
    let weights = (0..<members).map { _ in 1 / Float(members) }
    return withExtendedLifetime(buffers) {
        Measurement(
            "weighted sum of \(members) × \(count) floats",
            .bytes((members + 1) * count * MemoryLayout<Float>.stride)
        ) {
            weightedSum(into: output, members: pointers, weights: weights, range: 0..<count)
        }
    }
}

/// Mean and variance of every channel.
func moments(_ shape: Shape) -> Measurement {
    let input = Buffer(count: shape.count, value: 1)
    let (blocks, block) = (shape.channels / lanes, shape.area * lanes)
    return Measurement("moments, \(text(shape))", .bytes(shape.count * 4)) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * lanes) { results in
            guard let mean = results.baseAddress else { return }
            for index in 0..<blocks {
                segue_kernels_in_use().pointee.moments(
                    input.floats + index * block, shape.width * lanes, Int64(shape.height),
                    Int64(shape.width), Int32(lanes), mean, mean + lanes)
            }
        }
    }
}

/// Normalize + ReLU + pad by one pixel.
func pass(_ shape: Shape) -> Measurement {
    let (height, width) = (shape.height + 2, shape.width + 2)
    let input = Buffer(count: shape.count, value: 1)
    let output = Buffer(count: shape.channels * height * width, value: 0)
    let tables = Buffer(count: shape.channels, value: 0.5)
    let rows = mirrored(shape.height)
    let columns = mirrored(shape.width)
    let bytes = (shape.count + shape.channels * height * width) * MemoryLayout<Float>.stride
    return Measurement("normalise + ReLU + pad, \(text(shape))", .bytes(bytes)) {
        rows.withUnsafeBufferPointer { rows in
            columns.withUnsafeBufferPointer { columns in
                var pass = segue_pass()
                pass.in = view(input, width: shape.width, height: shape.height)
                pass.out = view(output, width: width, height: height)
                (pass.height, pass.width) = (Int64(height), Int64(width))
                (pass.lanes, pass.channels) = (Int32(lanes), Int32(shape.channels))
                (pass.rows, pass.columns) = (rows.baseAddress, columns.baseAddress)
                pass.count = 2
                pass.stages.0.kind = SEGUE_AFFINE
                pass.stages.0.a = UnsafePointer(tables.floats)
                pass.stages.0.b = UnsafePointer(tables.floats)
                pass.stages.1.kind = SEGUE_RELU
                segue_kernels_in_use().pointee.pass_rows(
                    &pass, 0, Int64(shape.channels / lanes * height))
            }
        }
    }
}

private func text(_ shape: Shape) -> String {
    "\(shape.channels) channels, \(shape.width)×\(shape.height)"
}

private func view(_ buffer: Buffer, width: Int, height: Int) -> segue_view {
    segue_view(
        data: buffer.floats, row: width * lanes, pixel: lanes, block: width * height * lanes,
        lane: 1)
}

/// Indices 0 ..< size with one more at each end, mirrored.
private func mirrored(_ size: Int) -> [Int32] {
    [1] + (0..<Int32(size)) + [Int32(size) - 2]
}

/// Floats at an address that is a multiple of 64 bytes.
private final class Buffer {
    let floats: UnsafeMutablePointer<Float>

    init(count: Int, value: Float) {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
        floats = memory.bindMemory(to: Float.self, capacity: count)
        floats.initialize(repeating: value, count: count)
    }

    deinit { UnsafeMutableRawPointer(floats).deallocate() }
}
