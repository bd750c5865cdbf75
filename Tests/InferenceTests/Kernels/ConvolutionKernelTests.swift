import CKernels
import Fixtures
import Testing

@testable import Inference

/// Our own convolutions against sums in float64, at every level that this processor has, for both widths of
/// blocks, and sizes that no tile divides.
struct ConvolutionKernelTests {
    static let levels = [SEGUE_LEVEL_PLAIN, SEGUE_LEVEL_AVX2, SEGUE_LEVEL_AVX512].filter {
        $0.rawValue <= segue_best_level().rawValue
    }
    static let sizes = [(1, 1), (4, 8), (5, 3), (13, 50), (9, 101)]

    @Test("a 3×3 convolution of stride 1 or 2 is the sum of its products", arguments: [1, 2])
    func winograd(stride: Int) throws {
        var random = RandomNumbers(seed: 31)
        for (height, width) in Self.sizes {
            for (level, lanes) in Self.levels.flatMap({ [($0, 8), ($0, 16)] }) {
                let example = ConvolutionExample(
                    inputs: 2 * lanes, outputs: 3 * lanes, height: height, width: width,
                    kernel: 3, stride: stride, lanes: lanes, &random)
                example.expect(try example.winograd(level), within: 1e-5)
            }
        }
    }

    @Test("a picture enlarged by 2 needs no other products than the plain one")
    func paired() throws {
        var random = RandomNumbers(seed: 32)
        for (height, width) in [(2, 4), (6, 10), (14, 50)] {
            for (level, lanes) in Self.levels.flatMap({ [($0, 8), ($0, 16)] }) {
                let example = ConvolutionExample(
                    inputs: lanes, outputs: lanes, height: height, width: width, kernel: 3,
                    isEnlarged: true, lanes: lanes, &random)
                example.expect(try example.winograd(level), within: 1e-5)
            }
        }
    }

    @Test("products of bfloat16 lose no more than its 8 bits and the transforms do")
    func halves() throws {
        guard try OneDNNEngine().hasBF16 else {
            print("skipped: this processor does not multiply bfloat16")
            return
        }
        var random = RandomNumbers(seed: 33)
        for stride in [1, 2] {
            let example = ConvolutionExample(
                inputs: 32, outputs: 48, height: 13, width: 50, kernel: 3, stride: stride,
                lanes: 16, &random)
            let found = try example.winograd(SEGUE_LEVEL_AVX512, isBF16: true)
            example.expect(found, within: 6e-2)
            #expect(example.difference(found) > 1e-5)
        }
    }

    @Test("a large kernel over planes is the sum of its products", arguments: [3, 6, 9])
    func fromPlanes(kernel: Int) throws {
        var random = RandomNumbers(seed: 34)
        for (height, width) in Self.sizes {
            for (level, lanes) in Self.levels.flatMap({ [($0, 8), ($0, 16)] }) {
                for planes in [1, 3, 4] {
                    let example = ConvolutionExample(
                        inputs: planes, outputs: 3 * lanes, height: height, width: width,
                        kernel: kernel, lanes: lanes, &random)
                    example.expect(try example.fromPlanes(level), within: 1e-5)
                }
            }
        }
    }

    @Test("a large kernel that makes planes is the sum of its products", arguments: [3, 6, 9])
    func toPlanes(kernel: Int) throws {
        var random = RandomNumbers(seed: 35)
        for (height, width) in Self.sizes {
            for (level, lanes) in Self.levels.flatMap({ [($0, 8), ($0, 16)] }) {
                for planes in [1, 2, 3, 4] {
                    let example = ConvolutionExample(
                        inputs: 2 * lanes, outputs: planes, height: height, width: width,
                        kernel: kernel, lanes: lanes, &random)
                    example.expect(try example.toPlanes(level), within: 1e-5)
                }
            }
        }
    }

    @Test("levels that fuse multiply and add give the same bits, whatever their vectors' width")
    func sameBits() throws {
        guard Self.levels.contains(SEGUE_LEVEL_AVX512) else {
            print("skipped: this processor has one level that fuses")
            return
        }
        var random = RandomNumbers(seed: 36)
        for lanes in [8, 16] {
            let example = ConvolutionExample(
                inputs: 2 * lanes, outputs: 3 * lanes, height: 13, width: 50, kernel: 3,
                lanes: lanes, &random)
            let found = try [SEGUE_LEVEL_AVX2, SEGUE_LEVEL_AVX512].map { try example.winograd($0) }
            #expect(found[0].values == found[1].values)
            #expect(found[0].moments.map(\.mean) == found[1].moments.map(\.mean))
        }
    }

    @Test("weights are the members' sum by their shares")
    func mixture() throws {
        var random = RandomNumbers(seed: 37)
        for lanes in [8, 16] {
            let example = ConvolutionExample(
                inputs: lanes, outputs: 2 * lanes, height: 9, width: 10, kernel: 3, lanes: lanes,
                shares: [0.25, 0.5, -0.125, 0.375], &random)
            for level in Self.levels {
                example.expect(try example.winograd(level), within: 1e-5)
            }
        }
    }
}
