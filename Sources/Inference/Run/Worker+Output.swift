import CKernels
import Graphs

/// A worker runs the network on whole planes.
extension Worker: PlaneRunner {
    var format: ImageFormat { family.format }

    func run(_ planes: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) throws {
        let (width, height) = family.outputSize
        let start = family.outputStart
        try compute(planes)
        write(
            planes, rows: start..<start + height, columns: start..<start + width, to: output,
            row: width, plane: width * height)
    }

    /// Runs all steps; the output then stands in the buffers, uncropped.
    func compute(_ planes: UnsafePointer<Float>) throws {
        let input = UnsafeMutablePointer(mutating: planes)
        for (index, depends) in family.dependsOnMixture.enumerated() where depends || !isPrepared {
            try runTimed(index, input)
        }
    }

    private func runTimed(_ index: Int, _ image: UnsafeMutablePointer<Float>) throws {
        if let convolution = tiled[index] {
            timed(.interpolation) {
                convolution.transformWeights(family.team, room: scratchpad.floats)
            }
        }
        try timed(.step(index)) { try run(index, image) }
    }

    /// Writes a part of what ``compute(_:)`` made.
    ///
    /// - Parameters:
    ///   - planes: what it was made of.
    ///   - rows: of the network's output.
    ///   - columns: of the network's output.
    ///   - target: where the part's first pixel goes.
    ///   - row: floats from one row to the next in the target.
    ///   - plane: floats from one channel to the next in the target.
    func write(
        _ planes: UnsafePointer<Float>, rows: Range<Int>, columns: Range<Int>,
        to target: UnsafeMutablePointer<Float>, row: Int, plane: Int
    ) {
        let plan = family.plan
        for channel in 0..<plan.outputShape.channels {
            var place = plan.output.channel(channel, lanes: plan.outputLanes)
            place.offset += rows.lowerBound * place.row + columns.lowerBound * place.pixel
            let source = address(place, UnsafeMutablePointer(mutating: planes))
            for y in 0..<rows.count {
                family.kernels.plane_row(
                    source + y * place.row, place.pixel, target + channel * plane + y * row,
                    Int64(columns.count))
            }
        }
    }
}
