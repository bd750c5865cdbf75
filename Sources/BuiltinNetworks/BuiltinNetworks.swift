public import Weights

/// The networks that ship with the program.
///
/// They stand in `FAMILY/NAME.safetensors` in the folder that the environment variable
/// `SEGUE_NETWORKS` names, in `../share/segue/networks` seen from the program's folder, or in the
/// resources that the Swift package manager puts beside the program; a name is taken from the first
/// that has it.
public enum BuiltinNetworks {
    /// The names of all networks, sorted; empty when no folder is there.
    public static var names: [String] { folders.files.map(\.name).sorted() }

    /// The names of all families, sorted.
    public static var families: [String] { Set(folders.files.map(\.family)).sorted() }

    /// The path of a network's file.
    ///
    /// Throws `BuiltinNetworksError` for an unknown name.
    public static func file(named name: String) throws -> String {
        try folders.file(named: name).path
    }

    /// Reads a network, which messages call `builtin:NAME`.
    ///
    /// Throws `BuiltinNetworksError` for an unknown name, `WeightsError` for a damaged file.
    public static func read(named name: String) throws -> Checkpoint {
        try Checkpoint(safetensorsFile: file(named: name), named: "builtin:\(name)")
    }

    /// A network as its file's header describes it; its parameters are not read.
    ///
    /// Throws `BuiltinNetworksError` for an unknown name, `WeightsError` for a damaged file.
    public static func network(named name: String) throws -> BuiltinNetwork {
        try folders.file(named: name).describe()
    }

    private static var folders: NetworkFolders { NetworkFolders(roots: NetworkFolders.standard()) }
}
