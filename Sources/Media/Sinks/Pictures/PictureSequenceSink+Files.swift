public import Files

extension PictureSequenceSink {
    /// Throws ``FileError/exists(path:)`` where a name of the sequence is taken by something
    /// that the frame of a key would not replace: as early as the key is known.
    ///
    /// - Returns: whether a picture is there that states the key.
    public func checkFree(frame index: Int, key: Digest) throws -> Bool {
        guard configuration.existing == .acceptEqual else { return false }
        let number = configuration.firstNumber + index
        switch file(number) {
        case .keyed(let found) where found.frame == key: return true
        case .missing: return false
        case .keyed, .other: throw FileError.exists(path: pattern.path(number))
        }
    }

    public func holds(frame index: Int, key: Digest) -> Bool {
        guard configuration.existing == .acceptEqual else { return false }
        let number = configuration.firstNumber + index
        guard case .keyed(let found) = file(number), found.frame == key else { return false }
        return data(of: number, stating: found) == .whole
    }

    /// Whether a path's first picture may be one of an earlier run of the same render: there is none, or
    /// it states which frame it shows.
    static func canResume(
        path: String, firstNumber: Int, _ format: any PictureFormat.Type
    ) -> Bool {
        guard let pattern = SequencePattern(path), let folder = try? OutputFolder(ofFile: path)
        else { return false }
        return FrameFile(pattern.fileName(firstNumber), in: folder, format) != .other
    }

    /// What becomes of a frame's file that is there and is not what is to be written.
    ///
    /// - Returns: whether it stays: it has other bytes, and the frame's content.
    /// - Throws: ``FileError/exists(path:)`` unless it is this frame's and damaged.
    func staysThough(_ number: Int, _ key: Digest?) throws -> Bool {
        guard let key, case .keyed(let found) = file(number), found.frame == key else {
            throw FileError.exists(path: pattern.path(number))
        }
        switch data(of: number, stating: found) {
        case .whole: return true
        case .damaged: return false
        case .changed: throw FileError.exists(path: pattern.path(number))
        }
    }

    /// Removes the pictures of an earlier, longer render that follow the last one without a gap and state
    /// which frame they show.
    ///
    /// - Returns: the names of other files of the sequence with later numbers, by their numbers.
    func removeLater(than last: Int) throws -> [String] {
        var number = last + 1
        while case .keyed = file(number) {
            folder.remove(pattern.fileName(number))
            number += 1
        }
        if number > last + 1 { try folder.synchronise(place: place) }
        let later = folder.names { pattern.number(ofName: $0).map { $0 > last } ?? false }
        let numbers = later.compactMap { pattern.number(ofName: $0) }.sorted()
        return numbers.map(pattern.fileName)
    }

    private func file(_ number: Int) -> FrameFile {
        FrameFile(pattern.fileName(number), in: folder, type(of: format))
    }

    private func data(of number: Int, stating statement: FrameStatement) -> FrameFile.Data {
        FrameFile.data(
            of: pattern.fileName(number), in: folder, type(of: format), stating: statement)
    }
}
