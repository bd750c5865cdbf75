import Files

/// Why a key of a preset cannot be changed where it is written.
package enum KeyEditError: Error, Hashable, Sendable {
    /// There is no such key; its number is counted from 0.
    case noKey(Int)
    /// The last key that is left cannot be taken away.
    case lastKey
    /// The keys are not a list in the file, but a mixture for the whole time, an expression, a table….
    case noKeys
    /// The text around the key is written in a way that is not understood well enough.
    case unusual(line: Int)
}

extension KeyEditError: CustomStringConvertible {
    /// One line for the user.
    package var description: String {
        switch self {
        case .noKey(let index): "key \(index): there is none, expected one of the list"
        case .lastKey: "the last key, expected another one beside it before it is taken away"
        case .noKeys: "no list of keys in the preset here, expected `keys`; change the text"
        case .unusual(let line):
            "line \(line): the key is written in a way that only its text can be changed; "
                + "expected each key in brackets or on lines of its own"
        }
    }
}
