extension Checkpoint {
    /// Reads a PyTorch file, of torch 1.6 and later (zip) or before.
    ///
    /// The pickle in it is executed on inert values: nothing that it names is called. Takes the
    /// network out of the dicts that training programs wrap it in and says so in `notices`. Floats of
    /// 16 bits become 32-bit ones exactly, 64-bit ones are rounded. NaN and infinity are errors unless
    /// `allowNonFinite`. Throws `WeightsError`.
    public init(pyTorchFile path: String, allowNonFinite: Bool = false) throws {
        try self.init(
            pyTorch: FileBytes(RegularFile(path: path)), allowNonFinite: allowNonFinite)
    }

    /// Reads a PyTorch file from memory; `file` is the name that messages give it.
    public init(pyTorch bytes: [UInt8], file: String, allowNonFinite: Bool = false) throws {
        try self.init(pyTorch: FileBytes(bytes, file: file), allowNonFinite: allowNonFinite)
    }

    init(pyTorch bytes: FileBytes, allowNonFinite: Bool) throws {
        let start = try bytes.read(0..<min(bytes.size, 32))
        if LegacyPyTorchFile.begins(with: start) {
            let legacy = try LegacyPyTorchFile(bytes)
            try self.init(legacy.pickle, legacy, bytes, allowNonFinite: allowNonFinite)
        } else {
            let archive = try PyTorchArchive(bytes)
            try self.init(archive.pickle, archive, bytes, allowNonFinite: allowNonFinite)
        }
    }

    private init(
        _ pickle: Pickle, _ storages: some PyTorchStorages, _ bytes: FileBytes,
        allowNonFinite: Bool
    ) throws {
        let stateDict = try StateDict(pickle)
        var reader = try PyTorchTensorReader(
            stateDict, of: pickle, storages, fileSize: bytes.size)
        var builder = CheckpointBuilder(file: bytes.file)
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
                if !allowNonFinite { try tensor.checkFinite(file: bytes.file, name: name) }
                builder.add(name, tensor)
            default: continue
            }
        }
        for notice in stateDict.notices { builder.add(notice: notice) }
        builder.removeParallelPrefix()
        self = builder.checkpoint(metadata: [:])
    }
}
