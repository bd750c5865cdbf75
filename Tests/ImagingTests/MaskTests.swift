import Testing

@testable import Imaging

/// Masks that are computed, against closed forms and integrals.
struct MaskTests {
    private let here = MaskShape.Place(x: 0, y: 0)

    private func linear(_ numbers: [Double]) throws -> LinearMask {
        guard case .linear(let mask)? = MaskShape(.linear, numbers) else {
            throw ImagingError.outside(found: "no mask", expected: "one")
        }
        return mask
    }

    private func radial(_ numbers: [Double]) throws -> RadialMask {
        guard case .radial(let mask)? = MaskShape(.radial, numbers) else {
            throw ImagingError.outside(found: "no mask", expected: "one")
        }
        return mask
    }

    @Test func `a gradient is the share of the way between its points`() throws {
        let size = Size(width: 40, height: 20)
        let image = try linear([0.25, 0, 0.75, 0]).image(of: size, deviation: 0, movedBy: here)
        for x in 0..<40 {
            let expected = min(max((Double(x) + 0.5 - 10) / 20, 0), 1)
            #expect(abs(Double(image.samples[7 * 40 + x]) - expected) < 1e-6)
        }
        // Across the line as seen: of a square's diagonal, also where the image is no square.
        let slanted = try linear([0, 0, 0.5, 1]).image(of: size, deviation: 0, movedBy: here)
        #expect(abs(slanted.samples[10 * 40 + 5] - slanted.samples[5 * 40 + 10]) < 1e-6)
        #expect(abs(Double(slanted.samples[5 * 40 + 10]) - 16.0 / 40) < 1e-6)
    }

    @Test func `a gradient moves by shares, beyond the image too`() throws {
        let (size, mask) = (Size(width: 40, height: 20), try linear([0, 0, 0, 0.5]))
        let moved = try mask.image(of: size, deviation: 2, movedBy: MaskShape.Place(x: 3, y: 0.25))
        let same = try linear([3, 0.25, 3, 0.75]).image(of: size, deviation: 2, movedBy: here)
        #expect(moved == same)
        let outside = try mask.image(of: size, deviation: 2, movedBy: MaskShape.Place(x: 0, y: -2))
        #expect(outside.samples.allSatisfy { $0 == 1 })
    }

    /// By NumPy, the ramp 0…10 times the normal density of deviation 3, summed in steps of 5·10⁻⁵.
    @Test func `a gradient's blur is the integral with a Gaussian`() throws {
        let mask = try linear([0.5, 0, 0.6, 0])
        let expected: [(Int, Double)] = [
            (-6, 0.0025472), (-2, 0.0453338), (0, 0.1196491), (1, 0.1761562), (5, 0.5),
            (9, 0.8238438), (10, 0.8803509), (13, 0.9750058),
        ]
        // A pixel's centre at a whole number of pixels from the ramp's beginning, by a move of half of one.
        let image = try mask.image(
            of: Size(width: 100, height: 1), deviation: 3,
            movedBy: MaskShape.Place(x: 0.005, y: 0))
        for (place, share) in expected {
            #expect(abs(Double(image.samples[50 + place]) - share) < 2e-6)
        }
    }

    @Test func `a disc is half at its radius and round on any image`() throws {
        for size in [Size(width: 200, height: 100), Size(width: 100, height: 200)] {
            let mask = try radial([0.5, 0.5, 0.2])
            let image = try mask.image(
                of: size, mask.profile(width: size.width, deviation: 0), movedBy: here)
            let radius = 0.2 * Double(size.width)
            var area = 0.0
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let (dx, dy) = (
                        Double(x) + 0.5 - Double(size.width) / 2,
                        Double(y) + 0.5 - Double(size.height) / 2
                    )
                    let distance = (dx * dx + dy * dy).squareRoot()
                    let share = Double(image.samples[y * size.width + x])
                    area += share
                    if distance < radius - 1.5 { #expect(share > 0.99999) }
                    if distance > radius + 1.5 { #expect(share < 0.00001) }
                }
            }
            #expect(abs(area - .pi * radius * radius) < 0.002 * area)
        }
    }

    /// By SciPy, a disc of 1/8 or 1/16 of a pixel blurred by `gaussian_filter`, cut at seven deviations.
    @Test(arguments: [
        (
            20.0,
            [
                (0.0, 0.999996), (5, 0.999815), (10, 0.990851), (16, 0.812585), (20, 0.459905),
                (24, 0.137497), (30, 0.004921),
            ]
        ),
        (
            6.0,
            [
                (0.0, 0.67536), (3, 0.578833), (6, 0.356299), (9, 0.149703), (14, 0.013209),
                (20, 0.000118),
            ]
        ),
    ])
    func `a disc's blur is that of its pixels`(radius: Double, expected: [(Double, Double)]) {
        let profile = RadialProfile(radius: radius, deviation: 4)
        for (distance, share) in expected {
            #expect(
                abs(Double(profile.share(at: distance)) - share) < 2e-4, "\(radius) \(distance)")
        }
        // In its middle 1 − e^(−R²/2σ²).
        let middle = 1 - NormalDistribution.decay(radius * radius / 32)
        #expect(abs(Double(profile.share(at: 0)) - middle) < 1e-5)
    }

    @Test func `a range of luma falls off in straight lines`() throws {
        let greys: [Float] = [0, 0.45, 0.55, 0.6, 0.75, 0.8, 0.85, 1]
        let grey = try Image(width: 8, height: 1, samples: greys + greys + greys)
        guard case .luma(let mask)? = MaskShape(.luma, [0.6, 0.8, 0.1]) else {
            return #expect(Bool(false))
        }
        let found = try mask.image(of: grey).samples
        for (share, expected) in zip(found, [0, 0, 0.5, 1, 1, 1, 0.5, 0]) {
            #expect(abs(share - Float(expected)) < 1e-5)
        }
        // Pure green has 0.7152, blue 0.0722.
        let colours = try Image(width: 2, height: 1, samples: [0, 0, 1, 0, 0, 1])
        #expect(try mask.image(of: colours).samples == [1, 0])
        let sharp = try #require(LumaMask(0.6...0.8, softness: 0))
        #expect(try sharp.image(of: grey).samples == [0, 0, 0, 1, 1, 1, 0, 0])
    }

    @Test func `shapes are written as they are read`() throws {
        for text in ["linear:0,0,0,1", "radial:0.5,-0.25,0.3", "luma:0.6,1,0.1"] {
            #expect(MaskShape(text)?.description == text)
        }
        #expect(MaskShape("luma:0.6,1")?.description == "luma:0.6,1,0.1")
        for text in [
            "linear:0,0,0,0", "linear:0,0,0", "linear:0,0,0,11", "radial:0,0,0", "radial:0,0,nan",
            "radial:0,0,-1", "luma:1,0", "luma:0,2", "luma:0,1,2", "luma:", "round:1",
            "linear:a,b,c,d",
        ] {
            #expect(MaskShape(text) == nil, "\(text)")
        }
    }

    /// By SciPy's `norm.cdf`.
    @Test func `the normal distribution is that of tables`() {
        for (x, expected) in [
            (-5, 2.866515718791933e-07), (-1.5, 0.06680720126885807), (0, 0.5),
            (0.3, 0.6179114221889526), (2, 0.9772498680518208), (4.5, 0.9999966023268753),
        ] {
            #expect(abs(NormalDistribution.cumulative(x) - expected) < 1e-15)
        }
    }
}
