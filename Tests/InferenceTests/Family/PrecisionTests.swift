import BuiltinNetworks
import Fixtures
import Graphs
import Imaging
import Networks
import Testing

@testable import Inference

/// Products of bfloat16.
struct PrecisionTests {
    @Test("bf16 has other bits than f32, and the same on any threads")
    func bits() throws {
        guard try OneDNNEngine().hasBF16 else {
            print("skipped: this processor does not multiply bfloat16")
            return
        }
        let members = try ["monet", "vangogh", "cezanne"].map {
            ($0, try Network(BuiltinNetworks.read(named: $0)))
        }
        let family = try NetworkFamily(members)
        let picture = try SameBitsTests.picture()
        func frames(_ precision: Precision, threads: Int) throws -> [Image] {
            let worker = try family.compiled(
                width: 61, height: 45, threads: threads, precision: precision
            ).makeWorker()
            return try SameBitsTests.mixtures.map { try worker.render(picture, weights: $0) }
        }
        let (full, half) = (try frames(.f32, threads: 1), try frames(.bf16, threads: 1))
        #expect(try frames(.bf16, threads: 3) == half)
        for (full, half) in zip(full, half) { #expect(full != half) }
    }

    @Test("layers of few channels keep float32")
    func narrow() throws {
        guard try OneDNNEngine().hasBF16 else {
            print("skipped: this processor does not multiply bfloat16")
            return
        }
        func kernels(_ channels: [Int]) throws -> [String] {
            let members = try [1, 2].map {
                ("\($0)", try Network(TinyNetwork.make(seed: $0, channels: channels)))
            }
            return try NetworkFamily(members)
                .compiled(width: 61, height: 45, precision: .bf16).stepDescriptions.map(\.kernel)
        }
        #expect(try !kernels([8, 16, 31]).contains { $0.contains("bf16") })
        #expect(try kernels([8, 16, 32]).contains { $0.contains("bf16") })
    }

    @Test("a processor without the instructions is told so")
    func refusal() throws {
        guard try !OneDNNEngine().hasBF16 else { return }
        #expect {
            try SameBitsTests.family().compiled(width: 61, height: 45, precision: .bf16)
        } throws: { error in
            "\(error)"
                == "--precision: bf16, which this processor has no instructions for, expected f32"
        }
    }
}
