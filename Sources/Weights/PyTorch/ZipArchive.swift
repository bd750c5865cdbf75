import CZip

/// A zip file open for reading through libzip, every entry of it checked beforehand.
final class ZipArchive {
    /// The entries in the order of the directory.
    let entries: [ZipEntry]

    // What is read at once stands in memory twice for a moment.
    private static let partSize = 1 << 20

    private let archive: OpaquePointer
    private let source: ZipByteSource

    /// Opens a zip file. Throws `WeightsError`.
    ///
    /// The corresponding C function is `zip_open_from_source`.
    init(_ bytes: ByteSource) throws {
        let entries = try ZipLayout(bytes).entries
        let source = ZipByteSource(bytes)
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        let context = Unmanaged.passUnretained(source).toOpaque()
        guard let archive = segue_zip_open(readBytes, context, UInt64(bytes.size), &error) else {
            throw source.failure
                ?? WeightsError.malformed(
                    file: bytes.file, found: String(cString: zip_error_strerror(&error)),
                    expected: "a zip file that libzip opens")
        }
        self.entries = entries
        self.archive = archive
        self.source = source
        try checkAgreement()
    }

    // Read-only: there is nothing to write that zip_close could fail at.
    deinit { zip_discard(archive) }

    /// The data of the entry of that number, its CRC verified.
    ///
    /// The corresponding C functions are `zip_fopen_index` and `zip_fread`.
    func data(ofEntry index: Int) throws -> [UInt8] {
        let size = entries[index].size
        guard let file = zip_fopen_index(archive, zip_uint64_t(index), 0) else {
            throw failure(index, String(cString: zip_strerror(archive)))
        }
        defer { zip_fclose(file) }
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[count..<size])
                let part = min(rest.count, Self.partSize)
                let got = zip_fread(file, rest.baseAddress, zip_uint64_t(part))
                guard got != 0 else { throw failure(index, "\(count) bytes of data") }
                guard got > 0 else { throw readingFailure(index, file) }
                count += Int(got)
            }
            // The CRC is compared when the end is read, not before.
            var beyond: UInt8 = 0
            let more = zip_fread(file, &beyond, 1)
            guard more <= 0 else { throw failure(index, "more bytes than its header says") }
            guard more == 0 else { throw readingFailure(index, file) }
        }
    }

    /// Checks that libzip understands the directory as `ZipLayout` does.
    private func checkAgreement() throws {
        guard zip_get_num_entries(archive, 0) == entries.count else {
            throw WeightsError.malformed(
                file: source.bytes.file, found: "a zip directory that libzip reads otherwise",
                expected: "\(entries.count) entries")
        }
        for (index, entry) in entries.enumerated() {
            var status = zip_stat_t()
            guard zip_stat_index(archive, zip_uint64_t(index), 0, &status) == 0,
                status.size == entry.size, status.crc == entry.checksum,
                status.comp_method == entry.method, status.comp_size == entry.storedSize,
                status.encryption_method == 0,
                let name = status.name, String(cString: name) == entry.name
            else { throw failure(index, "an entry that libzip reads otherwise") }
        }
    }

    private func readingFailure(_ index: Int, _ file: OpaquePointer) -> any Error {
        source.failure ?? failure(index, String(cString: zip_file_strerror(file)))
    }

    private func failure(_ index: Int, _ found: String) -> WeightsError {
        .malformedTensor(
            file: source.bytes.file, tensor: entries[index].name, found: found,
            expected: "\(entries[index].size) bytes with their CRC")
    }
}

/// What libzip reads from; it keeps the error that a C function cannot throw.
private final class ZipByteSource {
    let bytes: ByteSource
    var failure: (any Error)?

    init(_ bytes: ByteSource) {
        self.bytes = bytes
    }
}

private func readBytes(
    _ context: UnsafeMutableRawPointer?, _ offset: UInt64, _ target: UnsafeMutableRawPointer?,
    _ count: UInt64
) -> CInt {
    guard let context, let target else { return -1 }
    let source = Unmanaged<ZipByteSource>.fromOpaque(context).takeUnretainedValue()
    do {
        // The shim stays inside the file, whose size is an Int.
        let bytes = try source.bytes.read(Int(offset)..<Int(offset + count))
        UnsafeMutableRawBufferPointer(start: target, count: bytes.count).copyBytes(from: bytes)
        return 0
    } catch {
        source.failure = error
        return -1
    }
}
