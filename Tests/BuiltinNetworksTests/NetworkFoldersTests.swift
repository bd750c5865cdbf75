import Foundation
import Testing
import Weights

@testable import BuiltinNetworks

@Suite("Folders of networks")
struct NetworkFoldersTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("segue-networks-\(UInt64.random(in: .min ... .max))").path

    @Test("networks are found by name in the folders of their families")
    func finding() throws {
        defer { remove() }
        try write("a/painters/monet", ["description": "Water lilies", "parent": ""])
        try write("a/painters/ukiyoe", ["parent": "monet"])
        try write("a/denoise/light", [:])
        try Data("notes".utf8).write(to: URL(fileURLWithPath: "\(folder)/a/painters/README"))
        let folders = NetworkFolders(roots: ["\(folder)/none", "\(folder)/a"])
        #expect(folders.files.map(\.name) == ["light", "monet", "ukiyoe"])
        #expect(folders.files.map(\.family) == ["denoise", "painters", "painters"])
        #expect(
            try folders.file(named: "monet").describe()
                == BuiltinNetwork(
                    name: "monet", family: "painters", description: "Water lilies", parent: nil,
                    parameterCount: 6, file: "\(folder)/a/painters/monet.safetensors"))
        #expect(try folders.file(named: "ukiyoe").describe().parent == "monet")
    }

    @Test("of two networks with one name the first folder's counts")
    func precedence() throws {
        defer { remove() }
        try write("first/painters/monet", [:])
        try write("second/painters/monet", [:])
        try write("second/painters/vangogh", [:])
        let folders = NetworkFolders(roots: ["\(folder)/first", "\(folder)/second"])
        #expect(folders.files.map(\.name) == ["monet", "vangogh"])
        #expect(
            try folders.file(named: "monet").path == "\(folder)/first/painters/monet.safetensors")
    }

    @Test(
        "an unknown name is answered with the nearest",
        arguments: [
            ("mont", "no built-in network 'mont' (did you mean 'builtin:monet'?)"),
            ("mnt", "no built-in network 'mnt' (did you mean 'builtin:monet'?)"),
            ("Van-Gogh", "no built-in network 'Van-Gogh' (did you mean 'builtin:vangogh'?)"),
            ("x\n", "no built-in network 'x\\u{a}', expected one that 'segue networks' lists"),
            (
                "../painters/monet",
                "no built-in network '../painters/monet', expected one that 'segue networks' lists"
            ),
        ])
    func unknown(name: String, message: String) throws {
        defer { remove() }
        for known in ["monet", "vangogh", "cezanne"] { try write("a/painters/\(known)", [:]) }
        let error = #expect(throws: BuiltinNetworksError.self) {
            try NetworkFolders(roots: ["\(folder)/a"]).file(named: name)
        }
        #expect(error?.description == message)
    }

    @Test("without any network the folders that were searched are named")
    func none() {
        let error = #expect(throws: BuiltinNetworksError.self) {
            try NetworkFolders(roots: ["/none/a", "/none/b"]).file(named: "monet")
        }
        #expect(
            error?.description
                == "built-in networks: none found, expected some in /none/a, /none/b")
    }

    @Test("the variable comes first, then the installation, then the build folder")
    func standard() {
        #expect(
            NetworkFolders.standard(
                environment: ["SEGUE_NETWORKS": "/nets"], programFolder: "/usr/bin") == [
                    "/nets", "/usr/share/segue/networks",
                    "/usr/bin/Segue_BuiltinNetworks.resources/Resources",
                ])
        #expect(NetworkFolders.standard(environment: [:], programFolder: nil) == [])
        #expect(
            NetworkFolders.standard(environment: ["SEGUE_NETWORKS": ""], programFolder: "/bin")[0]
                == "/share/segue/networks")
    }

    private func write(_ name: String, _ metadata: [String: String]) throws {
        let path = "\(folder)/\(name).safetensors"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true
        )
        let weights = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        try Checkpoint(file: name, names: ["w"], tensors: ["w": weights], metadata: metadata)
            .writeSafetensors(to: path, elementType: .float16)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
