import Foundation

/// The word in the page's address that lets it in.
struct AccessToken: Sendable {
    /// 32 hexadecimal digits.
    let text: String

    /// A new one, of 128 random bits.
    init() {
        var random = SystemRandomNumberGenerator()
        text = (0..<32).map { _ in String(random.next(upperBound: UInt8(16)), radix: 16) }.joined()
    }

    /// The one of the last time, for a page that is at the same address again; a new one where none can be kept.
    ///
    /// It is in a file that only its user may read.
    static func kept() -> AccessToken {
        let new = AccessToken()
        let environment = ProcessInfo.processInfo.environment
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? environment["HOME"].map { "\($0)/.local/state" }
        guard let state else { return new }
        let path = "\(state)/segue/studio-token"
        try? FileManager.default.createDirectory(
            atPath: "\(state)/segue", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let flags = O_NOFOLLOW | O_CLOEXEC
        let created = open(path, O_WRONLY | O_CREAT | O_EXCL | flags, 0o600)
        if created >= 0 {
            defer { close(created) }
            let bytes = Array(new.text.utf8)
            return write(created, bytes, bytes.count) == bytes.count ? new : AccessToken()
        }
        let descriptor = open(path, O_RDONLY | flags)
        guard descriptor >= 0 else { return new }
        defer { close(descriptor) }
        var status = stat()
        var bytes = [UInt8](repeating: 0, count: 33)
        // Of this user alone, and whole.
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0, read(descriptor, &bytes, 33) == 32,
            bytes.prefix(32).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
        else { return new }
        return AccessToken(text: String(decoding: bytes.prefix(32), as: UTF8.self))
    }

    private init(text: String) { self.text = text }

    /// Whether a word is this one; how long that takes tells nothing of it.
    func isSame(as word: some StringProtocol) -> Bool {
        let (own, other) = (Array(text.utf8), Array(word.utf8))
        guard own.count == other.count else { return false }
        return zip(own, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
