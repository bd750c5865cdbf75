import ArgumentParser
import Files
import Imaging
import Presets
import Rendering

/// How much of the result shows over the input, and where, for `apply`.
struct EffectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Where the result shows over the input: a grey image, white where it does, or linear:X,Y,X,Y, \
            radial:X,Y,RADIUS or luma:FROM,TO.
            """, valueName: "mask"), completion: .file())
    var mask: String?

    @Option(
        help: ArgumentHelp(
            "Blur of the mask, 0 to 0.25: a Gaussian's standard deviation as a share of the width.",
            valueName: "share"))
    var feather: Double?

    @Flag(help: "Show the result where the mask is black.")
    var invert = false

    @Option(
        help: ArgumentHelp(
            "How much of the result shows over the input, 0 to 1.", valueName: "share"))
    var opacity = 1.0

    /// The choice as the library takes it.
    ///
    /// - Throws: `RenderError` for values out of their range, and for what says something of no mask.
    func effect() throws(RenderError) -> PictureEffect {
        let chosen = try mask.map { text throws(RenderError) in try Self.mask(text) }
        for (name, isGiven) in [("--feather", feather != nil), ("--invert", invert)]
        where isGiven && mask == nil {
            throw .badOption(name: name, found: "no --mask", expected: "a mask beside it")
        }
        try Self.check("--feather", feather ?? 0, atMost: PresetRegion.featherLimit)
        try Self.check("--opacity", opacity, atMost: 1)
        return PictureEffect(
            mask: chosen, feather: feather ?? 0, isInverted: invert, opacity: opacity)
    }

    private static func check(
        _ name: String, _ value: Double, atMost limit: Double
    ) throws(RenderError) {
        guard !(0...limit).contains(value) else { return }
        throw .badOption(
            name: name, found: "\(value)", expected: "a number from 0 to \(limit.thousandths)")
    }

    private static func mask(_ text: String) throws(RenderError) -> PictureEffect.Mask {
        guard MaskShape.isMeant(by: text) else { return .file(text) }
        guard let shape = MaskShape(text) else {
            throw .badOption(
                name: "--mask", found: "'\(text)'",
                expected: "one such as linear:0,0,0,1, radial:0.5,0.5,0.3 or luma:0.6,1")
        }
        return .shape(shape)
    }
}
