import Glibc
import Inference
import Media

extension RenderPlan {
    /// What a render certainly takes in each folder: what is known exactly, and for the rest so little
    /// that nothing is refused that would fit.
    ///
    /// An MP4's bytes and a GIF's are not known beforehand and count as none, but the frames that a GIF
    /// keeps beside it until it is written are; a PNG is taken to be as small as one can be.
    func certainDisk(segments: SegmentPlan?) -> [DiskNeed] {
        disk(segments: segments) { output in
            switch output.format {
            case .mp4, .gif: 0
            case .png: leastPictureBytes(output)
            }
        }
    }

    /// What a render takes in each folder, when the outputs are as large as they are said to be.
    ///
    /// - Parameter bytes: of an output.
    func disk(segments: SegmentPlan?, bytes: (OutputPlan) -> Int) -> [DiskNeed] {
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
    func spoolBytes(of output: OutputPlan) -> Int {
        guard output.format == .gif else { return 0 }
        let size = output.size(of: resultSize)
        return frames.count.multipliedClamped(3 * size.width * size.height)
    }

    /// A numbered output's smallest pictures: a file takes a block, and deflate makes of 1032 bytes no
    /// less than one (zlib's technical details, "Maximum Compression Factor").  Pictures that are
    /// replaced give their room back.
    private func leastPictureBytes(_ output: OutputPlan) -> Int {
        guard !overwrite, case .png(let depth) = output.format,
            let space = DiskSpace(of: output.folder), !space.compresses
        else { return 0 }
        let size = output.size(of: resultSize)
        let raw = size.height * (1 + 3 * size.width * depth.rawValue / 8)
        return frames.count.multipliedClamped(max(raw / 1032, space.blockBytes))
    }

    /// Refuses a render that certainly finds too little room.
    ///
    /// - Throws: ``RenderError/tooLittleRoom(folders:needed:free:missing:remedy:)``.
    func checkRoom(_ prepared: PreparedRender) throws(RenderError) {
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

extension OutputPlan {
    /// The folder that it is written in.
    var folder: String { DiskSpace.parent(of: path) ?? "." }
}
