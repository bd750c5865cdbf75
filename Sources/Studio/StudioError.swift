import Files

/// Why the page cannot be served.
public enum StudioError: Error, Hashable, Sendable {
    /// The page's files are in none of the folders: the installation is not whole.
    case noPage(searched: [String])
    /// No address of this machine, or all at once.
    case badHost(String)
    /// No socket could be opened at an address.
    case noSocket(address: String, reason: String)
}

extension StudioError: CustomStringConvertible {
    /// One line: what was found, what was expected.
    public var description: String {
        switch self {
        case .noPage(let searched):
            "the page of 'segue studio': not found, expected it in "
                + searched.map(\.printable).joined(separator: " or ")
        case .badHost(let host):
            "--host: \(host.quoted), expected one IPv4 address of this machine, such as 192.168.1.20"
        case .noSocket(let address, let reason):
            "\(address): \(reason), expected a free port (--port 0 takes any)"
        }
    }
}
