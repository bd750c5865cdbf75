import Files
import Imaging
import Media
import Presets
package import Timelines

/// A part of a plan's picture with a path of its own.
package struct PlannedRegion: Sendable {
    /// The mask's file, or the pattern, glob or folder of a sequence; nil for one that is computed.
    let file: String?
    /// Which pixels belong to it.
    let mask: RegionMask
    /// How soft the mask's edge is, and which side of it counts.
    let look: MaskLook
    /// Its mixtures, at the times of the plan's timeline.
    package internal(set) var timeline: Timeline
    /// By what its mask is multiplied; nil for 1.
    let opacity: NumberCurve?
    /// How far its mask is moved; nil where it stays.
    let move: NumberCurve?

    /// Reads the mask.
    ///
    /// - Throws: ``RenderError/badMask(file:found:expected:)`` for one of other proportions than the input,
    ///   `FileError`, `MediaError`.
    init(
        _ region: PresetRegion, _ paths: PresetPaths.Region, gaps: SequenceGaps,
        over input: SourceProperties
    ) throws {
        file = region.maskFile?.value.resolved
        look = MaskLook(feather: region.feather, isInverted: region.isInverted)
        (timeline, opacity, move) = (paths.timeline, paths.opacity, paths.move)
        switch region.mask {
        case .shape(let shape): mask = .shape(shape)
        case .file(let path):
            let settings = InputSettings(sequenceRate: timeline.frameRate, gaps: gaps)
            mask = try RegionMask(path.value.resolved, settings, over: input)
        }
    }

    /// The mask, if it moves.
    var movingMask: RegionMask.Moving? {
        guard case .moving(let moving) = mask else { return nil }
        return moving
    }

    /// How it lies in the frame of a time.
    func placement(at time: Time) -> RegionPlacement {
        let place = move?.numbers(at: time).map { Float($0) } ?? [0, 0]
        return RegionPlacement(
            opacity: opacity.map { $0.opacity(at: time) } ?? 1, x: place[0], y: place[1])
    }

    /// Whether its mask is made anew for every frame: it is a film, of luma, or its place has keys.
    var isMaskMade: Bool {
        switch mask {
        case .moving, .shape(.luma): true
        case .still, .shape: move != nil
        }
    }

    /// SHA-256 of the mask as it is laid over images.
    var maskDigest: Digest {
        get throws {
            let own = try mask.digest(path: file ?? "")
            return look.isPlain
                ? own : try SHA256.digest(of: "\(own) \(look.isInverted) \(look.feather)")
        }
    }

    /// Where the region is, in a line for people.
    package var summary: String {
        let side = look.isInverted ? "black" : "white"
        var parts = ["where \(maskName) is \(side)"]
        if look.feather > 0 { parts.append("feather \(look.feather)") }
        if let opacity { parts.append("opacity \(opacity.summary)") }
        if move != nil { parts.append("moved by keys") }
        return parts.joined(separator: ", ")
    }

    /// The mask for people: its file or its shape.
    package var maskName: String {
        if case .shape(let shape) = mask { return shape.description }
        return file ?? ""
    }
}

/// How a mask is looked at.
struct MaskLook: Sendable {
    /// The standard deviation of the Gaussian that blurs it, in shares of the image's width; 0 for none.
    var feather = 0.0
    /// Whether black is what counts.
    var isInverted = false

    /// Whether it is taken as it is.
    var isPlain: Bool { feather == 0 && !isInverted }
}

extension NumberCurve {
    /// Its number where that never changes, for people.
    package var summary: String {
        isConstant ? Double(opacity(at: .zero)).thousandths : "by keys"
    }

    /// The first of its numbers at a time within 0…1, also where an easing overshoots.
    func opacity(at time: Time) -> Float { Float(min(max(numbers(at: time)[0], 0), 1)) }
}
