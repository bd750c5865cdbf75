import Files

/// Why a built-in network was not found.
///
/// The description is one line: what was found and what was expected.
public enum BuiltinNetworksError: Error, Equatable, Sendable {
    /// No network has this name; `nearest` is the one that may have been meant.
    case unknownName(String, nearest: String?)

    /// None of the folders holds a network: the installation is not whole.
    case noNetworks(searched: [String])
}

extension BuiltinNetworksError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownName(let name, let nearest):
            let meant = didYouMean(nearest.map { "builtin:\($0)" })
            return "no built-in network \(name.quoted)"
                + (meant.isEmpty ? ", expected one that 'segue networks' lists" : meant)
        case .noNetworks(let searched):
            let folders = searched.map(\.printable).joined(separator: ", ")
            return "built-in networks: none found, expected some in \(folders)"
        }
    }
}
