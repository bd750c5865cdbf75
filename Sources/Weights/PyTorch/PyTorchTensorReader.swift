/// Reads tensors out of the storages they share.
struct PyTorchTensorReader {
    private let pickle: Pickle
    private let storages: any Pickle.Storages
    /// Bytes of all tensors together, as they are stored.
    private(set) var size = 0
    /// Checked tensors by their number in the pickle.
    private var tensors: [Int32: PyTorchTensor] = [:]
    /// Readings of each storage still to come; its bytes are kept until the last.
    private var uses: [String: Int] = [:]
    private var kept: [String: [UInt8]] = [:]

    /// Checks all tensors of a state dict before any is read. Throws `WeightsError`.
    ///
    /// - Parameter room: bytes that all tensors together may take.
    init(
        _ stateDict: StateDict, of pickle: Pickle, _ storages: any Pickle.Storages, room: Int
    ) throws {
        self.pickle = pickle
        self.storages = storages
        for case (let name, .tensor(let index)) in stateDict.entries {
            let claim = pickle.heap.tensors[Int(index)]
            let key = try checkedKey(pickle.heap.storages[Int(claim.storage)], name)
            let tensor = try PyTorchTensor(claim, of: pickle, named: name)
            let (bytes, overflow) = tensor.elementCount.multipliedReportingOverflow(
                by: tensor.type.width)
            guard !overflow, bytes <= room - size else {
                throw malformed(
                    name, "shape \(tensor.shape)",
                    "tensors of at most \(room) bytes together")
            }
            guard tensor.type.isFloat || tensor.elementCount <= integerTensorLimit else {
                throw malformed(
                    name, "\(tensor.elementCount) integers",
                    "at most \(integerTensorLimit); parameters are floats")
            }
            size += bytes
            tensors[index] = tensor
            uses[key, default: 0] += 1
        }
    }

    /// Reads the tensor of that number and adds it under the name.
    mutating func add(
        _ index: Int32, named name: String, to builder: inout CheckpointBuilder,
        allowNonFinite: Bool
    ) throws {
        guard let tensor = tensors[index] else { return }
        let storage = pickle.heap.storages[Int(pickle.heap.tensors[Int(index)].storage)]
        let bytes = tensor.gathered(try bytes(of: storage))
        if tensor.type.isFloat {
            let floats = Tensor(
                shape: tensor.shape, values: bytes.withUnsafeBytes(tensor.type.floats))
            if !allowNonFinite { try floats.checkFinite(file: builder.file, name: name) }
            builder.add(name, floats)
        } else {
            let values = bytes.withUnsafeBytes(tensor.type.integers)
            try tensor.type.check(values, file: builder.file, tensor: name)
            builder.add(name, IntegerTensor(shape: tensor.shape, values: values))
        }
    }

    private mutating func bytes(of storage: PickleHeap.Storage) throws -> [UInt8] {
        let key = try pickle.key(of: storage)
        let bytes = try kept[key] ?? storages.data(ofKey: key)
        let rest = uses[key, default: 1] - 1
        uses[key] = rest
        kept[key] = rest > 0 ? bytes : nil
        return bytes
    }

    /// The key of a storage whose data has the size it claims.
    private func checkedKey(_ storage: PickleHeap.Storage, _ name: String) throws -> String {
        let key = try pickle.key(of: storage)
        guard let size = storages.size(ofKey: key) else {
            throw malformed(name, "no storage \(shortened(key))", "one in the file")
        }
        guard storage.size == size else {
            throw malformed(
                name, "a storage of \(size) bytes",
                storage.size.map { "\($0)" } ?? "less than 2^63 claimed")
        }
        return key
    }

    private func malformed(_ name: String, _ found: String, _ expected: String) -> WeightsError {
        .malformedTensor(
            file: pickle.bytes.file, tensor: name, found: found, expected: expected)
    }
}
