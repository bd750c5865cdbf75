import Foundation

extension NetworkFolders {
    /// The folders that are searched, whether they are there or not.
    ///
    /// `Bundle.module` is not asked: it stops a program that stands without its resources.
    static func standard(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        programFolder: String? = programFolder
    ) -> [String] {
        var roots: [String] = []
        if let chosen = environment["SEGUE_NETWORKS"], !chosen.isEmpty { roots.append(chosen) }
        if let programFolder {
            let parent = (programFolder as NSString).deletingLastPathComponent
            roots.append((parent as NSString).appendingPathComponent("share/segue/networks"))
            roots.append("\(programFolder)/Segue_BuiltinNetworks.resources/Resources")
        }
        return roots
    }

    /// The folder of the running program with links resolved, nil where the system does not say.
    ///
    /// In tests this is the folder of the test bundle, beside which the resources stand too.
    static let programFolder = ProgramFile.path.map {
        ($0 as NSString).deletingLastPathComponent
    }
}
