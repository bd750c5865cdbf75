import Graphs

/// A convolution's sizes, whatever computes it.
struct ConvolutionForm: Sendable, Hashable {
    let inputChannels: Int
    let outputChannels: Int
    let groups: Int
    let kernel: Pair
    let strides: Pair
    let dilations: Pair
    /// Rows and columns that come in.
    let inputSize: Pair
    /// Rows and columns that come out.
    let outputSize: Pair
    let isTransposed: Bool

    /// Of the direct form: every tap of every channel seen, once for each pixel that comes out, or of a
    /// transposed one for each that comes in.
    var multiplyAccumulates: Double {
        let places = isTransposed ? inputSize : outputSize
        let sizes = [places.y, places.x, kernel.y, kernel.x, inputChannels, outputChannels]
        return sizes.reduce(1) { $0 * Double($1) } / Double(groups)
    }

    /// `3×3 convolution 128→128, 160×90`, columns before rows.
    var name: String {
        let channels = "\(inputChannels)→\(outputChannels)"
        let size = "\(outputSize.x)×\(outputSize.y)"
        return "\(kernelName) \(channels)\(groupName), \(size)\(steps)"
    }

    /// Convolutions of one kind differ only in channels and sizes: `3×3 convolution, stride 2`.
    var kind: String { kernelName + steps }

    private var kernelName: String {
        "\(kernel.x)×\(kernel.y) \(isTransposed ? "transposed " : "")convolution"
    }

    private var groupName: String { groups == 1 ? "" : " in \(groups) groups" }

    /// Strides and dilations, where they are not 1.
    private var steps: String {
        [("stride", strides), ("dilation", dilations)].filter { $0.1 != Pair(1, 1) }
            .map { ", \($0.0) \(Self.text($0.1))" }.joined()
    }

    private static func text(_ pair: Pair) -> String {
        pair.x == pair.y ? "\(pair.x)" : "\(pair.x)×\(pair.y)"
    }
}
