import Fixtures
import Foundation

/// A file system of a few megabytes in memory, mounted on a folder of a workshop; only root may.
final class SmallFileSystem: Sendable {
    /// Whether one can be mounted here.
    static let isPossible: Bool = {
        guard let workshop = try? Workshop() else { return false }
        return (try? SmallFileSystem(in: workshop, megabytes: 1)) != nil
    }()

    struct Refused: Error {
        let message: String
    }

    /// The folder.
    let path: String
    /// Its folder is removed after the file system is gone from it.
    private let workshop: Workshop

    /// Mounts one on the folder `small`.
    init(in workshop: Workshop, megabytes: Int) throws {
        try workshop.folder.makeFolder("small")
        self.workshop = workshop
        path = workshop.folder.path("small")
        guard let mount = Program(named: "mount") else { throw Refused(message: "no mount") }
        let result = try mount.run(["-t", "tmpfs", "-o", "size=\(megabytes)m", "segue", path])
        guard result.code == 0 else { throw Refused(message: result.errors) }
    }

    deinit { _ = try? Program(named: "umount")?.run(["-l", path]) }
}
