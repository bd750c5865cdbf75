import Foundation
import Testing

@testable import Imaging

/// CIEDE2000 and the colours that it compares.
struct LabColourTests {
    /// L*, a*, b* of two colours and their ΔE00: table 1 of G. Sharma, W. Wu, E. Dalal, "The CIEDE2000
    /// color-difference formula: implementation notes, supplementary test data, and mathematical
    /// observations", Color Research and Application 30, 2005.
    static let published: [[Double]] = [
        [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
        [50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615],
        [50, 2.8361, -74.02, 50, 0, -82.7485, 3.4412],
        [50, -1.3802, -84.2814, 50, 0, -82.7485, 1],
        [50, -1.1848, -84.8006, 50, 0, -82.7485, 1],
        [50, -0.9009, -85.5211, 50, 0, -82.7485, 1],
        [50, 0, 0, 50, -1, 2, 2.3669],
        [50, -1, 2, 50, 0, 0, 2.3669],
        [50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792],
        [50, 2.49, -0.001, 50, -2.49, 0.001, 7.1792],
        [50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195],
        [50, 2.49, -0.001, 50, -2.49, 0.0012, 7.2195],
        [50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045],
        [50, -0.001, 2.49, 50, 0.001, -2.49, 4.8045],
        [50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461],
        [50, 2.5, 0, 50, 0, -2.5, 4.3065],
        [50, 2.5, 0, 73, 25, -18, 27.1492],
        [50, 2.5, 0, 61, -5, 29, 22.8977],
        [50, 2.5, 0, 56, -27, -3, 31.903],
        [50, 2.5, 0, 58, 24, 15, 19.4535],
        [50, 2.5, 0, 50, 3.1736, 0.5854, 1],
        [50, 2.5, 0, 50, 3.2972, 0, 1],
        [50, 2.5, 0, 50, 1.8634, 0.5757, 1],
        [50, 2.5, 0, 50, 3.2592, 0.335, 1],
        [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
        [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.263],
        [61.2901, 3.7196, -5.3901, 61.4292, 2.248, -4.962, 1.8731],
        [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
        [22.7233, 20.0904, -46.694, 23.0331, 14.973, -42.5619, 2.0373],
        [36.4612, 47.858, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
        [90.8027, -2.0831, 1.441, 91.1528, -1.6435, 0.0447, 1.4441],
        [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
        [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
        [2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082],
    ]

    @Test(arguments: published)
    func `differences are those published, both ways`(row: [Double]) {
        let (first, second) = (LabColour(row[0], row[1], row[2]), LabColour(row[3], row[4], row[5]))
        #expect(abs(first.difference(to: second) - row[6]) < 0.00005)
        #expect(abs(second.difference(to: first) - row[6]) < 0.00005)
    }

    @Test func `colours of sRGB are those that colour-science computes`() {
        // L*, a*, b* under D65 by colour-science 0.4.7's XYZ_to_Lab of sRGB_to_XYZ.
        let rows: [(SIMD3<Float>, SIMD3<Double>)] = [
            (SIMD3(1, 1, 1), SIMD3(100.0000, 0.0077, 0.0035)),
            (SIMD3(0, 0, 0), SIMD3(0.0000, 0.0000, 0.0000)),
            (SIMD3(1, 0, 0), SIMD3(53.2329, 80.1112, 67.2237)),
            (SIMD3(0, 1, 0), SIMD3(87.7370, -86.1829, 83.1878)),
            (SIMD3(0, 0, 1), SIMD3(32.3026, 79.1981, -107.8504)),
            (SIMD3(0.5, 0.5, 0.5), SIMD3(53.3890, 0.0046, 0.0021)),
            (SIMD3(0.02, 0.01, 0.03), SIMD3(0.9487, 1.3765, -1.6951)),
            (SIMD3(0.9, 0.4, 0.1), SIMD3(58.3353, 46.0013, 61.3733)),
            (SIMD3(0.2, 0.6, 0.7), SIMD3(58.7150, -20.5312, -21.7207)),
        ]
        for (rgb, lab) in rows {
            let found = LabColour(red: rgb.x, green: rgb.y, blue: rgb.z)
            let difference = found.difference(to: LabColour(lab.x, lab.y, lab.z))
            #expect(difference < 0.02, "\(rgb) is \(found)")
        }
        #expect(LabColour(red: .nan, green: -1, blue: 0) == LabColour(red: 0, green: 0, blue: 0))
        #expect(LabColour(red: 2, green: .infinity, blue: 1).lightness <= 100.0001)
    }

    @Test func `images differ by the mean over their pixels, and NaN is no trap`() throws {
        let grey = try Image(width: 40, height: 30, filledWith: 0.5)
        var half = grey
        for index in 0..<half.samples.count where index % 40 < 20 { half.samples[index] = 0.6 }
        let whole = LabColour(red: 0.5, green: 0.5, blue: 0.5)
            .difference(to: LabColour(red: 0.6, green: 0.6, blue: 0.6))
        #expect(abs(ColourGrid(grey).difference(to: ColourGrid(half)) - whole / 2) < 1e-9)
        #expect(ColourGrid(grey).difference(to: ColourGrid(grey)) == 0)
        half.samples[0] = .nan
        #expect(ColourGrid(grey).difference(to: ColourGrid(half)).isFinite)
    }
}
