import Fixtures
import Graphs
import Imaging
import Networks
import Testing
import Weights

@testable import Inference

/// What is the same for all mixtures of one picture is computed once for it.
struct SharedWorkTests {
    @Test("frames of a still are those of a film of stills, bit for bit, whatever members share")
    func sameBits() throws {
        var skipped = 0
        for seed in 0..<60 as Range<UInt64> {
            var random = RandomNumbers(seed: seed ^ 0x57111)
            let members = try RandomGraph.members(
                2, seed: seed, length: 8, convention: random.pick(RandomGraphTests.conventions),
                sharing: 0.5)
            let family = try NetworkFamily([("a", members[0]), ("b", members[1])])
            guard let still = try prepared(family, isStill: true),
                let film = try prepared(family, isStill: false)
            else { continue }
            skipped += still.dependsOnMixture.filter { !$0 }.count
            #expect(film.dependsOnMixture.allSatisfy { $0 })
            let (kept, plain) = (try still.makeWorker(), try film.makeWorker())
            let pictures = try [0, 1].map { _ in try random.picture(width: 17, height: 12) }
            for (picture, share) in [(0, 0), (0, 0.5), (1, 0.5), (1, 0.25), (0, 0)] {
                let weights = [1 - Float(share), Float(share)]
                #expect(
                    try kept.render(pictures[picture], weights: weights)
                        == plain.render(pictures[picture], weights: weights), "seed \(seed)")
            }
        }
        #expect(skipped > 30)
    }

    @Test("a picture that was changed is another one")
    func changed() throws {
        let family = try SameBitsTests.family()
        let still = try family.compiled(width: 61, height: 45, isStill: true)
        let worker = try still.makeWorker()
        var picture = try SameBitsTests.picture()
        _ = try worker.render(picture, weights: [1, 0, 0])
        picture.samples[100] = 0.25
        #expect(
            try worker.render(picture, weights: [1, 0, 0])
                == still.makeWorker().render(picture, weights: [1, 0, 0]))
    }

    @Test("a first layer that all members share does not depend on the mixture, later ones do")
    func firstLayer() throws {
        let members = try SameBitsTests.members.get()
        let tensors = members[1].tensors.merging(
            members[0].tensors.filter { $0.key.hasPrefix("conv1.") }
        ) { _, first in first }
        let second = Checkpoint(file: "second", names: tensors.keys.sorted(), tensors: tensors)
        let family = try NetworkFamily([("a", members[0]), ("b", Network(second))])
        let prepared = try family.compiled(width: 61, height: 45, isStill: true)
        let names = zip(prepared.stepDescriptions, prepared.dependsOnMixture)
            .filter { !$0.1 }.map(\.0.kind)
        #expect(names == ["passes", "9×9 convolution"])
    }

    private func prepared(_ family: NetworkFamily, isStill: Bool) throws -> CompiledFamily? {
        do {
            return try family.compiled(width: 17, height: 12, isStill: isStill)
        } catch GraphError.wrongSize {
            return nil
        }
    }
}
