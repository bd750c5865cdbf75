import Files
import Foundation
import Weights

/// Folders of the form `FAMILY/NAME.safetensors`, the first one first.
struct NetworkFolders {
    let roots: [String]

    /// A network's file in one of the folders.
    struct File: Equatable {
        let name: String
        let family: String
        let path: String

        /// The network as its file's header describes it.
        func describe() throws -> BuiltinNetwork {
            let outline = try SafetensorsOutline(file: path)
            return BuiltinNetwork(
                name: name, family: family, description: outline.metadata["description"] ?? "",
                parent: outline.metadata["parent"].flatMap { $0.isEmpty ? nil : $0 },
                parameterCount: outline.parameterCount, file: path)
        }
    }

    /// All networks, each name once; families and names in alphabetical order within a folder.
    var files: [File] {
        var seen = Set<String>()
        return roots.flatMap(Self.files).filter { seen.insert($0.name).inserted }
    }

    /// The network of that name, or the error that names the nearest.
    func file(named name: String) throws -> File {
        let files = files
        if let file = files.first(where: { $0.name == name }) { return file }
        guard !files.isEmpty else { throw BuiltinNetworksError.noNetworks(searched: roots) }
        throw BuiltinNetworksError.unknownName(
            name, nearest: nearestName(to: name, in: files.map(\.name).sorted()))
    }

    private static func files(in root: String) -> [File] {
        contents(of: root).flatMap { family in
            contents(of: "\(root)/\(family)").compactMap { file in
                guard file.hasSuffix(".safetensors") else { return nil }
                return File(
                    name: String(file.dropLast(".safetensors".count)), family: family,
                    path: "\(root)/\(family)/\(file)")
            }
        }
    }

    /// Visible names, sorted; none when the folder is not there or not a folder.
    private static func contents(of folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
}

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
