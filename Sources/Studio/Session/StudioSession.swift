import BuiltinNetworks
import Files
import FlyingFox
import Foundation
import Inference
import Media
import Presets
import Rendering
import Timelines

/// One preset and the pages that show it: takes their messages, changes the text, and tells all pages what came of
/// it.
actor StudioSession {
    /// A text and what it makes.
    struct Draft {
        var text: String
        var problems: [PageMessage.Problem] = []
        /// What the page whose text it is knows already.
        var author: PageNumber?
    }

    var file: PresetFile
    var options: RenderOptions
    let desk = PictureDesk()
    private let library: [BuiltinNetwork]
    private var pages: [PageNumber: Outbox] = [:]
    private var pageCount = 0
    private(set) var draft: Draft
    private(set) var revision = 0
    /// Of the last text without mistakes.
    private(set) var plan: RenderPlan?
    /// What the input's file was like then.
    private var inputStamp: FileStamp?
    private var scene: SceneMessage?
    private var notes: [String] = []
    private var history = History()
    private var changes: AsyncStream<Change>.Continuation?
    var render: Task<Void, Never>?
    /// The wave form of what is heard.
    var sound: (heard: SoundOutline, message: PageMessage.Sound?)?
    var estimate: (revision: Int, message: PageMessage.Estimate)?
    var isEstimating = false
    /// Of the last render.
    var outputs: [PageMessage.Rendered.Output] = []

    /// What changes the text, one after the other.
    private enum Change: Sendable {
        case request(PageRequest, PageNumber)
        case input(String, CheckedContinuation<Void, any Error>)
        case file
    }

    init(_ preset: String, _ options: RenderOptions) throws {
        file = try PresetFile(fileOrName: preset)
        self.options = options
        self.options.overwrite = true
        draft = Draft(text: file.text)
        library = BuiltinNetworks.names.compactMap { try? BuiltinNetworks.network(named: $0) }
    }

    /// Takes changes, and looks every now and then whether another program has changed the file.
    func run() async {
        // Beyond these, changes that are not made yet are lost: no one waits for them.
        let (stream, continuation) = AsyncStream.makeStream(
            of: Change.self, bufferingPolicy: .bufferingNewest(256))
        changes = continuation
        await adopt(draft, saving: false)
        let watch = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(300))
                continuation.yield(.file)
            }
        }
        await withTaskCancellationHandler {
            for await change in stream { await make(change) }
        } onCancel: {
            continuation.finish()
        }
        watch.cancel()
        render?.cancel()
        await render?.value
        desk.stop()
        for outbox in pages.values { outbox.finish() }
    }

    func join(_ outbox: Outbox) -> PageNumber {
        pageCount += 1
        let page = PageNumber(number: pageCount)
        pages[page] = outbox
        if revision > 0 { outbox.send(state, about: .state) }
        if let message = sound?.message { outbox.send(message, about: .sound) }
        return page
    }

    func leave(_ page: PageNumber) {
        pages[page] = nil
        desk.drop(page)
    }

    /// Takes a message of a page.
    func take(_ data: Data, from page: PageNumber) {
        guard let outbox = pages[page] else { return }
        do {
            let request = try PageRequest.read(data)
            switch request.type {
            case .show, .strip, .corners: try wish(request, page, outbox)
            case .text, .key, .network, .undo, .redo: changes?.yield(.request(request, page))
            case .estimate: makeEstimate()
            case .render:
                do {
                    try startRender(replacing: request.overwrite ?? false)
                } catch {
                    outbox.send(
                        event: PageMessage.Failed(message: "\(error)".printable, exists: false))
                }
            case .cancel: render?.cancel()
            }
        } catch {
            refuse("\(error)", to: outbox)
        }
    }

    /// Makes a file the input; throws why not.
    func adoptInput(_ path: String) async throws {
        try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Void, any Error>) in
            guard let changes else {
                continuation.resume(throwing: Refusal("the page is not ready"))
                return
            }
            changes.yield(.input(path, continuation))
        }
    }

    /// Tells all pages.
    func tell(_ message: some Encodable, about topic: Outbox.Topic) {
        let text = PageMessage.json(message)
        for outbox in pages.values { outbox.send(.text(text), about: topic) }
    }

    /// Tells all pages of something that happened.
    func tell(event message: some Encodable) {
        let text = PageMessage.json(message)
        for outbox in pages.values { outbox.send(event: .text(text)) }
    }

    private func refuse(_ message: String, id: UInt32? = nil, to outbox: Outbox?) {
        outbox?.send(event: PageMessage.Refused(message: message.printable, id: id))
    }

    private var state: PageMessage.State {
        PageMessage.State(
            revision: revision, file: file.path.split(separator: "/").last.map(String.init) ?? "",
            path: file.path, saved: file.isSaved && draft.text == file.text, text: draft.text,
            problems: draft.problems, notes: notes, undo: history.canUndo, redo: history.canRedo,
            scene: draft.problems.isEmpty ? scene : nil)
    }
}

/// Changes.
extension StudioSession {
    private func make(_ change: Change) async {
        switch change {
        case .file:
            guard let text = file.changedText() else { return }
            history.record(draft.text)
            await adopt(Draft(text: text), saving: false)
        case .input(let path, let continuation):
            do {
                options.input = nil
                guard let preset = try? Preset.parse(draft.text, file: file.path) else {
                    throw Refusal("the preset has mistakes, expected none before its input changes")
                }
                try await adopt(edited: preset.text(withInput: path))
                continuation.resume()
            } catch {
                continuation.resume(throwing: error)
            }
        case .request(let request, let page):
            do {
                try await make(request, page)
            } catch {
                refuse("\(error)", id: request.id, to: pages[page])
                // What the page shows may be what was refused.
                answer(page)
            }
        }
    }

    private func make(_ request: PageRequest, _ page: PageNumber) async throws {
        switch request.type {
        case .undo:
            guard let text = history.undo(from: draft.text) else { return answer(page) }
            await adopt(Draft(text: text), saving: true)
        case .redo:
            guard let text = history.redo(from: draft.text) else { return answer(page) }
            await adopt(Draft(text: text), saving: true)
        case .text:
            guard let text = request.text else { throw Refusal("no text") }
            // One's own later text comes before an answer to the earlier one.
            guard request.revision == revision || draft.author == page else { throw Self.stale }
            guard text != draft.text else { return answer(page) }
            history.record(draft.text, replacing: draft.author == page && !draft.problems.isEmpty)
            await adopt(Draft(text: text, author: page), saving: true)
        case .key:
            let plan = try current(request)
            try await adopt(edited: KeyEdits(plan, lane: request.lane ?? 0).text(request))
        case .network:
            let plan = try current(request)
            try await adopt(edited: adding(network: request.name ?? "", to: plan))
        default: break
        }
    }

    /// Tells a page how things are, as nothing has changed.
    private func answer(_ page: PageNumber) { pages[page]?.send(state, about: .state) }

    private static let stale = Refusal("the preset has changed meanwhile: try again")

    /// The plan that a change is made to.
    private func current(_ request: PageRequest) throws -> RenderPlan {
        guard request.revision == revision else { throw Self.stale }
        guard let plan, draft.problems.isEmpty else {
            throw Refusal("the preset has mistakes, expected none: see its text")
        }
        return plan
    }

    private func adding(network name: String, to plan: RenderPlan) throws -> String {
        guard library.contains(where: { $0.name == name }) else {
            throw Refusal("\(name.quoted): no network of this name ships")
        }
        let names = Set(plan.preset.networks.map(\.name))
        let free = ([name] + (2...99).map { "\(name)-\($0)" }).first { !names.contains($0) }
        return try plan.preset.text(addingNetwork: free ?? name, "builtin:\(name)")
    }

    /// Makes a text the preset, unless it has mistakes: those are thrown and nothing changes.
    private func adopt(edited text: String) async throws {
        let (plan, problems) = await Self.plan(of: text, file.path, options, like: known)
        guard let plan else {
            throw Refusal(problems.first?.message ?? "a text that is not understood")
        }
        guard text != draft.text else { return tell(state, about: .state) }
        try file.write(text)
        history.record(draft.text)
        draft = Draft(text: text)
        use(plan)
    }

    /// Makes a text the preset, with its mistakes; one that has none is saved.
    private func adopt(_ draft: Draft, saving: Bool) async {
        let slow = Task {
            try await Task.sleep(for: .milliseconds(250))
            tell(PageMessage.Working(what: "plan"), about: .working)
        }
        defer {
            slow.cancel()
            tell(PageMessage.Working(what: nil), about: .working)
        }
        let (plan, problems) = await Self.plan(of: draft.text, file.path, options, like: known)
        self.draft = draft
        self.draft.problems = problems
        guard let plan else {
            revision += 1
            tell(state, about: .state)
            return
        }
        if saving {
            do { try file.write(draft.text) } catch {
                self.draft.problems = PageMessage.Problem.all(of: error)
            }
        }
        use(plan)
    }

    /// The plan whose input and networks the next one may go by; nil where the input's file is another now.
    private var known: RenderPlan? {
        plan.flatMap { FileStamp($0.input.path) == inputStamp ? $0 : nil }
    }

    private func use(_ plan: RenderPlan) {
        self.plan = plan
        inputStamp = FileStamp(plan.input.path)
        revision += 1
        scene = SceneMessage(plan, library: library)
        notes = plan.allNotices
        desk.use(plan, revision: revision)
        tell(state, about: .state)
        outlineSound(of: plan)
    }

    /// The plan of a text, beside what others do meanwhile; without one its mistakes.
    private static func plan(
        of text: String, _ file: String, _ options: RenderOptions, like old: RenderPlan?
    ) async -> (RenderPlan?, [PageMessage.Problem]) {
        await Task.detached { () -> (RenderPlan?, [PageMessage.Problem]) in
            do {
                let preset = try Preset.parse(
                    text, file: file, checking: { $0.fault }, outputs: { $0.faults })
                return (try RenderPlan(preset, options: options.reusing(old)), [])
            } catch {
                return (nil, PageMessage.Problem.all(of: error))
            }
        }.value
    }
}

/// Images.
extension StudioSession {
    /// Thumbnails of a strip, and of all networks, at the most.
    private static let thumbnailLimit = 200

    private func wish(_ request: PageRequest, _ page: PageNumber, _ outbox: Outbox) throws {
        guard let plan else { return }
        let (count, id) = (plan.timeline.frameCount, request.id ?? 0)
        func wish(
            _ purpose: ImageMessage.Purpose, _ index: Int, frame: Int, _ view: FrameViewer.View,
            _ mixture: FrameViewer.Mixture? = nil, isFull: Bool = false, height: Int? = nil,
            stripCount: Int = 0
        ) {
            desk.take(
                PictureDesk.Wish(
                    outbox: outbox, page: page, purpose: purpose, index: index, id: id,
                    frame: min(max(frame, 0), count - 1), view: view, mixture: mixture,
                    isFull: isFull, height: height, stripCount: stripCount))
        }
        let height = min(max(request.height ?? 48, 16), 160)
        switch request.type {
        case .show:
            wish(
                request.slot == .b ? .slotB : .slotA, 0, frame: request.frame ?? 0,
                try view(request, plan), try mixture(request, plan), isFull: request.size == .full)
        case .strip:
            desk.drop(.strip, of: page)
            let tiles = min(max(request.count ?? 1, 1), Self.thumbnailLimit)
            for index in 0..<tiles {
                let frame = (2 * index + 1) * count / (2 * tiles)
                wish(.strip, index, frame: frame, .frame, height: height, stripCount: tiles)
            }
        case .corners:
            desk.drop(.corner, of: page)
            for (index, name) in plan.family.names.enumerated().prefix(Self.thumbnailLimit) {
                wish(
                    .corner, index, frame: request.frame ?? 0, .network(name), height: height)
            }
        default: break
        }
    }

    private func view(_ request: PageRequest, _ plan: RenderPlan) throws -> FrameViewer.View {
        switch request.view ?? .frame {
        case .frame: return .frame
        case .input: return .input
        case .crossFade: return .crossFade
        case .network:
            guard let name = request.network, plan.family.names.contains(name) else {
                throw Refusal("no network of that name")
            }
            return .network(name)
        }
    }

    private func mixture(
        _ request: PageRequest, _ plan: RenderPlan
    ) throws -> FrameViewer.Mixture? {
        guard let weights = request.weights else { return nil }
        let lane = request.lane ?? 0
        guard plan.paths.indices.contains(lane) else {
            throw Refusal("lane \(lane): there is none")
        }
        let numbers = plan.family.names.map { Float(weights[$0] ?? 0) }
        guard numbers.allSatisfy({ $0.isFinite && abs($0) <= 100 }) else {
            throw Refusal("weights beyond -100 to 100")
        }
        return FrameViewer.Mixture(path: lane, weights: numbers)
    }
}
