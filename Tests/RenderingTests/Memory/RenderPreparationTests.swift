import Fixtures
import Imaging
import Inference
import Media
import Networks
import Presets
import RenderFixtures
import Testing
import Timelines
import Weights

@testable import Rendering

/// Who renders, whole or in tiles, by cores and memory.
struct RenderPreparationTests {
    @Test func `as many workers of one thread as there are cores, then fewer with more`() {
        let all = Parallelism.candidates(cores: 4, pictures: 100, workers: nil, threads: nil)
        #expect(all.map(\.workers) == [4, 3, 2, 1])
        #expect(all.map(\.threads) == [1, 1, 2, 4])
        let one = Parallelism.candidates(cores: 4, pictures: 1, workers: nil, threads: nil)
        #expect(one == [Parallelism(workers: 1, threads: 4)])
    }

    @Test func `what the user says is kept`() {
        #expect(
            Parallelism.candidates(cores: 4, pictures: 9, workers: 2, threads: nil)
                == [Parallelism(workers: 2, threads: 2)])
        #expect(
            Parallelism.candidates(cores: 4, pictures: 9, workers: 8, threads: 3)
                == [Parallelism(workers: 8, threads: 3)])
        let fixed = Parallelism.candidates(cores: 7, pictures: 9, workers: nil, threads: 2)
        #expect(fixed.map(\.workers) == [3, 2, 1])
        #expect(fixed.allSatisfy { $0.threads == 2 })
        #expect(
            Parallelism.candidates(cores: 2, pictures: 9, workers: nil, threads: 5)
                == [Parallelism(workers: 1, threads: 5)])
    }

    @Test func `with less memory there are fewer workers with more threads, then none`() throws {
        let workshop = try Workshop()
        try PNGFile.write(
            Workshop.picture(width: 400, height: 300), to: workshop.folder.path("wide.png"))
        try workshop.preset(input: "wide.png")
        let plenty = try Self.plan(workshop, bytes: 1 << 40).prepared()
        #expect((plenty.workers, plenty.threads, plenty.family.tileCount) == (3, 1, 1))
        let one = try Self.plan(workshop, bytes: 1 << 40, workers: 1).prepared()
        #expect(one.memory.bytes < plenty.memory.bytes)
        let narrow = try Self.plan(workshop, bytes: one.memory.bytes).prepared()
        #expect((narrow.workers, narrow.threads) == (1, 3))
        #expect(narrow.memory == one.memory)
        // Then nothing is kept from one frame of the still to the next.
        let leanest = try Self.plan(workshop, bytes: narrow.memory.bytes - 1).prepared()
        #expect((leanest.workers, leanest.threads) == (1, 3))
        #expect(leanest.memory.bytes < narrow.memory.bytes)
        let error = #expect(throws: RenderError.self) {
            try Self.plan(workshop, bytes: leanest.memory.bytes - 1).prepared()
        }
        #expect(
            "\(try #require(error))"
                == "\(workshop.folder.path("wide.png")): needs \(leanest.memory), limit "
                + "\(MemorySize(bytes: leanest.memory.bytes - 1)); expected a smaller --scale or more --memory"
        )
    }

    @Test func `the largest layers of a style network are computed by bands where they do not fit`()
        throws
    {
        let workshop = try Workshop()
        for (name, seed) in [("a", 1), ("b", 2)] as [(String, UInt64)] {
            try TinyNetwork.write(
                to: workshop.folder.path("broad-\(name).safetensors"), seed: seed,
                channels: [16, 24, 32])
        }
        try PNGFile.write(
            Workshop.picture(width: 160, height: 1200), to: workshop.folder.path("tall.png"))
        try workshop.preset(
            input: "tall.png", networks: "{a: broad-a.safetensors, b: broad-b.safetensors}")
        let whole = try Self.plan(workshop, bytes: 1 << 40, workers: 1).prepared()
        #expect(!whole.isInBands)
        let limit = whole.memory.bytes - whole.family.workerBytes / 4
        let lean = try Self.plan(workshop, bytes: limit, workers: 1).prepared()
        #expect(lean.isInBands)
        #expect(lean.memory.bytes <= limit)
        let picture = try Workshop.picture(width: 160, height: 1200)
        let images = try [whole, lean].map {
            try $0.family.makeFrameWorker().render(picture, weights: [0.5, 0.5])
        }
        let areEqual = images[0] == images[1]
        #expect(areEqual)
    }

    @Test func `convolution-only networks are cut where the whole does not fit`() async throws {
        let workshop = try Workshop()
        try Self.localPreset(workshop)
        let whole = try Self.plan(workshop, bytes: 1 << 40, workers: 1).prepared()
        #expect(whole.family.tileCount == 1)
        #expect(whole.tiles == nil)
        let limit = whole.memory.bytes - whole.family.workerBytes / 2
        let tiled = try Self.plan(workshop, bytes: limit, workers: 1).prepared()
        #expect(tiled.family.tileCount > 1)
        #expect(tiled.tiles?.count == tiled.family.tileCount)
        #expect(tiled.memory.bytes <= limit)
        #expect(tiled.family.memberBytes == whole.family.memberBytes)
        let picture = try Workshop.picture(width: 240, height: 180)
        #expect(
            try tiled.family.makeFrameWorker().render(picture, weights: [0.5, 0.5])
                == whole.family.makeFrameWorker().render(picture, weights: [0.5, 0.5]))
    }

    @Test func `tiles can be chosen and refused`() throws {
        let workshop = try Workshop()
        try Self.localPreset(workshop)
        let chosen = try Self.plan(workshop, bytes: 1 << 40, tile: 60).prepared()
        #expect(chosen.family.tileCount > 1)
        let never = #expect(throws: RenderError.self) {
            try Self.plan(workshop, bytes: 1_000_000, tile: 0).prepared()
        }
        guard case .memory? = never else {
            Issue.record("\(String(describing: never))")
            return
        }
        // Three layers of 3×3 lose four pixels each on both sides, and twelve are gained.
        #expect(
            Self.message { try Self.plan(workshop, bytes: 1 << 40, tile: 35).prepared() }
                == "--tile: 35, expected at least 36 pixels for what the network sees, or none")
        try workshop.preset()
        #expect(
            Self.message { try Self.plan(workshop, bytes: 1 << 40, tile: 64).prepared() }
                == "--tile: 64, expected none, as TransformerNet sees the whole picture")
        #expect(
            Self.message { try Self.plan(workshop, bytes: 1 << 40, tile: -1).prepared() }
                == "--tile: -1, expected 1 to 1048576 or none")
    }

    @Test func `one picture has all cores for itself`() throws {
        let network = try Network(TinyNetwork.make(seed: 1))
        var resources = RenderResources()
        resources.machine = Machine(cores: 3, availableMemory: 1 << 40)
        resources.memory = MemorySize(bytes: 1000)
        let application = PictureApplication(
            family: try NetworkFamily([("a", network)]), mixture: try .init(weights: ["a": 1]),
            resources: resources)
        let picture = try Workshop.picture(width: 20, height: 10)
        let message = Self.message { try application.image(of: picture, place: "p.png") }
        #expect(message.hasPrefix("p.png: needs "))
        #expect(message.hasSuffix("limit 1 MB; expected a smaller picture or more --memory"))
    }

    private static func message(_ body: () throws -> some Any) -> String {
        do { return "\(try body())" } catch { return "\(error)" }
    }

    /// A plan on a machine of three cores.
    private static func plan(
        _ workshop: Workshop, bytes: Int, workers: Int? = nil, tile: Int? = nil
    ) throws -> RenderPlan {
        try workshop.plan {
            $0.resources.workers = workers
            $0.resources.memory = MemorySize(bytes: bytes)
            $0.resources.tile = tile
            $0.resources.machine = Machine(cores: 3, availableMemory: 1 << 40)
        }
    }

    /// A preset of two networks of three convolutions, on a picture of 240×180.
    private static func localPreset(_ workshop: Workshop) throws {
        for (name, seed) in [("a", UInt64(1)), ("b", 2)] {
            try TinyNetwork.make(seed: seed, layers: TinyNetwork.denoiser)
                .writeSafetensors(to: workshop.folder.path("local-\(name).safetensors"))
        }
        try PNGFile.write(
            Workshop.picture(width: 240, height: 180), to: workshop.folder.path("wide.png"))
        try workshop.preset(
            input: "wide.png", networks: "{a: local-a.safetensors, b: local-b.safetensors}")
    }
}
