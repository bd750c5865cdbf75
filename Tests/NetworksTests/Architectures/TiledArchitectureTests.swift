import Fixtures
import Graphs
import Imaging
import Inference
import Networks
import Testing
import Weights

/// Networks as they are published, in tiles and whole.
struct TiledArchitectureTests {
    @Test(
        "an architecture's tiles give the whole picture's bits", arguments: ArchitectureTests.cases)
    func sameBits(name: String, architecture: String, colours: String) throws {
        let network = try Network(
            ArchitectureFixture(name).checkpoint, statistics: ArchitectureTests.statistics(name))
        let family = try NetworkFamily([("a", network)])
        guard let margins = family.tileMargins else {
            // Normalization over the picture, or pix2pix's way down to one pixel.
            let side = max(64, family.sizeRule.multiple)
            let field = try network.graph(height: side, width: side).receptiveField
            #expect(field.seesWholeImage || architecture == "UnetGenerator")
            return
        }
        let side = margins.smallestTile + 2 * margins.alignment + 5
        try Self.compare(family, margins, width: side + 3, height: side, [margins.smallestTile])
    }

    @Test(
        "published networks' tiles give the whole picture's bits", .enabled(if: RealData.isThere),
        arguments: [
            "general-x4v3/general-x4v3.safetensors", "denoise/dncnn-sigma15.onnx",
            "waifu2x-upconv7/noise0_scale2.0x.param",
        ])
    func published(path: String) throws {
        let network = try Self.network(RealData.path("networks/\(path)"))
        let family = try NetworkFamily([("a", network)])
        let margins = try #require(family.tileMargins)
        let side = margins.smallestTile + 3 * margins.alignment
        try Self.compare(
            family, margins, width: side + 1, height: side - 9,
            [margins.smallestTile + margins.alignment])
    }

    @Test("in bfloat16, too", arguments: ["srvgg-x4", "rrdb-body-x2", "msrresnet-x2"])
    func bfloat16(name: String) throws {
        let network = try Network(ArchitectureFixture(name).checkpoint)
        let family = try NetworkFamily([("a", network)])
        let margins = try #require(family.tileMargins)
        let side = margins.smallestTile + margins.alignment + 5
        do {
            try Self.compare(
                family, margins, width: side, height: side, [margins.smallestTile], precision: .bf16
            )
        } catch InferenceError.unsupportedPrecision {
            // This processor has no instructions for it.
        }
    }

    private static func network(_ path: String) throws -> Network {
        switch try NetworkFile.read(path) {
        case .checkpoint(let checkpoint): try Network(checkpoint)
        case .onnx(let model): try Network(model)
        case .ncnn(let model): try Network(model)
        }
    }

    /// Renders a picture whole and in tiles of each size.
    private static func compare(
        _ family: NetworkFamily, _ margins: TileMargins, width: Int, height: Int, _ tiles: [Int],
        precision: Precision = .f32
    ) throws {
        let samples = (0..<3 * width * height).map { Float($0 * 7919 % 1009) / 1009 }
        let picture = try Image(width: width, height: height, samples: samples)
        let expected = try family.compiled(width: width, height: height, precision: precision)
            .makeWorker().render(picture, weights: [1])
        for tile in tiles {
            let tiled = try family.tiled(
                width: width, height: height, tile: tile, margins: margins, threads: 2,
                precision: precision)
            #expect(tiled.tileCount > 1)
            let found = try tiled.makeFrameWorker().render(picture, weights: [1])
            let isWhole = found == expected
            #expect(isWhole, "tiles of \(tile)")
        }
    }
}
