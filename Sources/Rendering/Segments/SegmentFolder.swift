import Foundation
import Media

/// A folder of segments: for each a file of pictures and its sidecar.
///
/// Pictures stand in the file one after the other, each as planes of green, blue and red with 16-bit
/// levels, little-endian and without gaps: what FFmpeg calls gbrp16le.
struct SegmentFolder: Sendable, Equatable {
    /// The folder, which need not be there.
    let path: String

    /// The ending of files of pictures.
    static let pictures = ".gbrp16"
    /// The ending of sidecars.
    static let sidecar = ".json"
    /// The frozen plan's name.
    static let plan = "plan.json"

    /// Bytes of a stored picture.
    static func pictureBytes(width: Int, height: Int) -> Int { 6 * width * height }

    /// The path of a file in it.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The sidecars that can be read, with their files' names without an ending, by name.
    ///
    /// - Parameter numbers: of their segments; nil for all.
    func sidecars(of numbers: Set<Int>?) -> [(name: String, sidecar: SegmentSidecar)] {
        let names = names.filter { name in
            guard Self.isSegment(name, ending: Self.sidecar) else { return false }
            return numbers == nil
                || Int(name.prefix { $0 != "-" }).map { numbers?.contains($0) == true } ?? false
        }
        return names.sorted().compactMap { name in
            guard let bytes = try? InputFile(path: file(name)).prefix(Self.sidecarLimit),
                let sidecar = SegmentSidecar(bytes)
            else { return nil }
            return (String(name.dropLast(Self.sidecar.count)), sidecar)
        }
    }

    /// Removes segments, their sidecars first, the plan, and the folder if nothing else is in it.
    func remove() {
        removeSegments()
        unlink(file(Self.plan))
        rmdir(path)
    }

    /// Removes segments, their sidecars first, and what was left unfinished of them.
    func removeSegments() {
        let names = names
        for name in names where Self.isSegment(name, ending: Self.sidecar) { unlink(file(name)) }
        for name in names where Self.isSegment(name, ending: Self.pictures) { unlink(file(name)) }
        Leftovers.remove(inFolder: path)
    }

    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    /// A sidecar of 10⁵ pictures.
    private static let sidecarLimit = 8 << 20

    private static func isSegment(_ name: String, ending: String) -> Bool {
        name.hasSuffix(ending)
            && name.dropLast(ending.count).wholeMatch(of: /\d{6,}-[0-9a-f]{12}/) != nil
    }
}
