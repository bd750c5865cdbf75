import BuiltinNetworks
import Files
import Formats
import Imaging
import Inference
import Media
import Networks
import Presets
import Timelines

extension Recipe {
    /// The recipe of a plan's output, without frames.
    ///
    /// - Throws: `FileError`, `BuiltinNetworksError`.
    init(_ output: Output, of plan: RenderPlan, _ identity: RenderFingerprint) throws {
        segue = Self.form
        version = SegueVersion.current
        preset = plan.preset.shipped?.text ?? plan.preset.source.text
        shipped = plan.preset.shipped?.name
        options = Options(plan, ofSingleFile: !output.format.isNumbered)
        self.output = OutputChoice(output, of: plan)
        networks = try zip(identity.networks, zip(plan.preset.networks, plan.family.members)).map {
            member, network in
            let file = try network.0.reference.builtinFile ?? network.1.file
            return Network(
                name: member.name,
                sha256: try SHA256.digest(ofFile: NetworkLocation(file).file).description,
                content: member.sha256)
        }
        let hasFile = identity.input.kind != .sequence
        input = Input(
            kind: identity.input.kind.rawValue, sha256: hasFile ? identity.input.sha256 : nil)
        masks = identity.masks
        // Elsewhere an output does not depend on those beside it.
        samples = plan.tolerance > 0 ? identity.samples : nil
        numerics = identity.numerics
        frames = []
    }
}

extension Recipe.Options {
    /// Pictures of parts of a render are those of all of it, so they do not state which part it was.
    fileprivate init(_ plan: RenderPlan, ofSingleFile: Bool) {
        let options = plan.options
        input = options.input.map(\.lastName)
        gaps = options.gaps?.rawValue
        frames = ofSingleFile ? options.frames.map { [$0.lowerBound, $0.upperBound] } : nil
        scale = options.scale
        fps = options.frameRate?.description
        duration = options.duration?.text
        tolerance = options.tolerance > 0 ? options.tolerance : nil
        let precision = options.resources.precision
        self.precision = precision == .f32 ? nil : precision.rawValue
        mixing = options.mixing == .networks ? nil : options.mixing.rawValue
        noSound = options.copiesSound || !ofSingleFile ? nil : true
    }
}

extension Recipe.OutputChoice {
    fileprivate init(_ output: Output, of plan: RenderPlan) {
        let isStandard =
            (try? OutputSpec(commandLine: output.path))?.format == output.format
            && output.width == nil && output.height == nil && output.frameRate == nil
        if plan.options.outputs.isEmpty, !isStandard {
            index = plan.preset.outputs.firstIndex { $0.path.resolved == output.path }
        }
        if index == nil {
            let ending = output.path.lastName.split(separator: ".").last.map(String.init) ?? ""
            name = (output.format.isNumbered ? "%06d." : "output.") + ending
        }
        let size = output.size(of: plan.resultSize)
        (width, height) = (size.width, size.height)
        fps = (output.frameRate ?? plan.timeline.frameRate).description
    }
}

extension String {
    /// The last component of a path.
    var lastName: String { split(separator: "/").last.map(String.init) ?? self }
}
