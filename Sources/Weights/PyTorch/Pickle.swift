/// A pickle that was executed: its bytes, which hold all text, and what it built.
struct Pickle {
    let bytes: PickleBytes
    let heap: PickleHeap
    let root: PickleValue

    /// The data under the key of a storage that is named in it.
    func key(of storage: PickleHeap.Storage) throws -> String {
        guard let key = bytes.string(storage.key) else {
            throw WeightsError.malformed(
                file: bytes.file, found: "the key of a storage that is not UTF-8", expected: "UTF-8"
            )
        }
        return key
    }
}

extension Pickle {
    /// The data that a pickle's storages name, in whichever file format.
    protocol Storages {
        /// The number of bytes under a key, nil when there are none.
        func size(ofKey key: String) -> Int?

        /// The bytes under a key that has some.
        func data(ofKey key: String) throws -> [UInt8]
    }
}
