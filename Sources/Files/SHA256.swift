import CCrypto
import Glibc

/// A SHA-256 digest (FIPS 180-4).
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Eight bytes each, the most significant first: no memory of its own, because a long render keeps
    /// one for every picture.
    private let words: SIMD4<UInt64>

    /// 32 of them.
    public var bytes: [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - 8 * ($0 % 8))) }
    }

    fileprivate init(checked bytes: [UInt8]) {
        var words = SIMD4<UInt64>()
        for (index, byte) in bytes.enumerated() {
            words[index / 8] = words[index / 8] << 8 | UInt64(byte)
        }
        self.words = words
    }

    /// The digest that 64 hexadecimal digits spell; nil for anything else.
    public init?(_ text: String) {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        self.init(
            checked: stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }

    /// 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// In the order of their digits.
    public static func < (left: Digest, right: Digest) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

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
