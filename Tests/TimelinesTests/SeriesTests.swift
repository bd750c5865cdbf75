import Foundation
import Testing

@testable import Timelines

/// Functions by series against those of the C library.
struct SeriesTests {
    @Test func `sine and cosine`() {
        var random = SplitMix(state: 11)
        for scale in [1e-9, 0.1, 1, 10, 700, 1e5, 9e5] {
            for _ in 0..<2000 {
                let x = Double.random(in: -scale...scale, using: &random)
                #expect(abs(Series.sine(x) - sin(x)) < 4e-16, "\(x)")
                #expect(abs(Series.cosine(x) - cos(x)) < 4e-16, "\(x)")
            }
        }
        for quarter in -50...50 {
            let x = Double(quarter) * .pi / 2
            #expect(abs(Series.sine(x) - sin(x)) < 4e-16)
            #expect(abs(Series.cosine(x) - cos(x)) < 4e-16)
        }
        #expect(Series.sine(0) == 0 && Series.cosine(0) == 1)
        #expect(Series.sine(.nan).isNaN && Series.cosine(.infinity).isNaN)
    }

    @Test func `the exponential function`() {
        var random = SplitMix(state: 12)
        for scale in [1e-9, 0.1, 1, 10, 100, 700] {
            for _ in 0..<2000 {
                let x = Double.random(in: -scale...scale, using: &random)
                #expect(abs(Series.exponential(x) / exp(x) - 1) < 5e-16, "\(x)")
            }
        }
        #expect(Series.exponential(0) == 1)
        #expect(Series.exponential(-1e9) == 0)
        #expect(Series.exponential(1e9) == .infinity)
    }

    @Test func `hyperbolic functions below 1`() {
        for step in 1...1000 {
            let x = Double(step) / 1000
            #expect(abs(Series.hyperbolicCosine(x) / cosh(x) - 1) < 5e-16)
            #expect(abs(Series.hyperbolicSineOverArgument(x) / (sinh(x) / x) - 1) < 5e-16)
        }
        #expect(Series.hyperbolicSineOverArgument(0) == 1)
    }
}
