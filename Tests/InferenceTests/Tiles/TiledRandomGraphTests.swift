import Fixtures
import Graphs
import Imaging
import Testing

@testable import Inference

/// Tiles against whole pictures on networks that nobody would build.
struct TiledRandomGraphTests {
    @Test("tiles of random networks give the whole picture's bits")
    func sameBits() throws {
        var (tried, cut) = (0, 0)
        for seed in 0..<UInt64(60) {
            guard let example = try Example(seed: seed) else { continue }
            tried += 1
            for tile in example.tiles {
                let tiled = try example.tiled(tile)
                cut += tiled.tileCount > 1 ? 1 : 0
                let worker = try tiled.makeFrameWorker()
                // The second frame finds the first one's remains in every buffer.
                _ = try worker.render(example.picture, weights: [0, 1])
                let found = try worker.render(example.picture, weights: example.weights)
                #expect(
                    found == example.expected,
                    "seed \(seed), tiles of \(tile): \(example.distance(found))")
            }
        }
        #expect(tried > 40)
        #expect(cut > 60)
    }

    private struct Example {
        let family: NetworkFamily
        let margins: TileMargins
        let picture: Image
        let weights: [Float]
        let expected: Image
        let threads: Int
        /// Sides to try, among them the smallest there is.
        let tiles: [Int]

        /// Nil when the picture is too small for one of the network's paddings.
        init?(seed: UInt64) throws {
            var random = RandomNumbers(seed: seed ^ 0x711e)
            let members = try RandomGraph.members(
                2, seed: seed, length: random.pick([1, 3, 6, 9]),
                convention: random.pick(RandomGraphTests.conventions), isLocal: true)
            family = try NetworkFamily([("a", members[0]), ("b", members[1])])
            margins = try #require(family.tileMargins, "seed \(seed)")
            let smallest = margins.smallestTile
            let alignment = margins.alignment
            let width = smallest + random.pick([1, 2, 3]) * alignment - random.pick([0, 1, 3])
            let height = smallest + random.pick([1, 2, 4]) * alignment - random.pick([0, 1, 2])
            picture = try random.picture(width: width, height: height)
            weights = random.pick([[1, 0], [0.5, 0.5], [0.25, 0.75]])
            threads = random.pick([1, 2])
            tiles = [smallest, smallest + alignment + 1]
            do {
                expected = try family.compiled(width: width, height: height).makeWorker()
                    .render(picture, weights: weights)
            } catch GraphError.wrongSize {
                return nil
            }
        }

        func tiled(_ tile: Int) throws -> TiledFamily {
            try family.tiled(
                width: picture.width, height: picture.height, tile: tile, margins: margins,
                threads: threads)
        }

        /// How many samples differ, and where the first does, for messages.
        func distance(_ found: Image) -> String {
            let places = found.samples.indices.filter {
                found.samples[$0] != expected.samples[$0]
            }
            let first = (places.first ?? 0) % found.planeCount
            return "\(places.count) of \(found.samples.count) differ, the first at "
                + "\(first % found.width), \(first / found.width) of \(found.width)×\(found.height)"
        }
    }
}
