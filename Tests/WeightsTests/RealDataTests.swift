import Fixtures
import Testing

@testable import Weights

/// Sums and first values were computed with Python: safetensors 0.8.0, onnx 1.23.2 and NumPy, in
/// float64. Skipped where the published networks are not there.
@Suite("Published networks", .enabled(if: RealData.isThere, "no SEGUE_DATA, no shared/data"))
struct RealDataTests {
    @Test("as many tensors, the same sums and first values as Python reads", arguments: facts)
    func sums(facts: NetworkFacts) throws {
        let checkpoint = try Checkpoint.read(file: RealData.path(facts.file))
        let values = checkpoint.names.compactMap { checkpoint[$0] }.flatMap(\.values)
        #expect(checkpoint.names.count == facts.tensors)
        #expect(values.count == facts.parameters)
        #expect(isClose(values.reduce(0) { $0 + Double($1) }, facts.sum))
        #expect(isClose(values.reduce(0) { $0 + Double($1) * Double($1) }, facts.squares))
        #expect(checkpoint[facts.name]?.values.prefix(3) == facts.first[...])
    }

    @Test("a painter is 305 nodes of 14 operators with an input of any size")
    func painter() throws {
        let model = try ONNXModel(onnxFile: RealData.path("networks/painters/monet.onnx"))
        #expect(model.irVersion == 8)
        #expect(model.opsets == ["": 17])
        #expect(model.producer == "pytorch 2.13.0")
        #expect(model.graph.nodes.count == 305)
        #expect(Set(model.graph.nodes.map(\.operation)).count == 14)
        #expect(
            model.graph.inputs == [
                ONNXValueInfo(
                    name: "input", shape: [.fixed(1), .fixed(3), .named("height"), .named("width")])
            ])
        #expect(model.graph.outputs.map(\.name) == ["output"])
        #expect(model.graph.outputs[0].shape?[1] == .fixed(3))
        #expect(model.graph.initializers.first?.name == "p.contract1/bias")
    }

    @Test("a painter written in 32 bits and read again is the same")
    func roundTrip() throws {
        let painter = try Checkpoint.read(file: RealData.path("networks/painters/vangogh.onnx"))
        let again = try Checkpoint(safetensors: painter.safetensorsBytes(), file: "again")
        #expect(again.names == painter.names)
        #expect(again.tensors == painter.tensors)
    }

    @Test("float16 weights are written in float16 without loss")
    func half() throws {
        let network = try Checkpoint.read(
            file: RealData.path("perceptual/squeezenet_v1.1.f16.safetensors"))
        let again = try Checkpoint(
            safetensors: network.safetensorsBytes(elementType: .float16), file: "again")
        #expect(again.tensors == network.tensors)
    }

    static let facts: [NetworkFacts] = [
        NetworkFacts(
            file: "networks/general-x4v3/general-x4v3.safetensors", tensors: 101,
            parameters: 1_213_296, sum: 2001.5015016794205, squares: 90055.46027147595,
            name: "body.0.bias", first: [1.1298828125, 0.74658203125, 3.984375]),
        NetworkFacts(
            file: "networks/general-x4v3/general-wdn-x4v3.safetensors", tensors: 101,
            parameters: 1_213_296, sum: 2018.5715309977531, squares: 82933.23789049692,
            name: "body.0.bias", first: [1.037109375, 0.98291015625, 3.875]),
        NetworkFacts(
            file: "perceptual/squeezenet_v1.1.f16.safetensors", tensors: 52,
            parameters: 1_235_496, sum: 1223.8778478503227, squares: 3706.4338065361367,
            name: "conv1.bias",
            first: [-0.014373779296875, 0.160888671875, -0.0165557861328125]),
        NetworkFacts(
            file: "reference/painters.safetensors", tensors: 7, parameters: 86016,
            sum: 42122.00856701005, squares: 24136.61879561939, name: "dni0.5.cezanne+ukiyoe",
            first: [0.8974788188934326, 0.9206898808479309, 0.9177144765853882]),
        painter("monet", 154.83639903366566, 2212.1401848177265),
        painter("monet-sunset", 168.10945153981447, 2377.1838695041424),
        painter("vangogh", 171.48801031708717, 3322.93736445596),
        painter("cezanne", 176.99414082616568, 2592.2519805502607),
        painter("ukiyoe", 180.3062997236848, 3071.1855445358005),
        NetworkFacts(
            file: "networks/denoise/dncnn-sigma10.onnx", tensors: 40, parameters: 668_227,
            sum: 213.56557268318628, squares: 2720.6865157876946, name: "p.layer0/bias",
            first: [0.16014325618743896, 0.06904549896717072, 0.11479564011096954]),
        NetworkFacts(
            file: "networks/unrelated/dncnn-gray-sigma15.onnx", tensors: 34, parameters: 555_137,
            sum: -304.3035294409264, squares: 2150.327938072699, name: "p.layer0/bias",
            first: [0.05559728667140007, -0.08864572644233704, -0.09316284954547882]),
        NetworkFacts(
            file: "networks/waifu2x-upconv7/noise0_scale2.0x.param", tensors: 14,
            parameters: 552_483, sum: -3580.521052541919, squares: 6959.587530788271,
            name: "conv1_layer.weight",
            first: [0.0141143798828125, 0.07781982421875, 0.009552001953125]),
        NetworkFacts(
            file: "networks/waifu2x-upconv7/noise3_scale2.0x.bin", tensors: 14,
            parameters: 552_483, sum: -3978.3890913423347, squares: 6891.1396881288965,
            name: "conv1_layer.weight",
            first: [0.00994873046875, 0.10498046875, -0.0163116455078125]),
    ]

    /// The painters share the first layer's bias.
    private static func painter(_ name: String, _ sum: Double, _ squares: Double) -> NetworkFacts {
        NetworkFacts(
            file: "networks/painters/\(name).onnx", tensors: 45, parameters: 108_318, sum: sum,
            squares: squares, name: "p.contract1/bias",
            first: [1.1396484375, 1.2001953125, -0.96240234375])
    }

    /// Equal but for the order in which float64 sums were taken.
    private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * abs(b) }
}

/// What another program reads from a network's file.
struct NetworkFacts: CustomTestStringConvertible, Sendable {
    let file: String
    let tensors: Int
    let parameters: Int
    let sum: Double
    let squares: Double
    let name: String
    let first: [Float]
    var testDescription: String { file }
}
