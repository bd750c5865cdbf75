import CKernels
import Fixtures
import Testing
import Weights

/// A convolution with random numbers and what it is in float64.
///
/// Its input is normalized and rectified by a slope a channel, then mirrored above and to the left; below
/// and to the right stand zeros.
struct ConvolutionExample {
    let inputs: Int
    let outputs: Int
    let height: Int
    let width: Int
    let kernel: Int
    let stride: Int
    /// Whether every pixel of the input stands twice, down and across.
    let isEnlarged: Bool
    let lanes: Int
    let shares: [Float]
    /// Rows and columns of the input.
    let inputSize: (height: Int, width: Int)
    /// Inputs × rows × columns.
    let input: [Float]
    /// By member; outputs × inputs × taps.
    let weights: [[Float]]
    let bias: [Float]
    let scale: [Float]
    let shift: [Float]
    let slope: [Float]

    init(
        inputs: Int, outputs: Int, height: Int, width: Int, kernel: Int, stride: Int = 1,
        isEnlarged: Bool = false, lanes: Int, shares: [Float] = [1],
        _ random: inout RandomNumbers
    ) {
        (self.inputs, self.outputs, self.height, self.width) = (inputs, outputs, height, width)
        (self.kernel, self.stride, self.isEnlarged) = (kernel, stride, isEnlarged)
        (self.lanes, self.shares) = (lanes, shares)
        let factor = isEnlarged ? 2 : 1
        let size = (max(1, height * stride / factor), max(1, width * stride / factor))
        inputSize = size
        input = random.tensor([inputs, size.0, size.1]).values
        weights = shares.map { [count = outputs * inputs * kernel * kernel] _ in
            random.tensor([count]).values
        }
        (bias, scale) = (random.tensor([outputs]).values, random.tensor([inputs]).values)
        (shift, slope) = (random.tensor([inputs]).values, random.tensor([inputs]).values)
    }

    /// So many places of the padded input along an axis: a row or column of the input, or −1.
    func places(_ count: Int, of size: Int) -> [Int32] {
        let factor = isEnlarged ? 2 : 1
        return (0..<count).map { place in
            let index = abs(place - kernel / 2)
            return index < size * factor ? Int32(index / factor) : -1
        }
    }

    /// A pixel after the stages; 0 outside.
    func pixel(_ channel: Int, _ y: Int32, _ x: Int32) -> Float {
        guard y >= 0, x >= 0 else { return 0 }
        let index = (channel * inputSize.height + Int(y)) * inputSize.width + Int(x)
        let value = input[index] * scale[channel] + shift[channel]
        return value < 0 ? value * slope[channel] : value
    }

    /// y[o] = b[o] + Σ_{c, u, v} w[o, c, u, v] · x[c, s·i + u, s·j + v] in float64, outputs × rows × columns.
    func expected() -> [Double] {
        let (rows, columns) = (
            places(height * stride + kernel, of: inputSize.height),
            places(width * stride + kernel, of: inputSize.width)
        )
        let padded = (0..<inputs).map { channel in
            rows.map { y in columns.map { Double(pixel(channel, y, $0)) } }
        }
        let taps = kernel * kernel
        let mixed = (0..<outputs * inputs * taps).map { index in
            zip(shares, weights).reduce(0.0) { $0 + Double($1.0) * Double($1.1[index]) }
        }
        var result: [Double] = []
        for output in 0..<outputs {
            for (y, x) in (0..<height * width).map({ ($0 / width, $0 % width) }) {
                var sum = Double(bias[output])
                for channel in 0..<inputs {
                    let first = (output * inputs + channel) * taps
                    for u in 0..<kernel {
                        let row = padded[channel][y * stride + u]
                        for v in 0..<kernel {
                            sum += mixed[first + u * kernel + v] * row[x * stride + v]
                        }
                    }
                }
                result.append(sum)
            }
        }
        return result
    }

    /// The largest difference of values, means and deviations, in terms of the largest value.
    func difference(_ found: ConvolutionResult) -> Double {
        let expected = expected()
        let range = expected.reduce(0) { max($0, abs($1)) }
        var worst = zip(found.values, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
        for (channel, moments) in found.moments.enumerated() {
            let plane = expected[channel * height * width..<(channel + 1) * height * width]
            let mean = plane.reduce(0, +) / Double(plane.count)
            let variance =
                plane.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(plane.count)
            worst = max(worst, abs(moments.mean - mean))
            worst = max(worst, abs(moments.variance - variance) / max(range, 1))
        }
        return worst / range
    }

    func expect(_ found: ConvolutionResult, within tolerance: Double) {
        let difference = difference(found)
        #expect(
            difference < tolerance,
            "\(inputs)→\(outputs) \(height)×\(width), kernel \(kernel), stride \(stride): \(difference)"
        )
    }
}

/// What a kernel made of an example.
struct ConvolutionResult {
    /// Outputs × rows × columns.
    var values: [Float] = []
    /// Of every output; empty where the kernel makes none.
    var moments: [(mean: Double, variance: Double)] = []
}
