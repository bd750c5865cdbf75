import Files
import Inference
import Presets
import Timelines

extension Recipe {
    /// The preset, whose paths begin in a folder.
    ///
    /// - Parameters:
    ///   - file: the output, which messages name.
    ///   - folder: nil for one from which an output of the preset leads to where the file is, if what the
    ///     preset reads is there; else the working folder.
    ///   - withInput: whether its input counts among that.
    /// - Throws: `PresetProblems`.
    func preset(
        of file: String, in folder: String?, withInput: Bool
    ) throws -> Preset {
        let written = try Preset.parse(preset, file: file.lastName)
        if let folder = folder ?? shippedFolder {
            return try preset(of: file, below: folder)
        }
        let found = try folders(of: written, file: file).map { try preset(of: file, below: $0) }
        let isNeeded = withInput && options.input == nil
        return (found + [written]).first { $0.isThere(withInput: isNeeded) } ?? found.first
            ?? written
    }

    private func preset(of file: String, below folder: String) throws -> Preset {
        let separator = folder.isEmpty || folder.hasSuffix("/") ? "" : "/"
        return try Preset.parse(preset, file: folder + separator + file.lastName)
    }

    /// Of a preset that ships.
    private var shippedFolder: String? {
        shipped.flatMap { try? ShippedPreset.named($0) }?.folder
    }

    /// The text of the preset for a file in any folder, and for one that ships with the paths of this
    /// machine.
    ///
    /// - Throws: `PresetProblems`.
    public func presetText() throws -> String {
        guard let shipped, let folder = shippedFolder else { return preset }
        return try Preset.parse(preset, file: "\(folder)/\(shipped)").text {
            "/" + absoluteComponents(of: $0.resolved).joined(separator: "/")
        } writing: {
            $0.written
        }
    }

    /// The folders from which an output of the preset, or this one where it is known, leads to the folder
    /// of the file.
    private func folders(of preset: Preset, file: String) -> [String] {
        let outputs = output.index.map { index in
            preset.outputs.indices.contains(index) ? [preset.outputs[index]] : []
        }
        return (outputs ?? preset.outputs).compactMap {
            Self.folder(from: $0.path.written, to: file)
        }
    }

    /// The folder from which a path leads to the folder of a file.
    private static func folder(from written: String, to file: String) -> String? {
        let steps = written.split(separator: "/").dropLast().filter { $0 != "." }
        guard !steps.contains("..") else { return nil }
        let parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        if parts.suffix(steps.count).elementsEqual(steps) {
            let folder = parts.dropLast(steps.count).joined(separator: "/")
            return folder.isEmpty && file.hasPrefix("/") ? "/" : folder
        }
        let whole = absoluteComponents(of: file).dropLast()
        guard whole.suffix(steps.count).elementsEqual(steps) else { return nil }
        return "/" + whole.dropLast(steps.count).joined(separator: "/")
    }
}

extension Preset {
    /// Whether what it reads is there, as far as single files tell.
    ///
    /// - Parameter withInput: whether its input is one of them.
    fileprivate func isThere(withInput: Bool) -> Bool {
        let input = withInput ? [self.input?.file.value].compactMap(\.self) : []
        return networks.allSatisfy { $0.reference.fault == nil }
            && (input + regions.compactMap(\.maskFile?.value)
                + [timeline.source?.file?.value].compactMap(\.self))
                .allSatisfy { path in
                    path.written.contains { "%#*?[".contains($0) }
                        || FilePlacement.isThere(path.resolved)
                }
    }
}

extension RenderOptions {
    /// The options of a recipe.
    ///
    /// - Throws: `TimelineError`, and ``RenderError/badOption(name:found:expected:)``.
    init(_ recipe: Recipe) throws {
        self.init()
        let stated = recipe.options
        input = stated.input
        gaps = try stated.gaps.map { try Self.value(SequenceGaps.init(rawValue:), "--gaps", $0) }
        outputs = recipe.output.name.map { [$0] } ?? []
        scale = stated.scale
        frameRate = try stated.fps.map { text throws(TimelineError) in try FrameRate.parse(text) }
        duration = try stated.duration.map { text throws(TimelineError) in
            try TimeExpression.parseLength(text)
        }
        tolerance = stated.tolerance ?? 0
        resources.precision =
            try stated.precision.map {
                try Self.value(Precision.init(rawValue:), "--precision", $0)
            } ?? .f32
        mixing =
            try stated.mixing.map {
                try Self.value(MixingMethod.init(rawValue:), "the method of mixing", $0)
            } ?? .networks
        try check()
    }

    private static func value<Value>(
        _ make: (String) -> Value?, _ name: String, _ text: String
    ) throws(RenderError) -> Value {
        guard let value = make(text) else {
            throw .badOption(name: name, found: text.quoted, expected: "one that is known")
        }
        return value
    }
}
