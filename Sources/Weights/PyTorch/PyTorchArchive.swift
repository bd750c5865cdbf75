/// A PyTorch file of torch 1.6 and later: a zip file with one folder, in it the pickle `data.pkl` and
/// one record for each storage, `data/KEY` (torch `caffe2/serialize/inline_container.h`).
struct PyTorchArchive: Pickle.Storages {
    /// The value that `data.pkl` built.
    let pickle: Pickle

    private let archive: ZipArchive
    private let records: PyTorchRecords

    /// Opens a file and executes its pickle. Throws `WeightsError`.
    init(_ bytes: ByteSource) throws {
        archive = try ZipArchive(bytes)
        records = try PyTorchRecords(archive.entries, file: bytes.file)
        if let index = records.index(of: "byteorder") {
            let order = archive.entries[index].size == 6 ? try archive.data(ofEntry: index) : []
            guard order.elementsEqual("little".utf8) else {
                throw WeightsError.unsupported(
                    file: bytes.file, tensor: "byteorder", found: "another byte order",
                    expected: "little")
            }
        }
        let (pickle, size) = (records.pickle, archive.entries[records.pickle].size)
        guard size <= PickleBytes.limit else {
            throw WeightsError.malformedTensor(
                file: bytes.file, tensor: "data.pkl", found: "\(size) bytes",
                expected: "at most \(PickleBytes.limit)")
        }
        var unpickler = Unpickler(
            PickleBytes(
                file: bytes.file, record: "data.pkl", all: try archive.data(ofEntry: pickle)))
        let root = try unpickler.next()
        guard unpickler.bytes.index == size else {
            throw unpickler.bytes.malformed("more", at: unpickler.bytes.index, "the end after STOP")
        }
        self.pickle = Pickle(bytes: unpickler.bytes, heap: unpickler.heap, root: root)
    }

    /// Bytes of all entries, decompressed.
    var contentSize: Int { archive.entries.reduce(0) { $0 + $1.size } }

    func size(ofKey key: String) -> Int? {
        records.index(of: "data/\(key)").map { archive.entries[$0].size }
    }

    func data(ofKey key: String) throws -> [UInt8] {
        guard let index = records.index(of: "data/\(key)") else { return [] }
        return try archive.data(ofEntry: index)
    }
}

/// The entries of a PyTorch file by their names inside its one folder.
private struct PyTorchRecords {
    /// The number of the entry that is the pickle.
    let pickle: Int

    private var indices: [String: Int] = [:]

    init(_ entries: [ZipEntry], file: String) throws {
        func malformed(_ found: String, _ expected: String) -> WeightsError {
            .malformed(file: file, found: found, expected: expected)
        }
        let pickles = entries.filter { $0.name.split(separator: "/").last == "data.pkl" }
        guard let pickle = pickles.first else {
            let packed = entries.first { Self.isNetwork($0.name) }
            throw malformed(
                packed.map { "a zip file with '\(shortened($0.name))' in it" }
                    ?? "a zip file without data.pkl",
                "a PyTorch file or safetensors" + (packed == nil ? "" : "; unpack it first"))
        }
        guard pickles.count == 1 else {
            throw malformed("\(pickles.count) records called data.pkl", "one")
        }
        let parts = pickle.name.split(separator: "/")
        guard parts.count == 2 else {
            throw malformed("\(shortened(pickle.name))", "data.pkl in the outermost folder")
        }
        for (index, entry) in entries.enumerated() where !entry.isFolder {
            guard entry.name.hasPrefix("\(parts[0])/") else {
                throw malformed(
                    "\(shortened(entry.name)) outside the folder \(shortened(String(parts[0])))",
                    "one folder")
            }
            indices[String(entry.name.dropFirst(parts[0].count + 1))] = index
        }
        guard let index = indices["data.pkl"] else { throw malformed("no data.pkl", "one") }
        self.pickle = index
    }

    /// Whether a file of that name may be a network, packed with others.
    private static func isNetwork(_ name: String) -> Bool {
        [".pth", ".pt", ".safetensors", ".onnx", ".param"].contains(where: name.hasSuffix)
    }

    /// The number of the entry of that name, nil when there is none.
    func index(of name: String) -> Int? { indices[name] }
}
