import BuiltinNetworks
import Imaging
import Inference
import Media
import Presets
import Rendering
import Timelines

/// What a valid preset makes, for the page.
struct SceneMessage: Encodable {
    struct Input: Encodable {
        let path: String
        let width: Int
        let height: Int
        let still: Bool
        let sound: Bool
    }

    struct Size: Encodable {
        let width: Int
        let height: Int
    }

    struct Network: Encodable {
        let name: String
        let source: String
        let shipped: Bool
    }

    struct Shipped: Encodable {
        let name: String
        let family: String
        let description: String
    }

    struct Lane: Encodable {
        let name: String
        let label: String
        let from: String
        let keys: [Key]
        let samples: [Int]
        let weights: [[Double]]
    }

    struct Key: Encodable {
        let number: Int
        let frame: Int
        let seconds: Double
        let time: String
        let weights: [String: Double]
        let ease: String?
        let hold: String?
        let holdSeconds: Double
        let label: String?
        /// The way to the next key: its progress at even steps of time.
        let curve: [Double]
        /// Of a curve that is a cubic Bézier: x₁, y₁, x₂, y₂.
        let handles: [Double]?
    }

    let input: Input
    let size: Size
    let frames: Int
    let rate: String
    let framesPerSecond: Double
    let networks: [Network]
    let palette: [Shipped]
    let lanes: [Lane]
    let beats: [Double]
    let outputs: [String]
    let fit: String?
    let loop: String
    let background: String
    let easings: [String]
}

extension SceneMessage {
    /// Samples of a lane's weights at the most.
    private static let sampleLimit = 480
    /// Parts of a key's drawn curve.
    fileprivate static let curveSteps = 48
    /// Beats at the most.
    private static let beatLimit = 2000

    /// - Parameter library: the networks that ship.
    init(_ plan: RenderPlan, library: [BuiltinNetwork]) {
        let (timeline, preset) = (plan.timeline, plan.preset)
        input = Input(
            path: plan.input.path, width: plan.input.width, height: plan.input.height,
            still: plan.input.isStill, sound: plan.sound != nil)
        size = Size(width: plan.resultSize.width, height: plan.resultSize.height)
        frames = timeline.frameCount
        rate = "\(timeline.frameRate)"
        framesPerSecond = timeline.frameRate.framesPerSecond
        networks = preset.networks.map { network in
            switch network.reference {
            case .builtin(let name):
                Network(name: network.name, source: "builtin:\(name)", shipped: true)
            case .file(let path): Network(name: network.name, source: path.written, shipped: false)
            }
        }
        palette = Self.palette(of: preset, library)
        lanes = plan.paths.indices.map { Self.lane($0, of: plan) }
        beats =
            preset.timeline.tempo?.beatTimes(
                at: timeline.frameRate, until: Double(frames) / framesPerSecond,
                limit: Self.beatLimit) ?? []
        outputs = plan.outputs.map(\.path)
        fit = timeline.fit?.rawValue
        loop = timeline.loop.rawValue
        background = "\(plan.background)"
        easings = Easing.names
    }

    /// Networks that ship, of the families that the preset has, and that it has not yet.
    private static func palette(of preset: Preset, _ library: [BuiltinNetwork]) -> [Shipped] {
        let used = Set(
            preset.networks.compactMap { network -> String? in
                guard case .builtin(let name) = network.reference else { return nil }
                return name
            })
        let families = Set(library.filter { used.contains($0.name) }.map(\.family))
        return library.filter { families.contains($0.family) && !used.contains($0.name) }
            .map { Shipped(name: $0.name, family: $0.family, description: $0.description) }
    }

    private static func lane(_ index: Int, of plan: RenderPlan) -> Lane {
        let path = plan.paths[index]
        let count = plan.timeline.frameCount
        let steps = min(count, sampleLimit)
        let samples = (0..<steps).map { steps > 1 ? $0 * (count - 1) / (steps - 1) : 0 }
        let mixtures = samples.map { plan.mixture(ofPath: index, frame: $0) }
        let label =
            switch path.place {
            case .timeline: ""
            case .layer(let part): part
            case .region(let mask): mask.split(separator: "/").last.map(String.init) ?? mask
            }
        let edits = try? KeyEdits(plan, lane: index)
        let source = index == 0 ? source(of: plan) : edits == nil ? "mix" : "keys"
        return Lane(
            name: path.name.isEmpty ? "mixture" : path.name, label: label,
            from: source, keys: source == "keys" ? edits?.messages ?? [] : [],
            samples: samples,
            weights: plan.family.names.map { name in
                mixtures.map { ($0.weight(of: name) * 10_000).rounded() / 10_000 }
            })
    }

    /// What gives the timeline's weights.
    private static func source(of plan: RenderPlan) -> String {
        switch plan.preset.timeline.source {
        case nil: "keys"
        case .formulas: "weights"
        case .table: "csv"
        case .sound: "sound"
        case .level: "level"
        }
    }

}

extension KeyEdits {
    /// The keys for the page; those that have no time are left out.
    fileprivate var messages: [SceneMessage.Key] {
        keys.indices.compactMap { index in
            guard let key = written[index] else { return nil }
            let texts = editor.texts(ofKey: index)
            return SceneMessage.Key(
                number: index, frame: min(frame(of: key), plan.timeline.passFrames - 1),
                seconds: key.time.seconds / stretch,
                time: texts["at"] ?? "",
                weights: Dictionary(
                    key.mixture.components.map { ($0.network, $0.weight) }, uniquingKeysWith: +),
                ease: texts["ease"], hold: texts["hold"],
                holdSeconds: key.hold.seconds / stretch, label: texts["label"],
                curve: (0...SceneMessage.curveSteps).map { step in
                    let progress = key.easing.progress(
                        at: Double(step) / Double(SceneMessage.curveSteps))
                    return (progress * 1000).rounded() / 1000
                }, handles: key.easing.handles)
        }
    }
}

extension Easing {
    /// The control points of a cubic Bézier; of a straight way ones that leave it straight.
    fileprivate var handles: [Double]? {
        switch self {
        case .linear: [0.33, 0.33, 0.67, 0.67]
        case .cubicBezier(let bezier): [bezier.x1, bezier.y1, bezier.x2, bezier.y2]
        case .linearPoints, .steps, .curve, .spring: nil
        }
    }
}

extension RenderPlan {
    /// The mixture of one of the plan's paths at a frame of the result.
    func mixture(ofPath index: Int, frame: Int) -> Timelines.Mixture {
        paths[index].timeline.mixture(at: timeline.shownTime(ofFrame: frame))
    }
}
