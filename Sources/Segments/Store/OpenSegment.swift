import Files
import Imaging
import Rendering
import Synchronization

/// A segment that is being written.
///
/// `@unchecked Sendable` because it is used by its ``SegmentWriter`` under its lock, and after that by
/// the one task that completes it.
final class OpenSegment: @unchecked Sendable {
    /// Its place in the grid.
    let number: Int
    /// The keys of its images, in the order of the file.
    private(set) var keys: [Digest] = []
    /// The render whose input has no more frames.
    var inputEnded: Digest?
    private var known: Set<Digest> = []
    private let folder: SegmentFolder
    private let form: StoredForm
    private let file: AtomicFile
    private let hash: SHA256

    init(number: Int, in folder: SegmentFolder, form: StoredForm) throws {
        (self.number, self.folder, self.form) = (number, folder, form)
        file = try folder.files.newFile(
            SegmentSidecar.digits(of: number) + form.ending)
        hash = try SHA256()
    }

    /// Whether it has an image.
    func contains(_ key: Digest) -> Bool { known.contains(key) }

    /// Appends an image of the form.
    func append(_ image: Image, key: Digest) throws {
        switch form.samples {
        case .levels16:
            try image.forEachPlanar16 { try Array($0).withLittleEndianBytes(append) }
        case .float32:
            try image.forEachPlanarFloat {
                try $0.map(\.bitPattern).withLittleEndianBytes(append)
            }
        }
        keys.append(key)
        known.insert(key)
    }

    private func append(_ bytes: UnsafeRawBufferPointer) throws {
        try hash.update(bytes)
        try file.write(bytes)
    }

    /// Removes what was written.
    func discard() { file.discard() }

    /// Gives the images their name, and then the sidecar its.
    func commit() throws -> StoredSegment {
        let sidecar = SegmentSidecar(
            number: number, form: form, keys: keys, inputEnded: inputEnded,
            sha256: try hash.digest())
        let name = try SegmentSidecar.name(number: number, keys: keys, inputEnded: inputEnded)
        try file.commit(as: name + form.ending)
        let beside = try folder.files.newFile(name + SegmentFolder.sidecar)
        try Array(sidecar.text().utf8).withUnsafeBytes { try beside.write($0) }
        try beside.commit()
        return StoredSegment(sidecar, named: name, in: folder)
    }
}
