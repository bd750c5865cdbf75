import Fixtures
import Imaging
import Inference
import Networks
import Testing
import Weights

/// The same plan gives the same bits, however the work is shared.
struct SameBitsTests {
    /// A TransformerNet wide enough that every kernel has whole blocks and a rest.
    static let members = Result {
        try (0..<3).map { index in
            let checkpoint = try wide(seed: UInt64(index))
            return try Network(checkpoint)
        }
    }
    static let mixtures: [[Float]] = [[1, 0, 0], [0.25, 0.25, 0.5], [0, 0.5, 0.5], [0, 0, 1]]

    @Test("1, 2 and 3 threads give the same bits")
    func threads() throws {
        let family = try Self.family()
        let picture = try Self.picture()
        let frames = try [1, 2, 3].map { threads in
            let worker = try family.compiled(width: 61, height: 45, threads: threads).makeWorker()
            return try Self.mixtures.map { try worker.render(picture, weights: $0) }
        }
        #expect(frames[1] == frames[0])
        #expect(frames[2] == frames[0])
    }

    @Test("several workers at once give the same bits as one alone", arguments: [1, 2])
    func workers(threads: Int) async throws {
        let prepared = try Self.family().compiled(width: 61, height: 45, threads: threads)
        let picture = try Self.picture()
        let alone = try prepared.makeWorker()
        let expected = try Self.mixtures.map { try alone.render(picture, weights: $0) }
        try await withThrowingTaskGroup(of: [Image].self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let worker = try prepared.makeWorker()
                    var frames: [Image] = []
                    for _ in 0..<2 {
                        frames = try Self.mixtures.map { try worker.render(picture, weights: $0) }
                    }
                    return frames
                }
            }
            for try await frames in group { #expect(frames == expected) }
        }
    }

    @Test("a mixture of one member gives the bits of that member alone")
    func single() throws {
        let members = try Self.members.get()
        let picture = try Self.picture()
        let together = try Self.family().compiled(width: 61, height: 45).makeWorker()
        for (index, member) in members.enumerated() {
            let alone = try NetworkFamily([("alone", member)]).compiled(width: 61, height: 45)
                .makeWorker()
            var weights: [Float] = [0, 0, 0]
            weights[index] = 1
            #expect(
                try together.render(picture, weights: weights)
                    == alone.render(picture, weights: [1]))
        }
    }

    @Test("a member of weight 0 leaves no trace, even when it would overflow")
    func skipped() throws {
        let members = try Self.members.get()
        let huge = Checkpoint(
            file: "huge", names: members[0].tensors.keys.sorted(),
            tensors: members[0].tensors.mapValues {
                Tensor(shape: $0.shape, values: $0.values.map { $0 < 0 ? -1e38 : 1e38 })
            })
        let picture = try Self.picture()
        let plain = try NetworkFamily([("a", members[0]), ("b", members[1])])
        let beside = try NetworkFamily([
            ("a", members[0]), ("huge", Network(huge)), ("b", members[1]),
        ])
        #expect(
            try beside.compiled(width: 61, height: 45).makeWorker()
                .render(picture, weights: [0.5, 0, 0.5])
                == plain.compiled(width: 61, height: 45).makeWorker()
                .render(picture, weights: [0.5, 0.5]))
    }

    @Test("the sum of packed members is the packing of their sum, bit for bit")
    func packing() throws {
        let members = try Self.members.get()
        let weights: [Float] = [0.25, 0.35, 0.4]
        let summed = Checkpoint(
            file: "summed", names: members[0].tensors.keys.sorted(),
            tensors: Dictionary(
                uniqueKeysWithValues: members[0].tensors.keys.map { name in
                    (name, weightedSum(members.compactMap { $0.tensors[name] }, weights: weights))
                }))
        let picture = try Self.picture()
        let alone = try NetworkFamily([("summed", Network(summed))])
        #expect(
            try Self.family().compiled(width: 61, height: 45).makeWorker()
                .render(picture, weights: weights)
                == alone.compiled(width: 61, height: 45).makeWorker().render(picture, weights: [1]))
    }

    @Test("a frame does not depend on the frames before it")
    func history() throws {
        let prepared = try Self.family().compiled(width: 61, height: 45)
        let picture = try Self.picture()
        let used = try prepared.makeWorker()
        for weights in Self.mixtures { _ = try used.render(picture, weights: weights) }
        for weights in Self.mixtures {
            #expect(
                try used.render(picture, weights: weights)
                    == prepared.makeWorker().render(picture, weights: weights))
        }
    }

    static func family() throws -> NetworkFamily {
        try NetworkFamily(zip(["a", "b", "c"], members.get()).map { ($0, $1) })
    }

    static func picture() throws -> Image {
        var random = RandomNumbers(seed: 8)
        return try random.picture(width: 61, height: 45)
    }

    /// 16, 20 and 35 channels, one residual block.
    private static func wide(seed: UInt64) throws -> Checkpoint {
        var random = RandomNumbers(seed: seed)
        var tensors: [String: Tensor] = [:]
        let layers = [
            ("conv1", 3, 16, 9), ("conv2", 16, 20, 3), ("conv3", 20, 35, 3),
            ("res1.conv1", 35, 35, 3), ("res1.conv2", 35, 35, 3), ("deconv1", 35, 20, 3),
            ("deconv2", 20, 16, 3), ("deconv3", 16, 3, 9),
        ]
        for (name, inputs, outputs, kernel) in layers {
            let scale = 1.7 / Float(inputs * kernel * kernel).squareRoot()
            tensors["\(name).conv2d.weight"] = random.tensor(
                [outputs, inputs, kernel, kernel], scale: scale)
            tensors["\(name).conv2d.bias"] = random.tensor([outputs], scale: 0.1)
        }
        let normals = [
            ("in1", 16), ("in2", 20), ("in3", 35), ("in4", 20), ("in5", 16), ("res1.in1", 35),
            ("res1.in2", 35),
        ]
        for (name, channels) in normals {
            tensors["\(name).weight"] = random.tensor([channels], scale: 0.5, around: 1)
            tensors["\(name).bias"] = random.tensor([channels], scale: 0.5)
        }
        return Checkpoint(file: "wide", names: tensors.keys.sorted(), tensors: tensors)
    }
}
