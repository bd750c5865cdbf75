import CKernels
import Imaging
import Networks

/// From the network's last value to a picture.
extension Worker {
    /// The output cropped and brought to planes, in the network's own order and range.
    func outputSamples(_ picture: UnsafeMutablePointer<Float>) -> [Float] {
        let program = family.program
        let (width, height) = family.outputSize
        let row = program.output.row, start = family.outputStart
        let source =
            address(program.output, picture) + start * (row + program.outputLanes)
        let lanes = program.outputLanes
        let channels = program.outputShape.channels
        let count = channels * width * height
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            for block in 0..<(channels + lanes - 1) / lanes {
                for y in 0..<height {
                    segue_unblock_row(
                        source + block * program.output.block + y * program.output.row,
                        Int32(width), Int32(lanes), Int32(min(lanes, channels - block * lanes)),
                        target + (block * lanes * height + y) * width, width * height)
                }
            }
            initialized = count
        }
    }

    /// The picture in RGB and 0…1; throws when a sample is no finite number.
    func restored(_ samples: [Float]) throws -> Image {
        let (width, height) = family.outputSize
        let plane = width * height
        if let place = samples.firstIndex(where: { !$0.isFinite }) {
            throw InferenceError.nonFiniteOutput(x: place % plane % width, y: place % plane / width)
        }
        let channels = samples.count / plane
        let convention = family.convention
        guard convention.outputOrder != .rgb || convention.outputRange != 0...1 else {
            return try Image(width: width, height: height, channels: channels, samples: samples)
        }
        let (low, high) = (convention.outputRange.lowerBound, convention.outputRange.upperBound)
        let planes = (0..<channels).flatMap { channel in
            let source = convention.outputOrder == .bgr ? channels - 1 - channel : channel
            return samples[source * plane..<(source + 1) * plane].map { ($0 - low) / (high - low) }
        }
        return try Image(width: width, height: height, channels: channels, samples: planes)
    }
}
