import Fixtures
import Inference
import Networks
import Presets
import RenderFixtures
import Testing
import Timelines
import Weights

@testable import Rendering

struct NetworkRepairTests {
    @Test("an aligned network computes what it did, and keeps its names and integers")
    func sameFunction() throws {
        let folder = try folder()
        let repair = try NetworkRepair(reference(folder, "a"), reference(folder, "c"))
        #expect(repair.cosines.after > repair.cosines.before)
        #expect(repair.groups.reordered > 0)
        let paths = try repair.write(to: folder.path("out.safetensors"))
        #expect(paths == [folder.path("out.safetensors")])
        let (before, after) = (
            try Checkpoint.read(file: folder.path("c.safetensors")),
            try Checkpoint.read(file: folder.path("out.safetensors"))
        )
        #expect(after.names == before.names)
        #expect(after.tensors != before.tensors)
        let family = try NetworkFamily([
            ("before", Network(before)), ("after", Network(after)),
        ])
        let worker = try family.compiled(width: 40, height: 32).makeWorker()
        let picture = try Workshop.picture(width: 40, height: 32)
        let outputs = try [[1, 0], [0, 1]].map { try worker.render(picture, weights: $0) }
        #expect(largestDifference(outputs[0], outputs[1]) < 0.01)
    }

    @Test("a permuted copy is recovered exactly")
    func recovery() throws {
        let folder = try folder()
        let first = try NetworkRepair(reference(folder, "c"), reference(folder, "a"))
        _ = try first.write(to: folder.path("permuted.safetensors"))
        let back = try NetworkRepair(reference(folder, "a"), reference(folder, "permuted"))
        #expect(abs(back.cosines.after - 1) < 1e-9)
        #expect(
            try back.aligned().tensors
                == Checkpoint.read(file: folder.path("a.safetensors")).tensors)
    }

    @Test("networks in between lie beside the result, in the order of a film")
    func between() throws {
        let folder = try folder()
        let repair = try NetworkRepair(reference(folder, "a"), reference(folder, "c"))
        let paths = try repair.write(to: folder.path("out.safetensors"), between: 3)
        #expect(
            paths
                == ["out-0.25", "out-0.5", "out-0.75", "out"].map {
                    folder.path("\($0).safetensors")
                })
        let networks = try paths.map { (name: $0, network: try Network(Checkpoint.read(file: $0))) }
        #expect(try NetworkFamily(networks).members.count == 4)
        #expect(throws: (any Error).self) { try repair.write(to: folder.path("out.safetensors")) }
    }

    /// Networks a and c of one structure and different parents.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, seed) in [("a", 1), ("c", 3)] {
            try TinyNetwork.write(
                to: folder.path("\(name).safetensors"), seed: UInt64(seed), kinship: 0)
        }
        return folder
    }

    private func reference(_ folder: TemporaryFolder, _ name: String) -> NetworkReference {
        NetworkReference(folder.path("\(name).safetensors"))
    }
}
