import Fixtures
import Imaging
import Inference
import Networks
import Testing
import Weights

/// What a frame promises besides being right: its colours, its errors, the same bits every time.
struct WorkerTests {
    @Test(
        "a 1×1 convolution is the matrix it holds, in the network's own order and range",
        arguments: RandomGraphTests.conventions)
    func matrix(convention: PixelConvention) throws {
        // The network's first channel is halved and shifted by a tenth of its range.
        let width = convention.input.range.white - convention.input.range.black
        let weight: [Float] = [0.5, 0, 0, 0, 1, 0, 0, 0, 1]
        let network = try SmallNetwork.matrix(
            weight, bias: [0.1 * width + 0.5 * convention.input.range.black, 0, 0],
            convention: convention)
        var random = RandomNumbers(seed: 5)
        let picture = try random.picture(width: 9, height: 4)
        let output = try render(network, picture)
        let changed = convention.input.order == .bgr ? 2 : 0
        for channel in 0..<3 {
            for k in channel * 36..<(channel + 1) * 36 {
                let x = picture.samples[k]
                let expected = channel == changed ? 0.5 * x + 0.1 : x
                #expect(abs(output.samples[k] - expected) < 1e-6)
            }
        }
    }

    @Test(
        "a network without operations gives the picture back",
        arguments: RandomGraphTests.conventions)
    func empty(convention: PixelConvention) throws {
        let model = SmallNetwork.model([SmallNetwork.node("Identity", ["x"], "y")], [])
        var random = RandomNumbers(seed: 6)
        let picture = try random.picture(width: 5, height: 7)
        let output = try render(try Network(model, convention: convention), picture)
        #expect(zip(output.samples, picture.samples).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test("the smallest picture is one pixel")
    func onePixel() throws {
        let network = try SmallNetwork.matrix(SmallNetwork.identity, bias: [0.5, 0, -0.25])
        let output = try render(
            network, Image(width: 1, height: 1, samples: [0.25, 0.5, 0.75]))
        #expect(output.samples == [0.75, 0.5, 0.5])
    }

    @Test("a number that is no colour is an error that names the pixel")
    func overflow() throws {
        let network = try SmallNetwork.matrix([1e38, 1e38, 1e38, 0, 1, 0, 0, 0, 1])
        var samples = [Float](repeating: 0, count: 3 * 5 * 4)
        for channel in 0..<3 { samples[channel * 20 + 2 * 5 + 3] = 2 }
        let picture = try Image(width: 5, height: 4, samples: samples)
        #expect(throws: InferenceError.nonFiniteOutput(x: 3, y: 2)) { try render(network, picture) }
    }

    @Test("the layer that first gives no finite number is named, with the place in its result")
    func layerNamed() throws {
        let nodes = [
            SmallNetwork.node("Conv", ["x", "w"], "a"), SmallNetwork.node("Relu", ["a"], "b"),
            SmallNetwork.node("Conv", ["b", "v"], "y"),
        ]
        let tensors: [(String, [Int], [Float])] = [
            ("w", [3, 3, 1, 1], [-3e38, -3e38, -3e38, 0, 3e38, 0, 0, 0, 1]),
            ("v", [3, 3, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
        ]
        let network = try Network(SmallNetwork.model(nodes, tensors))
        #expect(
            try layerError(network, width: 5, height: 4, at: (3, 2))
                == .nonFiniteLayer(
                    file: "net.onnx", layer: "a", found: "-inf at channel 0, row 2, column 3"))
    }

    @Test("of a large picture the part around the place is searched")
    func layerOfPart() throws {
        var kernel = [Float](repeating: 0, count: 9 * 49)
        for channel in 0..<3 { kernel[channel * 4 * 49 + 24] = channel == 1 ? 3e38 : 1 }
        let node = SmallNetwork.node(
            "Conv", ["x", "w"], "y", ["pads": .ints([3, 3, 3, 3])])
        let network = try Network(
            SmallNetwork.model([node], [("w", [3, 3, 7, 7], kernel)]))
        let error = try layerError(network, width: 1200, height: 1000, at: (900, 10))
        guard case .nonFiniteLayer("net.onnx", "y", let found) = error else {
            Issue.record("threw \(String(describing: error))")
            return
        }
        // The engine's transforms overflow for all pixels of a tile.
        #expect(
            found.wholeMatch(of: /inf at channel 1 around the output's pixel (89\d|90\d), \d+/)
                != nil)
    }

    /// What a picture of 0 with 2 at one pixel ends in.
    private func layerError(
        _ network: Network, width: Int, height: Int, at pixel: (x: Int, y: Int)
    ) throws -> InferenceError? {
        let family = try NetworkFamily([(name: "n", network: network)])
        var picture = try Image(width: width, height: height, filledWith: 0)
        for channel in 0..<2 {
            picture.samples[(channel * height + pixel.y) * width + pixel.x] = 2
        }
        let prepared = try family.compiled(width: width, height: height)
        let worker = LayerNamingWorker(try prepared.makeWorker(), of: family)
        return #expect(throws: InferenceError.self) {
            try worker.render(picture, weights: [1])
        }
    }

    @Test("ReLU takes minus infinity to 0 and leaves not-a-number to be found")
    func infinityInside() throws {
        let nodes = [
            SmallNetwork.node("Conv", ["x", "w"], "a"), SmallNetwork.node("Relu", ["a"], "y"),
        ]
        let tensors: [(String, [Int], [Float])] = [
            ("w", [3, 3, 1, 1], [-3e38, -3e38, -3e38, 0, 1, 0, 0, 0, 1])
        ]
        let network = try Network(SmallNetwork.model(nodes, tensors))
        let ones = try Image(width: 2, height: 2, filledWith: 1)
        #expect(try render(network, ones).samples == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
        let nan = try Image(width: 2, height: 2, filledWith: .nan)
        #expect(throws: InferenceError.nonFiniteOutput(x: 0, y: 0)) { try render(network, nan) }
    }

    @Test("pictures, sizes and weights that do not fit are refused in one line")
    func refused() throws {
        let family = try NetworkFamily([
            ("a", SmallNetwork.matrix(SmallNetwork.identity)),
            ("b", SmallNetwork.matrix(SmallNetwork.identity)),
        ])
        let worker = try family.compiled(width: 6, height: 4).makeWorker()
        let fitting = try Image(width: 6, height: 4)
        func line(_ body: () throws -> some Any) -> String {
            do { return "\(try body())" } catch { return "\(error)" }
        }
        #expect(
            line { try worker.render(Image(width: 4, height: 6), weights: [1, 0]) }
                == "picture: 4×6 pixels, 3 channels, expected 6×4 pixels, 3 channels")
        #expect(
            line { try worker.render(Image(width: 6, height: 4, channels: 1), weights: [1, 0]) }
                == "picture: 6×4 pixels, 1 channels, expected 6×4 pixels, 3 channels")
        #expect(
            line { try worker.render(fitting, weights: [1]) }
                == "mixture: 1 weights, expected one for each of 2 networks")
        #expect(
            line { try worker.render(fitting, weights: [0, 0]) }
                == "mixture: weights of the sum 0.0, expected the sum 1")
        #expect(
            line { try worker.render(fitting, weights: [.nan, 1]) }
                == "mixture: weights of the sum nan, expected the sum 1")
        #expect(
            line { try family.compiled(width: 0, height: 4) }
                == "picture: 0×4 pixels, expected sides of 1 to 1048576 pixels")
        #expect(
            line { try family.compiled(width: 4, height: .max) }
                == "picture: 4×9223372036854775807 pixels, expected sides of 1 to 1048576 pixels")
    }

    private func render(_ network: Network, _ picture: Image) throws -> Image {
        try NetworkFamily([("net", network)])
            .compiled(width: picture.width, height: picture.height).makeWorker()
            .render(picture, weights: [1])
    }
}
