import Graphs
import Testing

@testable import Inference

/// A convolution's name, and what it is counted as.
struct ConvolutionFormTests {
    @Test(arguments: [
        (form(), "3×5 convolution 8→16, 40×30", "3×5 convolution"),
        (
            form(strides: Pair(2, 2)), "3×5 convolution 8→16, 40×30, stride 2",
            "3×5 convolution, stride 2"
        ),
        (
            form(strides: Pair(1, 2)), "3×5 convolution 8→16, 40×30, stride 2×1",
            "3×5 convolution, stride 2×1"
        ),
        (
            form(groups: 4), "3×5 convolution 8→16 in 4 groups, 40×30", "3×5 convolution"
        ),
        (
            form(dilations: Pair(3, 3)), "3×5 convolution 8→16, 40×30, dilation 3",
            "3×5 convolution, dilation 3"
        ),
        (
            form(isTransposed: true), "3×5 transposed convolution 8→16, 40×30",
            "3×5 transposed convolution"
        ),
    ])
    func `columns come before rows`(form: ConvolutionForm, name: String, kind: String) {
        #expect(form.name == name)
        #expect(form.kind == kind)
    }

    @Test func `the direct form is counted`() {
        // Taps × channels in × channels out × pixels out, or in where it is transposed.
        #expect(Self.form().multiplyAccumulates == 15 * 8 * 16 * 40 * 30)
        #expect(Self.form(groups: 4).multiplyAccumulates == 15 * 2 * 16 * 40 * 30)
        #expect(Self.form(isTransposed: true).multiplyAccumulates == 15 * 8 * 16 * 20 * 10)
    }

    /// Without traps also for sizes that no memory holds.
    @Test func `sizes of any length have a count`() {
        let form = ConvolutionForm(
            inputChannels: 1 << 34, outputChannels: 1 << 34, groups: 1, kernel: Pair(1, 1),
            strides: Pair(1, 1), dilations: Pair(1, 1), inputSize: Pair(1, 1),
            outputSize: Pair(1 << 20, 1 << 20), isTransposed: false)
        #expect(form.multiplyAccumulates == 0x1p108)
    }

    private static func form(
        strides: Pair = Pair(1, 1), groups: Int = 1, dilations: Pair = Pair(1, 1),
        isTransposed: Bool = false
    ) -> ConvolutionForm {
        ConvolutionForm(
            inputChannels: 8, outputChannels: 16, groups: groups, kernel: Pair(5, 3),
            strides: strides, dilations: dilations, inputSize: Pair(10, 20),
            outputSize: Pair(30, 40), isTransposed: isTransposed)
    }
}
