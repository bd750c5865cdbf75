import Files

extension Checkpoint {
    /// Reads a PyTorch file, of torch 1.6 and later (zip) or before.
    ///
    /// The pickle in it is executed on inert values: nothing that it names is called. Takes the
    /// network out of the dicts that training programs wrap it in and says so in `notices`. Floats of
    /// 16 bits become 32-bit ones exactly, 64-bit ones are rounded. NaN and infinity are errors unless
    /// `allowNonFinite`. Throws `FileError`, `WeightsError`, also where there are several networks and none under
    /// a usual name.
    public init(pyTorchFile path: String, allowNonFinite: Bool = false) throws {
        try self.init(
            pyTorch: FileBytes(RegularFile(weights: path)), allowNonFinite: allowNonFinite)
    }

    /// Reads a PyTorch file from memory; `file` is the name that messages give it.
    public init(pyTorch bytes: [UInt8], file: String, allowNonFinite: Bool = false) throws {
        try self.init(pyTorch: FileBytes(bytes, file: file), allowNonFinite: allowNonFinite)
    }

    private init(pyTorch bytes: FileBytes, allowNonFinite: Bool) throws {
        self = try NetworkChoice().checkpoint(
            of: PyTorchFile(bytes, allowNonFinite: allowNonFinite))
    }
}

/// A PyTorch file whose pickle was executed: dicts of tensors, each of which may be a network.
struct PyTorchFile {
    /// Those under usual names first; at least one.
    let stateDicts: [StateDict]
    let file: String

    private let pickle: Pickle
    private let storages: any PyTorchStorages
    private let allowNonFinite: Bool
    /// Bytes that all tensors together may still take.
    private var room: Int

    /// Executes the pickle. Throws `WeightsError`.
    init(_ bytes: FileBytes, allowNonFinite: Bool) throws {
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
