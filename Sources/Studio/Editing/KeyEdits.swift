import Files
import Inference
import Presets
import Rendering
import Timelines

/// Turns what is done to keys on the page into changes of the preset's text.
struct KeyEdits {
    let plan: RenderPlan
    private let list: KeyList
    let keys: [PresetTimeline.Key]
    /// The keys at the times of the path as it is written.
    let written: [Keyframe?]
    let editor: KeyEditor

    /// - Parameter lane: 0 for the timeline, then the layers, then the regions.
    init(_ plan: RenderPlan, lane: Int) throws {
        self.plan = plan
        let layers = plan.preset.layers.count
        guard (0...layers + plan.preset.regions.count).contains(lane) else {
            throw Refusal("lane \(lane): there is none")
        }
        list =
            lane == 0 ? .timeline : lane <= layers ? .layer(lane - 1) : .region(lane - 1 - layers)
        keys = plan.preset.keys(of: list)
        written = plan.preset.writtenKeys(of: list, along: plan.timeline, cuts: plan.cuts ?? [])
        editor = try KeyEditor(plan.preset, list)
    }

    /// The text with what a request asks for, and the lane's key and frame that must come of it.
    func text(_ request: PageRequest) throws -> String {
        switch request.action {
        case .set: return try setting(request)
        case .add: return try adding(at: frame(request), try mixture(request, inKey: nil), [])
        case .copy:
            let index = try key(request)
            let texts = editor.texts(ofKey: index)
            let more = ["ease", "hold"].compactMap { name in texts[name].map { (name, $0) } }
            return try adding(
                at: frame(request), field(of: keys[index].value, inKey: index), more)
        case .delete: return try deleting(try key(request))
        case nil: throw Refusal("no action, expected set, add, copy or delete")
        }
    }

    private func setting(_ request: PageRequest) throws -> String {
        let index = try key(request)
        var fields: [(name: String, value: KeyField?)] = []
        if let time = request.time {
            fields.append(("at", .text(time)))
        } else if request.frame != nil {
            fields.append(("at", .text(try time(ofKey: index, movedTo: frame(request)))))
        }
        if let mixture = try mixture(request, inKey: index) {
            fields.append((mixture.name, mixture.value))
            let other = mixture.name == "mix" ? "sliders" : "mix"
            if editor.has(other, inKey: index) { fields.append((other, nil)) }
        }
        for field in request.fields {
            fields.append((field.name, field.text.map(KeyField.text)))
        }
        guard !fields.isEmpty else { throw Refusal("nothing to set") }
        return try editor.setting(fields, ofKey: index)
    }

    /// A new key, or what one that stands there already becomes.
    private func adding(
        at frame: Int, _ mixture: MixtureField?, _ more: [(name: String, value: String)]
    ) throws -> String {
        let frames = written.map { $0.map(self.frame) ?? -1 }
        let mixture =
            mixture ?? field(of: plan.mixture(ofPath: pathNumber, frame: frame), inKey: nil)
        if let index = frames.firstIndex(of: frame) {
            return try editor.setting(
                [(mixture.name, mixture.value)] + more.map { ($0.name, .text($0.value)) },
                ofKey: index)
        }
        let index = frames.firstIndex { $0 > frame } ?? frames.count
        let fields =
            [("at", KeyField.text(try time(newKeyAt: index, frame: frame)))]
            + [(mixture.name, mixture.value)] + more.map { ($0.name, KeyField.text($0.value)) }
        guard index < keys.count, keys[index].time.value.countsFromKeyBefore, index > 0,
            let before = written[index - 1]
        else { return try editor.inserting(fields, at: index) }
        // The key behind counts from the one before it, which is the new one now.
        let gone = seconds(ofFrame: frame) - before.time.seconds - before.hold.seconds
        let moved = try editor.setting(
            [("at", .text(try text(ofKey: index, movedBy: -gone)))], ofKey: index)
        return try KeyEditor(moved, like: plan.preset, list).inserting(fields, at: index)
    }

    private func deleting(_ index: Int) throws -> String {
        if let label = keys[index].label?.value {
            let preset = plan.preset
            let all =
                [preset.timeline.keys] + preset.layers.map(\.keys) + preset.regions.map(\.keys)
            if let other = all.joined().first(where: { $0.time.value.label == label }) {
                throw Refusal(
                    "the key at \(other.time.value.text.quoted) counts from this one: "
                        + "change its time, or keep this key")
            }
        }
        let next = index + 1
        guard keys.indices.contains(next), keys[next].time.value.countsFromKeyBefore,
            let key = written[index], let after = written[next]
        else { return try editor.deleting(index) }
        let end = key.time.seconds + key.hold.seconds
        let time: String
        if index > 0, let before = written[index - 1] {
            time = try text(
                ofKey: next, movedBy: end - before.time.seconds - before.hold.seconds)
        } else {
            time = try start(movedBy: after.time.seconds)
        }
        let moved = try editor.setting([("at", .text(time))], ofKey: next)
        return try KeyEditor(moved, like: plan.preset, list).deleting(index)
    }
}

/// Times.
extension KeyEdits {
    private func key(_ request: PageRequest) throws -> Int {
        guard let index = request.key, keys.indices.contains(index) else {
            throw Refusal("key \(request.key.map(String.init) ?? ""): there is none")
        }
        return index
    }

    /// Behind the last frame that a key may be at: without a length the last key makes it.
    private var latest: Int {
        let isOpen = plan.timeline.duration == nil && plan.timeline.loop != .pingpong
        return isOpen ? Timeline.frameLimit : plan.timeline.frameCount
    }

    private func frame(_ request: PageRequest) throws -> Int {
        let frames = plan.timeline.frameCount
        guard let frame = request.frame, (0..<latest).contains(frame) else {
            throw Refusal(
                "frame \(request.frame.map(String.init) ?? ""), expected 0 to \(latest - 1)")
        }
        return frame < frames ? plan.timeline.passFrame(ofFrame: frame) : frame
    }

    private var rate: Double { plan.timeline.frameRate.framesPerSecond }

    /// How far a written time may be beside its frame, seconds of the path: a fiftieth of a frame.
    private var tolerance: Double { 0.02 / rate * stretch }

    /// Seconds of the path as it is written in a second of the result.
    var stretch: Double {
        guard plan.timeline.fit == .stretch, let duration = plan.timeline.duration,
            plan.timeline.pathLength > .zero
        else { return 1 }
        return plan.timeline.pathLength.seconds / duration.seconds
    }

    /// When a frame is, of the path as it is written.
    private func seconds(ofFrame frame: Int) -> Double { Double(frame) / rate * stretch }

    /// The frame nearest to a key.
    func frame(of key: Keyframe) -> Int {
        Int((key.time.seconds / stretch * rate).rounded())
    }

    private func time(ofKey index: Int, movedTo frame: Int) throws -> String {
        guard let key = written[index] else { throw Refusal("key \(index) has no time") }
        let seconds = seconds(ofFrame: frame)
        return try text(ofKey: index, movedBy: seconds - key.time.seconds)
    }

    private func text(ofKey index: Int, movedBy seconds: Double) throws -> String {
        let time = keys[index].time.value
        if let text = text(time, movedBy: seconds) { return text }
        guard let key = written[index] else { throw Refusal("key \(index) has no time") }
        return try start(movedBy: key.time.seconds + seconds)
    }

    /// A new key's time, in the unit of the one before it.
    private func time(newKeyAt index: Int, frame: Int) throws -> String {
        let seconds = seconds(ofFrame: frame)
        for other in [index - 1, index] where keys.indices.contains(other) {
            let time = keys[other].time.value
            guard time.countsFromStart, time.text != "0", let key = written[other],
                let text = text(time, movedBy: seconds - key.time.seconds)
            else { continue }
            return text
        }
        return try start(movedBy: seconds)
    }

    private func start(movedBy seconds: Double) throws -> String {
        guard let text = text(.start, movedBy: seconds) else {
            throw Refusal("a time before the start, expected one within the timeline")
        }
        return text
    }

    private func text(_ time: TimeExpression, movedBy seconds: Double) -> String? {
        time.text(
            movedBy: seconds, within: tolerance, at: plan.timeline.frameRate,
            duration: plan.timeline.duration, tempo: plan.preset.timeline.tempo)
    }
}

/// Mixtures.
extension KeyEdits {
    typealias MixtureField = (name: String, value: KeyField)

    private var pathNumber: Int {
        switch list {
        case .timeline: 0
        case .layer(let index): 1 + index
        case .region(let index): 1 + plan.preset.layers.count + index
        }
    }

    private func mixture(_ request: PageRequest, inKey index: Int?) throws -> MixtureField? {
        guard let weights = request.weights else { return nil }
        let known = Set(plan.family.names)
        if let name = weights.keys.first(where: { !known.contains($0) }) {
            throw Refusal("\(name.quoted) is no network of this preset")
        }
        let sum = weights.values.reduce(0, +)
        guard weights.values.allSatisfy(\.isFinite), abs(sum - 1) < 0.01 else {
            throw Refusal("weights whose sum is \(sum), expected 1")
        }
        return field(of: weights, inKey: index)
    }

    private func field(of mixture: Timelines.Mixture, inKey index: Int?) -> MixtureField {
        field(
            of: Dictionary(
                mixture.components.map { ($0.network, $0.weight) }, uniquingKeysWith: +),
            inKey: index)
    }

    /// As sliders over the base where the key, or for a new one the first key, has those.
    private func field(of weights: [String: Double], inKey index: Int?) -> MixtureField {
        let numbers = Thousandths(weights, names: plan.family.names)
        if let base = plan.preset.timeline.base, editor.has("sliders", inKey: index ?? 0) {
            let sliders = numbers.parts.filter { $0.name != base }
            return sliders.isEmpty ? ("mix", .text(base)) : ("sliders", .numbers(sliders))
        }
        guard numbers.parts.count == 1, numbers.parts[0].text == "1" else {
            return ("mix", .numbers(numbers.parts))
        }
        return ("mix", .text(numbers.parts[0].name))
    }
}

/// Weights with three decimals whose sum is exactly 1.
struct Thousandths {
    /// Those that are not 0, in the order of the networks.
    let parts: [KeyField.Number]

    init(_ weights: [String: Double], names: [String]) {
        var counts = names.map { Int(((weights[$0] ?? 0) * 1000).rounded()) }
        // What rounding adds or takes goes to the largest, where it is seen least.
        if let largest = counts.indices.max(by: { counts[$0] < counts[$1] }) {
            counts[largest] += 1000 - counts.reduce(0, +)
        }
        parts = zip(names, counts).filter { $0.1 != 0 }.map { name, count in
            KeyField.Number(name, Self.text(count))
        }
    }

    private static func text(_ count: Int) -> String {
        let sign = count < 0 ? "-" : ""
        let (whole, rest) = count.magnitude.quotientAndRemainder(dividingBy: 1000)
        guard rest > 0 else { return "\(sign)\(whole)" }
        let digits = String(rest + 1000).dropFirst()
        return "\(sign)\(whole).\(String(digits.reversed().drop { $0 == "0" }.reversed()))"
    }
}
