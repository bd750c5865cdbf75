import Files
import Imaging
import Media
import Rendering
import Synchronization

/// A segment that has a sidecar.
///
/// Its file's hash is checked once, before the first image is read.  Of the sidecar it keeps no text:
/// a long render has a segment for every few seconds.
final class StoredSegment: Sendable {
    /// Its place in the grid.
    let number: Int
    /// Of which render the input ended in it, as its sidecar says.
    let inputEnded: String?
    /// The keys of the images, in the order of the file.
    let keys: [Digest]
    private let form: StoredForm
    private let sha256: String
    private let name: String
    private let folder: SegmentFolder
    private let isWhole = Mutex<Bool?>(nil)

    /// - Parameter name: of its files, without an ending.
    init(_ sidecar: SegmentSidecar, named name: String, in folder: SegmentFolder) {
        number = sidecar.number
        inputEnded = sidecar.inputEnded
        form = sidecar.form
        sha256 = sidecar.sha256
        keys = sidecar.imageKeys
        (self.name, self.folder) = (name, folder)
    }

    /// The file of its images, unless it is missing or of a user who is not trusted.
    private var file: RegularFile? { try? folder.files.read(name + form.ending) }

    /// Whether the file is as long as the sidecar says and has its hash; looked at once.
    func verified() -> Bool {
        isWhole.withLock { isWhole in
            if let isWhole { return isWhole }
            let result = keys.isEmpty || hasHash()
            isWhole = result
            return result
        }
    }

    /// Removes the sidecar of a segment that is not whole, so that everybody knows.
    func disown() {
        if !verified() { folder.files.remove(name + SegmentFolder.sidecar) }
    }

    private func hasHash() -> Bool {
        guard let file, file.size == keys.count * form.bytes,
            let hash = try? SHA256.digest(of: file)
        else { return false }
        return hash.description == sha256
    }

    /// An image; nil when the segment is not whole, or cannot be read.
    ///
    /// - Parameter index: 0… in the order of the file.
    func image(_ index: Int) -> Image? {
        guard verified(), let file else { return nil }
        return switch form.samples {
        case .levels16:
            image(index, UInt16.self, in: file) {
                try Image(
                    width: form.size.width, height: form.size.height, channels: form.channels,
                    planar16: $0)
            }
        case .float32:
            image(index, UInt32.self, in: file) {
                try Image(
                    width: form.size.width, height: form.size.height, channels: form.channels,
                    planarFloat: $0)
            }
        }
    }

    private func image<Sample: FixedWidthInteger>(
        _ index: Int, _: Sample.Type, in file: RegularFile,
        _ body: (UnsafeBufferPointer<Sample>) throws -> Image
    ) -> Image? {
        let count = form.bytes / MemoryLayout<Sample>.size
        var isRead = false
        let samples = [Sample](unsafeUninitializedCapacity: count) { buffer, initialised in
            isRead = file.fill(UnsafeMutableRawBufferPointer(buffer), from: index * form.bytes)
            initialised = isRead ? count : 0
        }
        guard isRead else { return nil }
        return try? samples.littleEndian.withUnsafeBufferPointer(body)
    }
}

extension Array where Element: FixedWidthInteger {
    /// From, or to, the order of bytes in a file.
    fileprivate var littleEndian: [Element] {
        UInt16(1).littleEndian == 1 ? self : map(\.littleEndian)
    }

    /// Hands the bytes of a file to the body.
    func withLittleEndianBytes(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        try littleEndian.withUnsafeBytes(body)
    }
}
