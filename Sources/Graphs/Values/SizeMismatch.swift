/// Sizes that an operation cannot take; the graph adds the node's name.
package struct SizeMismatch: Error {
    package let found: String
    package let expected: String
}
