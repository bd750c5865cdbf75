import Fixtures
import Graphs
import Imaging
import Testing

@testable import Inference

/// Large values computed by bands of rows.
struct BandsTests {
    @Test(
        "bands give the bits of whole values, for any number of threads",
        arguments: [(61, 45), (150, 203)])
    func sameBits(width: Int, height: Int) throws {
        let family = try SameBitsTests.family()
        var random = RandomNumbers(seed: 51)
        let picture = try random.picture(width: width, height: height)
        let weights: [Float] = [0.25, 0.25, 0.5]
        let whole = try family.compiled(width: width, height: height).makeWorker()
            .render(picture, weights: weights)
        for threads in [1, 2, 3] {
            let lean = try family.compiled(
                width: width, height: height, threads: threads, isBanded: true)
            let isWhole = try lean.makeWorker().render(picture, weights: weights) == whole
            #expect(isWhole, "\(threads) threads")
        }
    }

    @Test("the first and the last large value of a style network are never whole")
    func memory() throws {
        let family = try SameBitsTests.family()
        let (whole, lean) = (
            try family.compiled(width: 400, height: 1600),
            try family.compiled(width: 400, height: 1600, isBanded: true)
        )
        #expect(3 * lean.bufferPlan.total < 2 * whole.bufferPlan.total)
        let kernels = lean.stepDescriptions.map(\.kernel).filter { $0.contains("-in-bands:") }
        #expect(kernels.count == 2)
        #expect(kernels.last?.contains("to-planes") == true)
        #expect(lean.stepDescriptions.count == whole.stepDescriptions.count)
    }

    @Test("random networks are the same in bands", arguments: 0..<8 as Range<UInt64>)
    func random(part: UInt64) throws {
        var banded = 0
        for seed in part * 40..<part * 40 + 40 {
            var random = RandomNumbers(seed: seed ^ 0xba2d)
            let members = try RandomGraph.members(
                2, seed: seed, length: 6, convention: random.pick(RandomGraphTests.conventions))
            let family = try NetworkFamily([("a", members[0]), ("b", members[1])])
            let picture = try random.picture(width: 19, height: 230)
            do {
                let whole = try family.compiled(width: 19, height: 230)
                let lean = try family.compiled(width: 19, height: 230, isBanded: true)
                banded += lean.stepDescriptions.filter { $0.kernel.contains("-in-bands") }.count
                let isWhole =
                    try lean.makeWorker().render(picture, weights: [0.5, 0.5])
                    == whole.makeWorker().render(picture, weights: [0.5, 0.5])
                #expect(isWhole, "seed \(seed)")
            } catch GraphError.wrongSize {
                continue
            } catch InferenceError.nonFiniteOutput {
                continue
            }
        }
        print("part \(part): \(banded) convolutions in bands")
    }
}
