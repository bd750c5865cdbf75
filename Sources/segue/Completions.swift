import ArgumentParser
import Foundation
import Rendering

/// Names of built-in presets, for a shell's completion.
func presetNames(beginning word: String) -> [String] {
    ShippedPreset.all().map(\.name).filter { $0.hasPrefix(word) }
}

/// A shell's completions of a preset: built-in presets, then YAML files and folders.
func presetCompletions(of word: String) -> [String] {
    let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
    let files =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder))
    let paths = (files ?? []).sorted().compactMap { file -> String? in
        let path = folder + file
        guard path.hasPrefix(word),
            !file.hasPrefix(".") || word.dropFirst(folder.count).hasPrefix(".")
        else {
            return nil
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return nil
        }
        if isFolder.boolValue { return path + "/" }
        return [".yaml", ".yml"].contains(where: file.lowercased().hasSuffix) ? path : nil
    }
    return presetNames(beginning: word) + paths
}

/// Completes to files of networks.
var networkFiles: CompletionKind {
    .file(extensions: ["safetensors", "pth", "pt", "onnx", "param"])
}
