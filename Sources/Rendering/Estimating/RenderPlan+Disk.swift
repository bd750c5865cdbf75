import Formats
import Glibc
import Imaging
import Inference
import Media

extension RenderPlan {
    /// What a render certainly takes in each folder: what is known exactly, and for the rest so little
    /// that nothing is refused that would fit.
    ///
    /// What a format writes beside an output until it is whole counts, and of its frames what they
    /// certainly take.
    func certainDisk(segments: SegmentPlan?) -> [DiskNeed] {
        disk(segments: segments, bytes: leastBytes)
    }

    /// What a render takes in each folder, when the outputs are as large as they are said to be.
    ///
    /// - Parameter bytes: of an output.
    func disk(segments: SegmentPlan?, bytes: (Output) -> Int) -> [DiskNeed] {
        var needs: [DiskNeed] = []
        for output in outputs {
            let whole = bytes(output)
            needs.add(
                output.folder, rendering: whole.addingClamped(spoolBytes(of: output)), kept: whole)
        }
        if let segments {
            needs.add(
                segments.folder, rendering: segments.missingBytes,
                kept: segments.isKept ? segments.missingBytes : 0)
        }
        return needs
    }

    /// Bytes beside an output until it is whole.
    func spoolBytes(of output: Output) -> Int {
        frames.count.multipliedClamped(
            output.format.traits.spoolBytes(of: output.size(of: resultSize)))
    }

    /// The least that an output takes; a file of its own for each frame takes at least a block.  Files
    /// that are replaced give their room back.
    private func leastBytes(_ output: Output) -> Int {
        guard !overwrite, let space = DiskSpace(of: output.folder), !space.compresses else {
            return 0
        }
        let frame = output.format.traits.leastBytes(of: output.size(of: resultSize))
        return frames.count.multipliedClamped(
            output.format.isNumbered ? max(frame, space.blockBytes) : frame)
    }

    /// Refuses a render that certainly finds too little room.
    ///
    /// - Throws: ``RenderError/tooLittleRoom(folders:needed:free:missing:remedy:)``.
    func checkRoom(_ prepared: ResourcePlan) throws(RenderError) {
        let segments = segments(operations: prepared.family.operationCount)
        for share in DiskShare.shares(of: certainDisk(segments: segments)) {
            guard let space = share.space, !space.compresses, share.missing > 0 else { continue }
            let largest = share.needs.max { $0.rendering < $1.rendering }
            throw .tooLittleRoom(
                folders: share.needs.map(\.folder), needed: MemorySize(bytes: share.rendering),
                free: space.free, missing: MemorySize(bytes: share.missing),
                remedy: largest?.folder == segments?.folder
                    ? "another folder for --segments" : "another place for --output")
        }
    }
}

extension SegmentPlan {
    /// Bytes of the pictures that are not in the folder yet.
    var missingBytes: Int { max(0, bytes - SegmentFolder.storedBytes(in: folder)) }
}

extension SegmentFolder {
    /// Bytes of the files of pictures in a folder, of whatever render; 0 where there is none.
    static func storedBytes(in path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var sum = 0
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard name.hasSuffix(pictures), lstat("\(path)/\(name)", &status) == 0 else { continue }
            sum += Int(status.st_size)
        }
        return sum
    }
}

extension Output {
    /// The folder that it is written in.
    var folder: String { DiskSpace.parent(of: path) ?? "." }
}
