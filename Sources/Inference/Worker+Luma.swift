import Imaging
import Networks

/// Networks for the luma of colour pictures.
extension Worker {
    /// The picture whose luma is what `output` makes of this one's luma, and whose colour differences
    /// R − Y, G − Y and B − Y are this one's, enlarged to the output's size.
    ///
    /// Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, as networks for luma are trained); enlarged by
    /// Keys' cubic convolution with the coefficient −½, the only one that is exact for parabolas
    /// (IEEE Trans. ASSP 29, 1981).
    func withLuma(of picture: Image, _ output: ([Float]) throws -> [Float]) throws -> [Float] {
        let (samples, area) = (picture.samples, picture.planeCount)
        let luma = (0..<area).map { pixel in
            0.299 * samples[pixel] + 0.587 * samples[area + pixel]
                + 0.114 * samples[2 * area + pixel]
        }
        let result = try output(luma)
        return (0..<picture.channels).flatMap { channel in
            let differences = (0..<area).map { samples[channel * area + $0] - luma[$0] }
            return zip(enlarged(differences), result).map { $0 + $1 }
        }
    }

    private func enlarged(_ plane: [Float]) -> [Float] {
        guard let enlargement = family.enlargement else { return plane }
        let count = enlargement.shape.count
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            plane.withUnsafeBufferPointer { plane in
                guard let input = plane.baseAddress, let output = buffer.baseAddress else { return }
                resize(enlargement, from: input, to: output)
                initialized = count
            }
        }
    }
}
