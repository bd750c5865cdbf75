import CKernels
import Imaging
import Networks

/// From a picture through the network to a picture.
extension Worker {
    /// The picture that the network in `parameters` makes; throws when a sample is no finite number.
    func rendered(_ picture: Image) throws -> Image {
        let samples: [Float]
        switch family.convention.order {
        case .rgb, .bgr: samples = try output(of: picture.samples[...])
        case .gray:
            let area = picture.planeCount
            samples = try (0..<picture.channels).flatMap {
                try output(of: picture.samples[$0 * area..<($0 + 1) * area])
            }
        case .luma: samples = try withLuma(of: picture) { try output(of: $0[...]) }
        }
        let (width, height) = family.outputSize
        if let place = samples.firstIndex(where: { !$0.isFinite }) {
            let pixel = place % (width * height)
            throw InferenceError.nonFiniteOutput(x: pixel % width, y: pixel / width)
        }
        return try Image(
            width: width, height: height, channels: picture.channels, samples: samples)
    }

    /// Runs the program on as many planes as the network takes; its output in RGB and 0…1.
    private func output(of samples: ArraySlice<Float>) throws -> [Float] {
        let output = try samples.withUnsafeBufferPointer { samples in
            let input = samples.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
            // An image has at least one sample, so there is always an address.
            let start = input ?? activations.floats
            for index in family.program.steps.indices { try runTimed(index, start) }
            return outputSamples(start)
        }
        return decoded(output)
    }

    private func runTimed(_ index: Int, _ picture: UnsafeMutablePointer<Float>) throws {
        if let convolution = tiled[index] {
            timed(.interpolation) {
                convolution.transformWeights(family.team, room: scratchpad.floats)
            }
        }
        try timed(.step(index)) { try run(index, picture) }
    }

    /// The output cropped and brought to planes, in the network's own order and range.
    private func outputSamples(_ picture: UnsafeMutablePointer<Float>) -> [Float] {
        let (program, start) = (family.program, family.outputStart)
        let (width, height) = family.outputSize
        let channels = program.outputShape.channels
        let count = channels * width * height
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            for channel in 0..<channels {
                var place = program.output.channel(channel, lanes: program.outputLanes)
                place.offset += start * (place.row + place.pixel)
                let source = address(place, picture)
                for y in 0..<height {
                    segue_plane_row(
                        source + y * place.row, place.pixel,
                        target + (channel * height + y) * width, Int64(width))
                }
            }
            initialized = count
        }
    }

    private func decoded(_ samples: [Float]) -> [Float] {
        let convention = family.convention
        guard convention.outputOrder == .bgr || convention.outputRange != 0...1 else {
            return samples
        }
        let (low, high) = (convention.outputRange.lowerBound, convention.outputRange.upperBound)
        let plane = family.outputSize.width * family.outputSize.height
        let channels = samples.count / plane
        return (0..<channels).flatMap { channel in
            let source = convention.outputOrder == .bgr ? channels - 1 - channel : channel
            return samples[source * plane..<(source + 1) * plane].map { ($0 - low) / (high - low) }
        }
    }
}
