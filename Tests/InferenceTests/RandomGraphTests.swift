import Foundation
import Imaging
import Inference
import Networks
import Testing

/// The fast engine against the plain loops on networks that nobody would build.
struct RandomGraphTests {
    static let conventions = [
        PixelConvention.unit, PixelConvention(order: .bgr, range: -1...1),
        PixelConvention(order: .rgb, range: 0...255), PixelConvention(order: .bgr, range: 0...255),
        PixelConvention(order: .rgb, range: -1...1),
    ]
    static let sizes = [(7, 5), (9, 12), (16, 8), (17, 23), (33, 6)]
    /// More by SEGUE_RANDOM_GRAPHS, for a longer search.
    static let count =
        ProcessInfo.processInfo.environment["SEGUE_RANDOM_GRAPHS"].flatMap { UInt64($0) } ?? 200

    @Test("random networks equal the reference engine to 1e-5 of the output's range")
    func agreement() throws {
        var worst: (difference: Float, seed: UInt64) = (0, 0)
        var tried = 0
        for seed in 0..<Self.count {
            guard let (difference, sensitivity, text) = try difference(seed: seed) else { continue }
            tried += 1
            if difference > worst.difference { worst = (difference, seed) }
            #expect(difference < 1e-5, "seed \(seed) \(sensitivity)\n\(text)")
        }
        // Pictures smaller than a reflection are drawn now and then.
        #expect(tried > Int(Self.count) / 2)
        print("random networks: \(tried), largest difference \(worst)")
    }

    /// Nil when the picture is too small for one of the network's paddings.
    private func difference(seed: UInt64) throws -> (Float, Float, String)? {
        var random = RandomNumbers(seed: seed ^ 0xabcd)
        let (width, height) = random.pick(Self.sizes)
        let threads = random.pick([1, 2])
        let members = try RandomGraph.members(
            2, seed: seed, length: random.pick([1, 3, 6, 10, 16]),
            convention: random.pick(Self.conventions))
        let family = try NetworkFamily([("a", members[0]), ("b", members[1])])
        let picture = try random.picture(width: width, height: height)
        let weights: [Float] = random.pick([[1, 0], [0.5, 0.5], [0.25, 0.75]])
        let worker: Worker
        do {
            worker = try family.prepared(width: width, height: height, threads: threads)
                .makeWorker()
        } catch GraphError.wrongSize {
            return nil
        }
        // The second frame finds the first one's remains in every buffer.
        _ = try worker.render(try random.picture(width: width, height: height), weights: [0, 1])
        let found = try worker.render(picture, weights: weights)
        let expected = try reference(members, weights, picture)
        var p = picture
        p.samples = picture.samples.map { $0 * (1 + random.float() * 0x1p-22) }
        let noisy = try reference(members, weights, p)
        return (relativeDifference(found.samples, expected.samples), relativeDifference(noisy.samples, expected.samples), "\(width)x\(height)\n" + (try RandomGraph.text(members[0], height: 64, width: 64)))
    }
}
