import CKernels
import Graphs
import Imaging
import Networks
import Testing

@testable import Inference

/// What a worker says of its frames' time.
struct StepTimesTests {
    @Test func `parts sum up to no more than the frames, which are counted from the start`() throws
    {
        let worker = try SameBitsTests.family().compiled(width: 61, height: 45).makeWorker()
        let picture = try SameBitsTests.picture()
        _ = try worker.render(picture, weights: [1, 0, 0])
        #expect(worker.times == nil)
        worker.startTimes()
        for weights in SameBitsTests.mixtures {
            _ = try worker.render(picture, weights: weights)
        }
        let times = try #require(worker.times)
        #expect(times.frames == SameBitsTests.mixtures.count)
        #expect(times.steps.count == worker.family.stepDescriptions.count)
        #expect(times.steps.allSatisfy { $0 > .zero })
        #expect(times.interpolation > .zero)
        #expect(times.interpolation + times.steps.reduce(.zero, +) <= times.total)
    }

    @Test func `a network of one channel adds up its three runs`() throws {
        let network = try Network(
            SmallNetwork.model(
                [SmallNetwork.node("Conv", ["x", "w"], "y")], [("w", [1, 1, 1, 1], [1])],
                channels: 1), convention: .unitGray)
        let worker = try NetworkFamily([("gray", network)]).compiled(width: 9, height: 5)
            .makeWorker()
        worker.startTimes()
        _ = try worker.render(Image(width: 9, height: 5), weights: [1])
        let times = try #require(worker.times)
        #expect(times.frames == 1)
        #expect(times.steps.reduce(.zero, +) <= times.total)
    }

    @Test func `times of workers add up`() {
        var (first, second) = (StepTimes(stepCount: 2), StepTimes(stepCount: 2))
        first.add(.seconds(1), to: .step(1))
        first.add(.seconds(3), to: .frame)
        second.add(.seconds(2), to: .step(1))
        second.add(.seconds(4), to: .interpolation)
        second.add(.seconds(7), to: .frame)
        first.add(second)
        #expect(first.frames == 2)
        #expect(first.total == .seconds(10))
        #expect(first.interpolation == .seconds(4))
        #expect(first.steps == [.zero, .seconds(3)])
    }

    @Test func `measuring changes no bit`() throws {
        let prepared = try SameBitsTests.family().compiled(width: 61, height: 45)
        let (plain, measured) = (try prepared.makeWorker(), try prepared.makeWorker())
        measured.startTimes()
        let picture = try SameBitsTests.picture()
        let weights = SameBitsTests.mixtures[1]
        #expect(
            try plain.render(picture, weights: weights)
                == measured.render(picture, weights: weights))
    }

    @Test func `a multiply-add counts as two operations, in as many lanes as a register has`() {
        let lanes: [(segue_level, Int64)] = [
            (SEGUE_LEVEL_PLAIN, 4), (SEGUE_LEVEL_AVX2, 8), (SEGUE_LEVEL_AVX512, 16),
        ]
        let best = segue_best_level()
        for (level, width) in lanes where level.rawValue <= best.rawValue {
            // Twelve registers in each round.
            #expect(segue_kernels_at(level).pointee.multiply_adds(7) == 7 * 12 * width * 2)
        }
        let peak = EngineTraits.measuredPeak()
        #expect(peak.isFinite && peak > 0)
    }

    @Test func `a convolution alone is described as in a network`() throws {
        let convolution = Convolution(weight: 0, bias: 1, weightShape: [6, 20, 3, 3])
        let lone = try LoneConvolution(
            convolution, input: Shape(channels: 20, height: 9, width: 12), threads: 2)
        #expect(lone.description.name == "3×3 convolution 20→6, 10×7")
        #expect(try #require(lone.description.multiplyAccumulates) == Double(9 * 20 * 6 * 70))
        try lone.run()
    }
}
