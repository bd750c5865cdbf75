public import Files
public import Formats
import Imaging

extension PNGSequenceSink {
    /// Throws ``FileError/exists(path:)`` where a name of the sequence is taken by something
    /// that the frame of a key would not replace: as early as the key is known.
    ///
    /// - Returns: whether a picture is there that states the key.
    public func checkFree(frame index: Int, key: Digest) throws -> Bool {
        guard configuration.existing == .acceptEqual else { return false }
        let number = configuration.firstNumber + index
        switch PNGFrameFile(pattern.fileName(number), in: folder) {
        case .keyed(let found) where found.frame == key: return true
        case .missing: return false
        case .keyed, .other: throw FileError.exists(path: pattern.path(number))
        }
    }

    public func holds(frame index: Int, key: Digest) -> Bool {
        guard configuration.existing == .acceptEqual else { return false }
        let name = pattern.fileName(configuration.firstNumber + index)
        guard case .keyed(let found) = PNGFrameFile(name, in: folder), found.frame == key else {
            return false
        }
        return PNGFrameFile.data(of: name, in: folder, stating: found) == .whole
    }

    /// Whether a path's first picture may be one of an earlier run of the same render: there is none, or
    /// it states which frame it shows.
    static func canResume(path: String, firstNumber: Int) -> Bool {
        guard let pattern = SequencePattern(path), let folder = try? OutputFolder(ofFile: path)
        else { return false }
        return PNGFrameFile(pattern.fileName(firstNumber), in: folder) != .other
    }

    /// What becomes of a frame's file that is there and is not what is to be written.
    ///
    /// - Returns: whether it stays: it has other bytes, and the frame's samples.
    /// - Throws: ``FileError/exists(path:)`` unless it is this frame's and damaged.
    func staysThough(_ number: Int, _ key: Digest?) throws -> Bool {
        let name = pattern.fileName(number)
        guard let key, case .keyed(let found) = PNGFrameFile(name, in: folder), found.frame == key
        else { throw FileError.exists(path: pattern.path(number)) }
        switch PNGFrameFile.data(of: name, in: folder, stating: found) {
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
        while case .keyed = PNGFrameFile(pattern.fileName(number), in: folder) {
            folder.remove(pattern.fileName(number))
            number += 1
        }
        if number > last + 1 { try folder.synchronise(place: place) }
        let later = folder.names { pattern.number(ofName: $0).map { $0 > last } ?? false }
        let numbers = later.compactMap { pattern.number(ofName: $0) }.sorted()
        return numbers.map(pattern.fileName)
    }
}

extension PNGFormat: WritableFormat {
    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        try PNGSequenceSink(
            path: output.path,
            configuration: PNGSequenceSink.Configuration(
                depth: depth, firstNumber: output.firstNumber, existing: output.existing,
                removesLater: output.removesLater))
    }

    public static func handling(of _: Sound) -> SoundHandling? { nil }

    public static func canResume(path: String, firstNumber: Int) -> Bool? {
        PNGSequenceSink.canResume(path: path, firstNumber: firstNumber)
    }

    public var pictureWriter: PictureWriter? {
        { [depth] image, path, existing in
            try PNGFile.write(image, to: path, depth: depth, existing: existing)
        }
    }
}
