import BuiltinNetworks
package import Files
import Foundation
import Imaging
import Inference
import Media
import Networks
import Presets
import Timelines
import Weights

/// What all frames of a plan are computed from, besides their mixtures, by content.
package struct RenderFingerprint: Codable, Sendable, Equatable {
    /// A network by its content.
    package struct Member: Codable, Sendable, Equatable {
        /// Its name in the preset.
        package let name: String
        /// SHA-256 of its file, its tensors, its colours and whose statistics it uses.
        package let sha256: String
    }

    /// An input by its content.
    package struct Input: Codable, Sendable, Equatable {
        /// What kind it is: files of a sequence are looked at one by one.
        package enum Kind: String, Codable, Sendable { case still, film, sequence }

        package let kind: Kind
        /// SHA-256 of the file; of a sequence empty.
        package let sha256: String
        /// SHA-256 of a sequence's files in order, where they have been looked at.
        package var pictures: [String]?
        /// How many frames a sequence has.
        package let count: Int?
        /// Which part of a film is read and how; nil for others.
        package var reading: String?
    }

    /// The program's version.
    package let program: String
    /// In the order of the preset, which is that of the sum.
    package let networks: [Member]
    package var input: Input
    /// SHA-256 of the regions' masks, in the order of the preset; nil without regions.
    package let masks: [String]?
    /// What frames have beside mixtures; nil for nothing.
    package let settings: [String]?
    /// Whether images have alpha; nil where not.
    package let alpha: Bool?
    /// The colour on which transparent frames of a film or sequence that begins opaque are laid; nil for
    /// black, and where none can be.
    package let background: String?
    /// The form of images; nil for levels of 16 bits.
    package let samples: SampleForm?
    /// How mixtures become images; nil for mixed networks.
    package let mixing: MixingMethod?
    /// Columns of the pictures that the networks see.
    package let width: Int
    /// Rows of the pictures that the networks see.
    package let height: Int
    package let precision: String
    package let numerics: NumericsFingerprint

    /// Reads the input's file and the networks' once more.
    ///
    /// - Throws: `FileError`, `InferenceError`.
    package init(_ plan: RenderPlan) throws {
        program = SegueVersion.current
        networks = try zip(plan.preset.networks, plan.family.members).map { named, network in
            let file = try named.reference.builtinFile ?? network.file
            return Member(name: named.name, sha256: try network.digest(file: file).description)
        }
        input = try Input(plan)
        let masks = try plan.regions.map { try $0.maskDigest.description }
        self.masks = masks.isEmpty ? nil : masks
        settings = plan.settings
        alpha = plan.input.hasAlpha ? true : nil
        let isLaid = !plan.input.hasAlpha && !plan.input.isStill && plan.background != .black
        background = isLaid ? plan.background.description : nil
        samples = plan.samples == .levels16 ? nil : plan.samples
        mixing = plan.mixing == MixingMethod.networks ? nil : plan.mixing
        (width, height) = (plan.pictureSize.width, plan.pictureSize.height)
        precision = plan.resources.precision.rawValue
        numerics = try NumericsFingerprint(plan)
    }

    /// What a machine has in another form than the plan that was made of it, but for numerics; empty
    /// where nothing has.
    package func differences(from frozen: RenderFingerprint) -> [String] {
        var found: [String] = []
        if program != frozen.program { found.append("program \(program) (\(frozen.program))") }
        if input.sha256 != frozen.input.sha256 || input.kind != frozen.input.kind
            || input.count != frozen.input.count || input.reading != frozen.input.reading
        {
            found.append("input")
        }
        if networks.map(\.name) != frozen.networks.map(\.name) {
            found.append("names of networks")
        } else {
            found += zip(networks, frozen.networks).filter { $0 != $1 }.map {
                "network \($0.0.name)"
            }
        }
        if masks != frozen.masks { found.append("masks") }
        if settings != frozen.settings { found.append("opacity or place of regions") }
        if alpha != frozen.alpha { found.append("transparency") }
        if background != frozen.background { found.append("background") }
        if samples != frozen.samples { found.append("samples") }
        if mixing != frozen.mixing { found.append("cross-fade") }
        if (width, height) != (frozen.width, frozen.height) { found.append("size") }
        if precision != frozen.precision { found.append("precision") }
        return found
    }

    /// The hash of all that every frame has in common: not what things are called.
    package func digest() throws -> Digest {
        var parts = [program] + networks.map(\.sha256)
        parts += [
            input.kind.rawValue, input.sha256, "\(input.count ?? 0)", "\(width)×\(height)",
            precision,
        ]
        if let reading = input.reading { parts.append(reading) }
        if let masks { parts += ["masks"] + masks }
        if let settings { parts += ["settings"] + settings }
        if alpha == true { parts.append("alpha") }
        if let background { parts += ["background", background] }
        if let samples { parts += ["samples", samples.rawValue] }
        if let mixing { parts += ["mixing", mixing.rawValue] }
        parts += [numerics.instructions, numerics.onednn, numerics.libavcodec, numerics.probe]
        return try SHA256.digest(of: parts.joined(separator: "\n"))
    }
}

extension RenderFingerprint.Input {
    fileprivate init(_ plan: RenderPlan) throws {
        let source = try plan.openInput()
        guard source.file(ofFrame: 0) == nil else {
            self.init(kind: .sequence, sha256: "", pictures: nil, count: plan.input.frameCount)
            return
        }
        self.init(
            kind: plan.input.isStill ? .still : .film,
            sha256: try SHA256.digest(of: .media(plan.input.path)).description, pictures: nil,
            count: nil, reading: plan.input.isStill ? nil : plan.preset.reading)
    }

    /// With the hashes of all files of a sequence, which are read for it.
    package mutating func readPictures(_ plan: RenderPlan) throws {
        guard kind == .sequence else { return }
        let source = try plan.openInput()
        pictures = try (0..<(count ?? 0)).compactMap { index in
            try source.file(ofFrame: index).map { try SHA256.digest(ofFile: $0).description }
        }
    }
}

extension Preset {
    /// Which part of a film is read and how.  The number counts changes of what a film's pictures are.
    fileprivate var reading: String {
        let start = input?.start?.value.text ?? "", end = input?.end?.value.text ?? ""
        return
            "film 2 \(start)–\(end) × \(input?.speed ?? .own) \(input?.damaged.rawValue ?? "error")"
    }
}

extension NetworkReference {
    /// The path of a network that ships; nil for any other.
    var builtinFile: String? {
        get throws {
            guard case .builtin(let name) = self else { return nil }
            return try BuiltinNetworks.file(named: name)
        }
    }
}

extension Network {
    /// SHA-256 of the file as it is, of all tensors, which may stand in other files, of the colours and of
    /// whose statistics batch normalisations use.
    fileprivate func digest(file: String) throws -> Digest {
        let hash = try SHA256()
        try hash.update(SHA256.digest(ofFile: NetworkLocation(file).file).description)
        try hash.update("\(convention)")
        if let statistics { try hash.update(statistics.rawValue) }
        for name in tensors.keys.sorted() {
            guard let tensor = tensors[name] else { continue }
            try hash.update("\(name)\(tensor.shape)")
            try tensor.values.withUnsafeBytes { try hash.update($0) }
        }
        return try hash.digest()
    }
}
