import Foundation

/// A number of bytes as people write it: `800M`, `2G`, `1.5GiB`.
///
/// K, M, G and T, also with a B, count in thousands, as disks and this program's messages do; KiB, MiB,
/// GiB and TiB count in steps of 1024.
public struct MemorySize: Sendable, Hashable, CustomStringConvertible {
    /// 1 or more.
    public let bytes: Int

    /// So many bytes, at least 1.
    public init(bytes: Int) {
        self.bytes = max(bytes, 1)
    }

    /// Parses a number with its unit, in any case; nil for anything else, for 0, and for more than 2⁵³
    /// bytes.
    public init?(_ text: String) {
        guard
            let match = text.lowercased().wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) ?([kmgt])(i?)b?/),
            let number = Double(match.output.1)
        else { return nil }
        let power = "kmgt".firstIndex(of: Character(String(match.output.2)))
            .map { "kmgt".distance(from: "kmgt".startIndex, to: $0) + 1 }
        let bytes = number * pow(match.output.3.isEmpty ? 1000 : 1024, Double(power ?? 0))
        guard bytes >= 1, bytes <= 0x1p53 else { return nil }
        self.init(bytes: Int(bytes))
    }

    /// `310 MB`, or from 1 GB on `3.1 GB`; rounded up.
    public var description: String {
        guard bytes > 999_000_000 else { return "\((bytes + 999_999) / 1_000_000) MB" }
        let tenths = (bytes - 1) / 100_000_000 + 1
        return tenths % 10 == 0 ? "\(tenths / 10) GB" : "\(tenths / 10).\(tenths % 10) GB"
    }
}
