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
        let means = [planes.luma, planes.blueDifference, planes.redDifference].map { plane in
            Double(plane.reduce(0) { $0 + Int($1) }) / Double(plane.count)
        }
        for (mean, level) in zip(means, expected) { #expect(abs(mean - Double(level)) <= 0.52) }
    }

    @Test func `what is out of range is clipped before conversion`() throws {
        let wild = try Image(width: 2, height: 2, filledWith: 40)
        #expect(try VideoPlanes(wild).luma == [235, 235, 235, 235])
        let nothing = try Image(width: 2, height: 2, filledWith: .nan)
        #expect(try VideoPlanes(nothing).luma == [16, 16, 16, 16])
        #expect(try VideoPlanes(nothing).redDifference == [128])
    }

    @Test(arguments: [(1, 1), (33, 17), (2, 3), (3, 2)])
    func `odd sizes get their last column and row once more`(width: Int, height: Int) throws {
        let grey = try Image(
            width: width, height: height, channels: 1,
            samples: (0..<width * height).map { Float($0 % 8) / 219 })
        let planes = try VideoPlanes(grey)
        #expect(planes.width == width + width % 2)
        #expect(planes.height == height + height % 2)
        #expect(planes.luma.count == planes.width * planes.height)
        #expect(planes.blueDifference.count == planes.luma.count / 4)
        for y in 0..<planes.height {
            for x in 0..<planes.width {
                let from = min(y, height - 1) * width + min(x, width - 1)
                #expect(planes.luma[y * planes.width + x] == UInt8(16 + from % 8))
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
        #expect(abs(Double(planes.redDifference[0]) - pure[0].1) <= 1)
        #expect(abs(Double(planes.redDifference[1]) - mixed) <= 1.5)
    }
}
