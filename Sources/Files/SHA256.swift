import CCrypto
import Glibc

/// A SHA-256 in the making.
///
/// Used by one task at a time.  The corresponding C type is `EVP_MD_CTX` of OpenSSL's libcrypto.
public final class SHA256 {
    private let context: OpaquePointer

    /// The hash of nothing so far.
    ///
    /// Throws ``FileError/outOfMemory(call:)`` when there is no memory for it.
    public init() throws {
        guard let context = EVP_MD_CTX_new() else { throw Self.failure("EVP_MD_CTX_new") }
        self.context = context
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            throw Self.failure("EVP_DigestInit_ex")
        }
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes in more bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) throws {
        guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
            throw Self.failure("EVP_DigestUpdate")
        }
    }

    /// Takes in a text's UTF-8 bytes.
    public func update(_ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try update($0) }
    }

    /// The digest of all bytes; the hash is used up.
    public func digest() throws -> Digest {
        var bytes = [UInt8](repeating: 0, count: 32)
        guard EVP_DigestFinal_ex(context, &bytes, nil) == 1 else {
            throw Self.failure("EVP_DigestFinal_ex")
        }
        return Digest(checked: bytes)
    }

    /// A text's digest.
    public static func digest(of text: String) throws -> Digest {
        let hash = try SHA256()
        try hash.update(text)
        return try hash.digest()
    }

    /// The digest of bytes in memory.
    public static func digest(of bytes: UnsafeRawBufferPointer) throws -> Digest {
        let hash = try SHA256()
        try hash.update(bytes)
        return try hash.digest()
    }

    /// The digest of a regular file's bytes.
    ///
    /// Throws ``FileError`` as opening and reading an input does.
    public static func digest(ofFile path: String) throws -> Digest {
        try digest(of: RegularFile(path: path, expected: "a file that can be read"))
    }

    /// The digest of an open file's bytes, from its current position on.
    package static func digest(of file: RegularFile) throws -> Digest {
        let hash = try SHA256()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = file.read(into: buffer)
            guard count > 0 else { break }
            try hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        try file.throwIfReadingFailed()
        return try hash.digest()
    }

    private static func failure(_ call: String) -> FileError {
        .outOfMemory(call: call)
    }
}
