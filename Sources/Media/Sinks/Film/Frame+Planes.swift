import CFFmpeg
import Imaging

extension Frame {
    /// Takes planes of its format and size over.
    func take(_ planes: VideoPlanes) {
        let layout = planes.layout
        if layout.sampling == .rgb, layout.bits == 8 {
            pack(planes)
            return
        }
        // FFmpeg's planar RGB begins with green.
        let order = layout.sampling == .rgb ? [1, 2, 0, 3] : [0, 1, 2, 3]
        for (target, source) in order.prefix(planes.planes.count).enumerated() {
            let plane = planes.planes[source]
            guard let (start, rowBytes) = row(target) else { continue }
            for y in 0..<plane.height {
                let row = start + y * rowBytes
                if layout.bits > 8 {
                    Self.copy(plane, y, to: row) { $0.littleEndian }
                } else {
                    Self.copy(plane, y, to: row) { UInt8(truncatingIfNeeded: $0) }
                }
            }
        }
    }

    /// The first row of a plane, and the bytes from one to the next.
    private func row(_ plane: Int) -> (UnsafeMutableRawPointer, Int)? {
        let (data, sizes) = (pointer.pointee.data, pointer.pointee.linesize)
        let starts = [data.0, data.1, data.2, data.3]
        let bytes = [sizes.0, sizes.1, sizes.2, sizes.3]
        return starts[plane].map { (UnsafeMutableRawPointer($0), Int(bytes[plane])) }
    }

    @inline(__always)
    private static func copy<Code: FixedWidthInteger>(
        _ plane: VideoPlanes.Plane, _ y: Int, to row: UnsafeMutableRawPointer,
        _ code: (UInt16) -> Code
    ) {
        let target = row.assumingMemoryBound(to: Code.self)
        plane.codes.withUnsafeBufferPointer { codes in
            let start = y &* plane.width
            for x in 0..<plane.width { target[x] = code(codes[start &+ x]) }
        }
    }

    /// Blue, green, red and alpha of a pixel side by side.
    private func pack(_ planes: VideoPlanes) {
        guard let (start, rowBytes) = row(0) else { return }
        let channels = planes.planes
        for y in 0..<planes.height {
            let row = (start + y * rowBytes).assumingMemoryBound(to: UInt8.self)
            for (byte, channel) in [2, 1, 0, 3].enumerated() {
                guard channel < channels.count else {
                    for x in 0..<planes.width { row[4 &* x &+ byte] = 0 }
                    continue
                }
                channels[channel].codes.withUnsafeBufferPointer { codes in
                    for x in 0..<planes.width {
                        row[4 &* x &+ byte] = UInt8(
                            truncatingIfNeeded: codes[y &* planes.width &+ x])
                    }
                }
            }
        }
    }
}
