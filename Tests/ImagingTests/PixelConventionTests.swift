import Imaging
import Testing

struct PixelConventionTests {
    @Test(
        arguments: [
            ("rgb, 0..1", "RGB 0…1"), ("RGB 0…1", "RGB 0…1"), ("RGB 0…255", "RGB 0…255"),
            ("bgr,-1..1", "BGR -1…1"), ("rgb 0...1", "RGB 0…1"), ("rgb0..1", "RGB 0…1"),
            ("rgb, 0...255", "RGB 0…255"), ("rgb, −1…1", "RGB -1…1"), ("RGB 0 … 1", "RGB 0…1"),
            ("Gray  0 .. 255 ", "GRAY 0…255"), ("luma, 0..1", "LUMA 0…1"),
            ("rgb, -.5...5", "RGB -0.5…5"), ("rgb, -.5.. .5", "RGB -0.5…0.5"),
            ("rgb, 0....5", "RGB 0…0.5"), ("rgb, 0. .. 255.", "RGB 0…255"),
            ("rgb, 010..+11", "RGB 10…11"), ("rgb, -0..1", "RGB 0…1"),
            ("bgr,, 0 … 1e2", "BGR 0…100"), ("rgb, 0..1E-1", "RGB 0…0.1"),
            ("rgb, 0..1, noise 15", "RGB 0…1, noise 15"),
            ("rgb, 0..1,noise15", "RGB 0…1, noise 15"),
            ("gray 0..1 NOISE 2.5", "GRAY 0…1, noise 2.5"),
            ("bgr, 0..255 -> rgb, 0..1", "BGR 0…255 → RGB 0…1"),
            ("bgr, 0..255->rgb, 0..1", "BGR 0…255 → RGB 0…1"),
            ("BGR 0…255 → RGB 0…1", "BGR 0…255 → RGB 0…1"),
            ("rgb, 0..1 -> rgb, 0..1", "RGB 0…1"),
            ("rgb, 0..1, noise 0 -> bgr, 0..255", "RGB 0…1, noise 0 → BGR 0…255"),
        ])
    func `an order and a range are read in the ways people and the program write them`(
        text: String, expected: String
    ) throws {
        #expect("\(try PixelConvention.parse(text))" == expected)
    }

    @Test(
        arguments: [
            ("rbg, 0..1", 0, "unknown channel order 'rbg' in 'rbg, 0..1' (did you mean 'rgb'?)"),
            (
                "cmyk 0..1", 0,
                "unknown channel order 'cmyk' in 'cmyk 0..1', expected rgb, bgr, gray or luma"
            ),
            ("", 0, "nothing, expected rgb, bgr, gray or luma"),
            ("0..1", 0, "'0..1', expected rgb, bgr, gray or luma"),
            ("rgb,", 4, "nothing after 'rgb,' in 'rgb,', expected a range such as 0..1"),
            ("rgb, 0.1", 8, "nothing after 'rgb, 0.1' in 'rgb, 0.1', expected '..'"),
            ("rgb, 0 1", 7, "'1' in 'rgb, 0 1', expected '..'"),
            ("rgb, ..1", 5, "'..1' in 'rgb, ..1', expected a range such as 0..1"),
            ("rgb, 0..", 8, "nothing after 'rgb, 0..' in 'rgb, 0..', expected the value of white"),
            ("rgb, 1..0", 5, "range '1..0' in 'rgb, 1..0', expected black below white"),
            ("rgb, 0..0", 5, "range '0..0' in 'rgb, 0..0', expected black below white"),
            (
                "rgb, -3e38..3e38", 5,
                "range '-3e38..3e38' in 'rgb, -3e38..3e38', expected a narrower one"
            ),
            ("rgb, 0..1e99", 8, "number '1e99' in 'rgb, 0..1e99', expected a smaller one"),
            ("rgb, 0..nan", 8, "'nan' in 'rgb, 0..nan', expected the value of white"),
            ("rgb, 0..1 2", 10, "'2' in 'rgb, 0..1 2', expected ', noise LEVEL', '->' or the end"),
            ("rgb, 0x0..1", 6, "'x0..1' in 'rgb, 0x0..1', expected '..'"),
            ("rgb, 0..1..", 9, "'..' in 'rgb, 0..1..', expected ', noise LEVEL', '->' or the end"),
            (
                "rgb, 0..1, noise", 16,
                "nothing after 'rgb, 0..1, noise' in 'rgb, 0..1, noise', "
                    + "expected a noise level from 0 to 255"
            ),
            (
                "rgb, 0..1, noise 256", 17,
                "noise level '256' in 'rgb, 0..1, noise 256', expected 0 to 255"
            ),
            (
                "rgb, 0..1, noise -1", 17,
                "noise level '-1' in 'rgb, 0..1, noise -1', expected 0 to 255"
            ),
            (
                "rgb, 0..1 -> rgb, 0..1, noise 3", 22,
                "a noise level after '->' in 'rgb, 0..1 -> rgb, 0..1, noise 3', expected it before"
            ),
            (
                "rgb, 0..1 -> gray, 0..1", 13,
                "'gray' coming out in 'rgb, 0..1 -> gray, 0..1', expected rgb or bgr for 'rgb' "
                    + "going in"
            ),
            (
                "gray, 0..1 → luma, 0..1", 13,
                "'luma' coming out in 'gray, 0..1 → luma, 0..1', expected gray for 'gray' going in"
            ),
            (
                "rgb, 0..1 ->", 12,
                "nothing after 'rgb, 0..1 ->' in 'rgb, 0..1 ->', expected rgb, bgr, gray or luma"
            ),
        ])
    func `an error points at what was not understood`(
        text: String, position: Int, message: String
    ) {
        let error = #expect(throws: PixelConventionError.self) { try PixelConvention.parse(text) }
        #expect(error?.description == message)
        #expect(error?.position == position)
    }

    @Test(
        arguments: [
            "rgb", "rgb, 0..inf", "rgb, 0x0..0x10", "rgba, 0..1", "rgb, 0..1, 2", "rgb, 0..1 bgr",
            "noise 15", "rgb, noise 15", "-> rgb, 0..1", "rgb, 0..1 -> rgb, 0..1 -> rgb, 0..1",
            "rgb, 0..1, noise 1 2", "rgb, 0..1, noise 1, noise 2", "rgb, 0..1, noise nan",
            "rgb, ١..٢", "rgb, 0..1,", "rgb, 0. . 1", "rgb, 0-1", "r gb, 0..1", "rgb, 1e..2",
        ])
    func `anything else is refused`(text: String) {
        #expect(throws: PixelConventionError.self) { try PixelConvention.parse(text) }
    }

    /// Every pair of orders that can be had, with ranges and noise levels whose bits are drawn: there are
    /// too many numbers to try all.
    @Test func `what is printed is read as the same`() throws {
        var random = RandomBits(state: 7)
        let edges: [Float] = [
            0, -0, 1, -1, 0.1, 255, 65535, 999_999, 1e6, 1_000_001, 16_777_217, 1e-5, 1e15,
            1e16, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude / 2, .pi,
        ]
        var numbers = edges + edges.map { -$0 } + edges.map(\.nextUp)
        for _ in 0..<4000 {
            numbers.append(Float(bitPattern: UInt32(truncatingIfNeeded: random())))
        }
        let levels = numbers.filter(PixelConvention.noiseLevels.contains)
        let sides = PixelConvention.Order.allCases.flatMap { first in
            first.outputs.map { (first, $0) }
        }
        #expect(sides.count == 6)
        var count = 0
        for (index, black) in numbers.enumerated() {
            let white = numbers[Int(truncatingIfNeeded: random() % UInt64(numbers.count))]
            guard let range = PixelRange(black: black, white: white) else { continue }
            let (first, second) = sides[index % sides.count]
            let other = index % 3 == 0 ? range : .bytes
            let level = index % 2 == 0 ? levels[index % levels.count] : nil
            let convention = try #require(
                PixelConvention(
                    input: .init(first, range), output: .init(second, other), noiseLevel: level))
            let printed = convention.description
            #expect(try PixelConvention.parse(printed) == convention)
            for (old, new) in [("…", ".."), ("…", "..."), ("→", "->"), (" ", ""), ("RGB", "rgb")] {
                #expect(try PixelConvention.parse(printed.replacing(old, with: new)) == convention)
            }
            count += 1
        }
        #expect(count > 1000)
    }

    @Test func `a range has black below white and a finite width`() {
        #expect(PixelRange(black: 0, white: 1) == .unit)
        #expect(PixelRange(black: -1, white: 1) == .signed)
        #expect(PixelRange(black: 0, white: 255) == .bytes)
        for (black, white) in [(1, 0), (0, 0), (0, .nan), (-.infinity, 0), (-3e38, 3e38)] {
            #expect(PixelRange(black: Float(black), white: Float(white)) == nil)
        }
    }

    @Test func `grey has one channel, colours have three, and a noise level is 0 to 255`() {
        #expect(PixelConvention(order: .gray, range: .unit).channels == 1)
        #expect(PixelConvention(order: .luma, range: .unit).channels == 1)
        #expect(PixelConvention(order: .bgr, range: .unit).channels == 3)
        #expect(PixelConvention.unit.with(noiseLevel: 300).noiseLevel == 255)
        #expect(PixelConvention.unit.with(noiseLevel: -1).noiseLevel == 0)
        #expect(PixelConvention.unit.with(noiseLevel: .nan).noiseLevel == nil)
        let side = PixelConvention.unit.input
        #expect(PixelConvention(input: side, output: side, noiseLevel: 256) == nil)
        let gray = PixelConvention.unitGray.input
        #expect(PixelConvention(input: side, output: gray) == nil)
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
private struct RandomBits {
    var state: UInt64

    mutating func callAsFunction() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
