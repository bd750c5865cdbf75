import Files
import Formats
import Glibc
import Imaging
import Rendering

/// A folder of segments: for each a file of images and its sidecar.
///
/// Images are in the file one after the other, each as planes of green, blue, red and, where the render has
/// it, alpha, little-endian and without gaps: what FFmpeg calls gbrp16le and gbrap16le, or, where an output
/// keeps values below 0 and above 1, gbrpf32le and gbrapf32le.
struct SegmentFolder: Sendable {
    /// The folder, open; its files are those of users who are trusted.
    let files: TrustedFolder

    /// The folder's path.
    var path: String { files.path }

    /// The ending of sidecars.
    static let sidecar = ".json"
    /// The frozen plan's name.
    static let plan = "plan.json"

    /// Opens a folder that is there.
    ///
    /// - Parameter isNamed: whether a user has named it, and does not merely render the output beside it.
    /// - Throws: ``RenderError/segmentsMissing(folder:found:expected:)``, `FileError`.
    init(path: String, isNamed: Bool) throws {
        do {
            files = try TrustedFolder(path, isNamed ? .named : .own)
        } catch FileError.missing {
            throw Self.missing(path)
        }
    }

    /// Opens the folder of a plan's segments, and creates it if it is missing: for the user alone,
    /// unless it was named or is a farm's.
    ///
    /// - Throws: `FileError`.
    init(of plan: RenderPlan, isForFarm: Bool) throws {
        let isNamed = plan.storage.folder != nil
        files = try TrustedFolder(
            creating: Self.path(of: plan), isNamed ? .named : .own,
            isPrivate: !isNamed && !isForFarm)
    }

    /// The folder that was asked for, or `OUTPUT.segments` beside the first output; a numbered output
    /// without its number.
    static func path(of plan: RenderPlan) -> String {
        if let folder = plan.storage.folder { return folder }
        guard let path = plan.outputs.first?.path, path != Y4MFormat.standardOutput else {
            return "segments"
        }
        guard let pattern = SequencePattern(path) else { return path + ".segments" }
        let name = pattern.prefix.reversed().drop { ".-_ ".contains($0) }.reversed()
        let isFolder = name.isEmpty || name.last == "/"
        return String(name) + (isFolder ? "frames.segments" : ".segments")
    }

    /// That there is no plan.
    static func missing(_ path: String) -> RenderError {
        .segmentsMissing(
            folder: path, found: "no \(plan)",
            expected: "a folder that 'segue farm' or 'segue render' made")
    }

    /// The sidecars that can be read, with their files' names without an ending, by name.
    ///
    /// - Parameter numbers: of their segments; nil for all.
    /// - Throws: `FileError` for a sidecar, or pictures, of a user who is not trusted.
    func sidecars(of numbers: Set<Int>?) throws -> [(name: String, sidecar: SegmentSidecar)] {
        let names = files.names { name in
            guard Self.isSegment(name, ending: Self.sidecar) else { return false }
            return numbers == nil
                || Int(name.prefix { $0 != "-" }).map { numbers?.contains($0) == true } ?? false
        }
        return try names.compactMap { name in
            let segment = String(name.dropLast(Self.sidecar.count))
            guard let bytes = try sidecarBytes(name), let sidecar = SegmentSidecar(bytes) else {
                return nil
            }
            try files.check(segment + sidecar.form.ending)
            return (segment, sidecar)
        }
    }

    /// Nil for a sidecar that has gone or is empty, or that cannot be read.
    private func sidecarBytes(_ name: String) throws -> [UInt8]? {
        try files.check(name)
        return try? files.read(name).prefix(Self.sidecarLimit)
    }

    /// Whether no segment is left.
    var isEmpty: Bool {
        files.names(where: { name in
            ([Self.sidecar] + StoredForm.endings).contains { Self.isSegment(name, ending: $0) }
        }).isEmpty
    }

    /// Removes segments, their sidecars first, and what was left unfinished of them.
    func removeSegments() {
        let sidecars = { [files] in
            files.names(where: { Self.isSegment($0, ending: Self.sidecar) })
        }
        for name in sidecars() { files.remove(name) }
        // Pictures stay with a sidecar that could not be removed.
        let kept = sidecars().map { $0.dropLast(Self.sidecar.count) }
        for ending in StoredForm.endings {
            for name in files.names(where: { Self.isSegment($0, ending: ending) })
            where !kept.contains(name.dropLast(ending.count)) {
                files.remove(name)
            }
        }
        files.removeStaleTemporaries()
    }

    /// Bytes of the files of images in a folder, of whatever render; 0 where there is none.
    static func storedBytes(in path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var sum = 0
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard StoredForm.endings.contains(where: name.hasSuffix),
                lstat("\(path)/\(name)", &status) == 0
            else { continue }
            sum += Int(status.st_size)
        }
        return sum
    }

    /// A sidecar of 10⁵ images.
    private static let sidecarLimit = 8 << 20

    private static func isSegment(_ name: String, ending: String) -> Bool {
        name.hasSuffix(ending)
            && name.dropLast(ending.count).wholeMatch(of: /\d{6,}-[0-9a-f]{12}/) != nil
    }
}
