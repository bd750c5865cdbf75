/// A PyTorch file as torch wrote it before 1.6: four pickles (a magic number, the protocol, facts about
/// the machine, the object), the list of storage keys, then for each key the number of its elements
/// in 8 bytes and the elements (`_legacy_save` in torch `serialization.py`).
struct LegacyPyTorchFile: Pickle.Storages {
    /// The value that the fourth pickle built.
    let pickle: Pickle

    private let bytes: ByteSource
    private var ranges: [String: Range<Int>] = [:]

    /// The magic number 0x1950a86a20f9469cfc6c, lowest byte first.
    static let magic: [UInt8] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]

    /// True when a file starts with a pickle of the magic number.
    static func begins(with start: some Collection<UInt8>) -> Bool {
        guard start.first == 0x80 else { return false }
        let start = Array(start.prefix(32))
        return start.indices.contains { start[$0...].starts(with: magic) }
    }

    /// Executes the pickles and finds the storages. Throws `WeightsError`.
    init(_ bytes: ByteSource) throws {
        self.bytes = bytes
        let head = try bytes.read(0..<min(bytes.size, PickleBytes.limit))
        var unpickler = Unpickler(PickleBytes(file: bytes.file, record: nil, all: head))
        try Self.checkStart(&unpickler)
        let root = try unpickler.next()
        let place = unpickler.bytes.index
        let keys = try unpickler.next()
        pickle = Pickle(bytes: unpickler.bytes, heap: unpickler.heap, root: root)
        guard case .list(let list) = keys else {
            throw unpickler.bytes.malformed("\(keys.kind)", at: place, "the list of storage keys")
        }
        try findStorages(unpickler.heap.lists[Int(list)], from: unpickler.bytes.index)
    }

    func size(ofKey key: String) -> Int? { ranges[key]?.count }

    func data(ofKey key: String) throws -> [UInt8] {
        try ranges[key].map(bytes.read) ?? []
    }

    /// Reads the first three pickles: the magic number, protocol 1001, a little-endian machine.
    private static func checkStart(_ unpickler: inout Unpickler) throws {
        guard case .longInteger(let magic) = try unpickler.next(),
            unpickler.bytes[magic].elementsEqual(Self.magic)
        else { throw unpickler.bytes.malformed("another number", at: 0, "PyTorch's magic number") }
        var place = unpickler.bytes.index
        guard case .integer(1001) = try unpickler.next() else {
            throw unpickler.bytes.malformed("another protocol", at: place, "1001")
        }
        place = unpickler.bytes.index
        guard case .mapping(let index) = try unpickler.next(),
            unpickler.isLittleEndian(unpickler.heap.mappings[Int(index)])
        else {
            throw unpickler.bytes.malformed(
                "facts about no machine", at: place, "little_endian True")
        }
    }

    private mutating func findStorages(_ keys: [PickleValue], from start: Int) throws {
        let sizes = try storageSizes()
        try checkLength(sizes, from: start)
        var offset = start
        for key in keys {
            guard case .text(let text) = key, let name = pickle.bytes.string(text),
                let (count, size) = sizes[name], ranges[name] == nil
            else { throw malformed("the key of no storage or of one before", at: start) }
            guard bytes.size - offset >= 8,
                case let number = LittleEndianFields(try bytes.read(offset..<offset + 8)).eight(0),
                number == UInt64(count), size <= bytes.size - offset - 8
            else { throw malformed("no \(count) elements of \(shortened(name))", at: offset) }
            ranges[name] = offset + 8..<offset + 8 + size
            offset += 8 + size
        }
        guard offset == bytes.size else { throw malformed("more", at: offset, "the end") }
    }

    /// Checks that the file is not shorter than its storages need.
    private func checkLength(
        _ sizes: [String: (count: Int, size: Int)], from start: Int
    ) throws {
        var whole = UInt64(start)
        for storage in sizes.values {
            let (sum, overflow) = whole.addingReportingOverflow(UInt64(storage.size) + 8)
            guard !overflow else { throw malformed("storages of 2^64 bytes", at: start) }
            whole = sum
        }
        guard whole <= UInt64(bytes.size) else {
            throw WeightsError.cutShort(file: bytes.file, bytes.size, of: whole)
        }
    }

    /// Elements and bytes of each storage by its key; the same wherever the pickle names it.
    private func storageSizes() throws -> [String: (count: Int, size: Int)] {
        var sizes: [String: (count: Int, size: Int)] = [:]
        for storage in pickle.heap.storages {
            let key = try pickle.key(of: storage)
            guard let size = storage.size, sizes[key].map({ $0 == (storage.count, size) }) ?? true
            else { throw malformed("two sizes of the storage \(shortened(key))", at: 0, "one") }
            sizes[key] = (storage.count, size)
        }
        return sizes
    }

    private func malformed(
        _ found: String, at offset: Int, _ expected: String = "the storages of the pickle"
    ) -> WeightsError {
        pickle.bytes.malformed(found, at: offset, expected)
    }
}

extension Unpickler {
    fileprivate func isLittleEndian(_ facts: PickleHeap.Mapping) -> Bool {
        facts.entries.contains { key, value in
            guard case .text(let text) = key, case .bool(true) = value else { return false }
            return bytes[text].elementsEqual("little_endian".utf8)
        }
    }
}
