/// A PyTorch file whose pickle was executed: dicts of tensors, each of which may be a network.
struct PyTorchFile {
    /// Those under usual names first; at least one.
    let stateDicts: [StateDict]
    let file: String

    private let pickle: Pickle
    private let storages: any Pickle.Storages
    private let allowNonFinite: Bool
    /// Bytes that all tensors together may still take.
    private var room: Int

    /// Executes the pickle. Throws `WeightsError`.
    init(_ bytes: ByteSource, allowNonFinite: Bool) throws {
        let start = try bytes.read(0..<min(bytes.size, 32))
        var size = bytes.size
        if LegacyPyTorchFile.begins(with: start) {
            let legacy = try LegacyPyTorchFile(bytes)
            (pickle, storages) = (legacy.pickle, legacy)
        } else {
            let archive = try PyTorchArchive(bytes)
            (pickle, storages) = (archive.pickle, archive)
            size = max(size, archive.contentSize)
        }
        file = bytes.file
        self.allowNonFinite = allowNonFinite
        // A few bytes of storage can be the view of any number of elements; shared layers stay below.
        room = size * 4 + 1 << 22
        stateDicts = try StateDict.all(in: pickle)
    }

    /// Reads the tensors of one of the dicts. Throws `WeightsError`.
    mutating func checkpoint(of stateDict: StateDict) throws -> Checkpoint {
        var reader = try PyTorchTensorReader(stateDict, of: pickle, storages, room: room)
        room -= reader.size
        var builder = CheckpointBuilder(file: file)
        for (name, value) in stateDict.entries {
            switch value {
            case .tensor(let index):
                try reader.add(
                    index, named: name, to: &builder, allowNonFinite: allowNonFinite)
            case .integer(let number):
                builder.add(name, IntegerTensor(shape: [], values: [number]))
            case .bool(let truth):
                builder.add(name, IntegerTensor(shape: [], values: [truth ? 1 : 0]))
            case .float(let number):
                let tensor = Tensor(shape: [], values: [Float(number)])
                if !allowNonFinite { try tensor.checkFinite(file: file, name: name) }
                builder.add(name, tensor)
            default: continue
            }
        }
        for notice in stateDict.notices { builder.add(notice: notice) }
        builder.removeTorchPrefixes()
        return builder.checkpoint(metadata: [:])
    }
}
