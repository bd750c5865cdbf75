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
    ///
    /// - Parameter store: what stored images take besides; nil where none are stored.
    func certainDisk(_ store: DiskNeed? = nil) -> [DiskNeed] {
        disk(store, bytes: leastBytes)
    }

    /// What a render takes in each folder, when the outputs are as large as they are said to be.
    ///
    /// - Parameters:
    ///   - store: what stored images take besides; nil where none are stored.
    ///   - bytes: of an output.
    package func disk(_ store: DiskNeed?, bytes: (Output) -> Int) -> [DiskNeed] {
        var needs: [DiskNeed] = []
        for output in outputs {
            let whole = bytes(output)
            needs.add(
                output.folder, rendering: whole.addingClamped(spoolBytes(of: output)), kept: whole)
        }
        if let store { needs.add(store.folder, rendering: store.rendering, kept: store.kept) }
        return needs
    }

    /// Bytes beside an output until it is whole.
    package func spoolBytes(of output: Output) -> Int {
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
    /// - Parameter store: what stored images take besides; nil where none are stored.
    /// - Throws: ``RenderError/tooLittleRoom(folders:needed:free:missing:remedy:)``.
    package func checkRoom(_ store: DiskNeed? = nil) throws(RenderError) {
        for share in DiskShare.shares(of: certainDisk(store)) {
            guard let space = share.space, !space.compresses, share.missing > 0 else { continue }
            let largest = share.needs.max { $0.rendering < $1.rendering }
            throw .tooLittleRoom(
                folders: share.needs.map(\.folder), needed: MemorySize(bytes: share.rendering),
                free: space.free, missing: MemorySize(bytes: share.missing),
                remedy: largest?.folder == store?.folder
                    ? "another folder for --segments" : "another place for --output")
        }
    }
}

extension Output {
    /// The folder that it is written in.
    var folder: String { DiskSpace.parent(of: path) ?? "." }
}
