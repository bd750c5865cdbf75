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
            pyTorch: ByteSource(RegularFile(weights: path)), allowNonFinite: allowNonFinite)
    }

    /// Reads a PyTorch file from memory; `file` is the name that messages give it.
    public init(pyTorch bytes: [UInt8], file: String, allowNonFinite: Bool = false) throws {
        try self.init(pyTorch: ByteSource(bytes, file: file), allowNonFinite: allowNonFinite)
    }

    private init(pyTorch bytes: ByteSource, allowNonFinite: Bool) throws {
        self = try NetworkChoice().checkpoint(
            of: PyTorchFile(bytes, allowNonFinite: allowNonFinite))
    }
}
