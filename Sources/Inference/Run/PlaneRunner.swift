import Graphs
import Imaging
import Networks

/// What runs a network on planes, whole or in tiles; the colours of images are added here.
protocol PlaneRunner {
    var format: ImageFormat { get }

    /// Computes as many planes of the output's size as the network makes, in its own order and range.
    ///
    /// - Parameters:
    ///   - planes: as many as the network takes, of the input's size, in RGB and 0…1.
    ///   - output: written throughout.
    func run(_ planes: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) throws

    /// Enlarges one plane.
    func resize(
        _ resize: ExecutionPlan.Resize, from input: UnsafePointer<Float>,
        to output: UnsafeMutablePointer<Float>)
}

extension PlaneRunner {
    /// The image that the network makes; throws when a sample is no finite number.
    func rendered(_ image: Image) throws -> Image {
        let (width, height) = format.outputSize
        let channels = image.channels
        let count = try Image.sampleCount(width: width, height: height, channels: channels)
        let samples = try image.samples.withUnsafeBufferPointer { input in
            try [Float](unsafeUninitializedCapacity: count) { output, initialized in
                // An image has at least one sample, so there are always addresses.
                guard let input = input.baseAddress, let output = output.baseAddress else { return }
                try render(input, image.planeCount, into: output, width * height, channels)
                initialized = count
            }
        }
        if let place = samples.firstIndex(where: { !$0.isFinite }) {
            let pixel = place % (width * height)
            throw InferenceError.nonFiniteOutput(x: pixel % width, y: pixel / width)
        }
        return try Image(width: width, height: height, channels: channels, samples: samples)
    }

    private func render(
        _ input: UnsafePointer<Float>, _ area: Int, into output: UnsafeMutablePointer<Float>,
        _ outputArea: Int, _ channels: Int
    ) throws {
        switch format.convention.input.order {
        case .rgb, .bgr:
            try run(input, into: output)
            if format.convention.output.order == .bgr {
                exchange(output, output + (channels - 1) * outputArea, outputArea)
            }
            decode(output, channels * outputArea)
        case .gray:
            for channel in 0..<channels {
                let plane = output + channel * outputArea
                try run(input + channel * area, into: plane)
                decode(plane, outputArea)
            }
        case .luma:
            try renderLuma(of: input, area, into: output, outputArea, channels)
        }
    }

    /// The network's range to 0…1: (x − low) / (high − low).
    private func decode(_ samples: UnsafeMutablePointer<Float>, _ count: Int) {
        let range = format.convention.output.range
        guard range != .unit else { return }
        let (low, high) = (range.black, range.white)
        for index in 0..<count { samples[index] = (samples[index] - low) / (high - low) }
    }

    /// Red for blue.
    private func exchange(
        _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        for index in 0..<count { (a[index], b[index]) = (b[index], a[index]) }
    }

    /// Networks for the luma of colour images: the image whose luma is what the network makes of
    /// this one's luma, and whose colour differences R − Y, G − Y and B − Y are this one's, enlarged to
    /// the output's size.
    ///
    /// Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, as networks for luma are trained); enlarged by
    /// Keys' cubic convolution with the coefficient −½, the only one that is exact for parabolas
    /// (IEEE Trans. ASSP 29, 1981).
    private func renderLuma(
        of input: UnsafePointer<Float>, _ area: Int, into output: UnsafeMutablePointer<Float>,
        _ outputArea: Int, _ channels: Int
    ) throws {
        let luma = try AlignedMemory(floats: area)
        for pixel in 0..<area {
            luma.floats[pixel] =
                0.299 * input[pixel] + 0.587 * input[area + pixel] + 0.114 * input[2 * area + pixel]
        }
        let result = try AlignedMemory(floats: outputArea)
        try run(luma.floats, into: result.floats)
        decode(result.floats, outputArea)
        let difference = try AlignedMemory(floats: area)
        for channel in 0..<channels {
            let target = output + channel * outputArea
            for pixel in 0..<area {
                difference.floats[pixel] = input[channel * area + pixel] - luma.floats[pixel]
            }
            if let enlargement = format.enlargement {
                resize(enlargement, from: difference.floats, to: target)
            } else {
                target.update(from: difference.floats, count: area)
            }
            for pixel in 0..<outputArea { target[pixel] += result.floats[pixel] }
        }
    }
}

extension ImageFormat {
    /// Bytes that ``PlaneRunner/rendered(_:)`` holds beside the images: planes of luma and of
    /// colour differences.
    var passingBytes: Int {
        guard convention.input.order == .luma else { return 0 }
        let (input, output) = (inputSize, outputSize)
        return (2 * input.width * input.height + output.width * output.height)
            * MemoryLayout<Float>.stride
    }
}
