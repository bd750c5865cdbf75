import Graphs
package import Imaging
package import Weights

extension PixelConvention {
    /// An image of three colours as a network of this convention takes it.  One-channel networks see
    /// the luma of ITU-R BT.601, which both of their orders come close to.
    package func tensor(of picture: Image) -> Tensor {
        let plane = picture.planeCount
        func colour(_ channel: Int) -> ArraySlice<Float> {
            picture.samples[channel * plane..<(channel + 1) * plane]
        }
        let planes: [[Float]] =
            switch input.order {
            case .rgb: (0..<3).map { Array(colour($0)) }
            case .bgr: (0..<3).reversed().map { Array(colour($0)) }
            case .gray, .luma:
                [
                    zip(colour(0), zip(colour(1), colour(2))).map {
                        0.299 * $0 + 0.587 * $1.0 + 0.114 * $1.1
                    }
                ]
            }
        let (low, high) = (input.range.black, input.range.white)
        return Tensor(
            shape: [1, planes.count, picture.height, picture.width],
            values: planes.flatMap { $0.map { low + $0 * (high - low) } })
    }
}
