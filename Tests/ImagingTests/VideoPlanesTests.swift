import Testing

@testable import Imaging

/// Expected levels are from Rec. ITU-R BT.709-6 and SMPTE's 75 % and 100 % colour bars.
struct VideoPlanesTests {
    @Test(
        arguments: [
            ([0, 0, 0], [16, 128, 128]), ([1, 1, 1], [235, 128, 128]),
            ([1, 0, 0], [63, 102, 240]), ([0, 1, 0], [173, 42, 26]), ([0, 0, 1], [32, 240, 118]),
            ([1, 1, 0], [219, 16, 138]), ([0, 1, 1], [188, 154, 16]), ([1, 0, 1], [78, 214, 230]),
        ] as [([Float], [Int])])
    func `full colours have the levels of BT.709 bars`(rgb: [Float], expected: [Int]) throws {
        let samples = rgb.flatMap { [Float](repeating: $0, count: 16 * 16) }
        let planes = try VideoPlanes(Image(width: 16, height: 16, samples: samples))
        let means = planes.planes.map { plane in
            Double(plane.codes.reduce(0) { $0 + Int($1) }) / Double(plane.codes.count)
        }
        for (mean, level) in zip(means, expected) { #expect(abs(mean - Double(level)) <= 0.52) }
    }

    @Test func `what is out of range is clipped before conversion`() throws {
        let wild = try Image(width: 2, height: 2, filledWith: 40)
        #expect(try VideoPlanes(wild).planes[0].codes == [235, 235, 235, 235])
        let nothing = try Image(width: 2, height: 2, filledWith: .nan)
        #expect(try VideoPlanes(nothing).planes[0].codes == [16, 16, 16, 16])
        #expect(try VideoPlanes(nothing).planes[2].codes == [128])
    }

    @Test(arguments: [(1, 1), (33, 17), (2, 3), (3, 2)])
    func `odd sizes get their last column and row once more`(width: Int, height: Int) throws {
        let grey = try Image(
            width: width, height: height, channels: 1,
            samples: (0..<width * height).map { Float($0 % 8) / 219 })
        let planes = try VideoPlanes(grey)
        #expect(planes.width == width + width % 2)
        #expect(planes.height == height + height % 2)
        #expect(planes.planes[0].codes.count == planes.width * planes.height)
        #expect(planes.planes[1].codes.count == planes.planes[0].codes.count / 4)
        for y in 0..<planes.height {
            for x in 0..<planes.width {
                let from = min(y, height - 1) * width + min(x, width - 1)
                #expect(planes.planes[0].codes[y * planes.width + x] == UInt16(16 + from % 8))
            }
        }
    }

    @Test func `chroma is sited on even columns`() throws {
        // Red columns 0 and 1, then blue: the site of column 2 sees ¼ red, ¾ blue.
        let row: [[Float]] = [[1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 1]]
        let image = try Image(width: 4, height: 2, samples: row.flatMap { $0 + $0 })
        let planes = try VideoPlanes(image)
        let pure = [(102.0, 240.0), (240.0, 118.0)]
        let mixed = 0.25 * pure[0].1 + 0.75 * pure[1].1
        #expect(abs(Double(planes.planes[2].codes[0]) - pure[0].1) <= 1)
        #expect(abs(Double(planes.planes[2].codes[1]) - mixed) <= 1.5)
    }

    @Test(arguments: VideoSampling.allCases, [8, 10, 16])
    func `codes of any bits are those of 8 bits times a power of two`(
        sampling: VideoSampling, bits: Int
    ) throws {
        // Green and grey of BT.709 bars, or of the whole range.
        let isRGB = sampling == .rgb
        let (scale, top) = (Double(1 << (bits - 8)), Double(1 << bits - 1))
        let samples = ([0, 1, 0] as [Float]).flatMap { [Float](repeating: $0, count: 256) }
        let layout = VideoPlanes.Layout(sampling, bits: bits, hasAlpha: true)
        let planes = try VideoPlanes(Image(width: 16, height: 16, samples: samples), layout)
        let expected =
            isRGB
            ? [0, top, 0] : [172.6288, 41.66415, 26.26975].map { $0 * scale }
        #expect(planes.planes.count == 4)
        for (plane, code) in zip(planes.planes, expected) {
            let mean = Double(plane.codes.reduce(0) { $0 + Int($1) }) / Double(plane.codes.count)
            #expect(abs(mean - code) <= 0.52, "\(sampling) \(bits)")
        }
        let step = sampling.step
        #expect(planes.planes[1].width == 16 / step.columns)
        #expect(planes.planes[2].height == 16 / step.rows)
        #expect(planes.planes[3].codes == [UInt16](repeating: UInt16(top), count: 256))
    }

    @Test func `alpha is rounded, and only where the layout has it`() throws {
        let samples = [Float](repeating: 0.5, count: 3 * 4) + [0, 0.25, 0.5, 1]
        let image = try Image(width: 2, height: 2, channels: 4, samples: samples)
        let layout = VideoPlanes.Layout(.yCbCr444, bits: 10, hasAlpha: true)
        #expect(try VideoPlanes(image, layout).planes[3].codes == [0, 256, 512, 1023])
        #expect(throws: ImagingError.self) { try VideoPlanes(image) }
    }

    @Test func `a ramp of ten bits has every code in its place`() throws {
        let ramp = (0..<1024).map { Float($0) / 1023 }
        let row = try Image(
            width: 1024, height: 8, channels: 1, samples: (0..<8).flatMap { _ in ramp })
        let planes = try VideoPlanes(row, VideoPlanes.Layout(.yCbCr422, bits: 10))
        for x in 0..<1024 {
            let column = (0..<8).map { Double(planes.planes[0].codes[$0 * 1024 + x]) }
            #expect(abs(column.reduce(0, +) / 8 - (64 + 876 * Double(x) / 1023)) < 0.5)
        }
        #expect(planes.planes[1].codes.allSatisfy { $0 == 512 })
    }
}
