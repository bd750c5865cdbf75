import BuiltinNetworks
import Files
import Foundation
import Media
import Presets
import Rendering

/// What changes the text.
extension StudioSession {
    func make(_ change: Change) async {
        switch change {
        case .file:
            guard let text = file.changedText() else { return }
            history.record(draft.text)
            await adopt(Draft(text: text), saving: false)
        case .input(let path, let continuation):
            // The one of the command line counts no more.
            let old = options.input
            do {
                options.input = nil
                guard let preset = try? Preset.parse(draft.text, file: file.path) else {
                    throw Refusal("the preset has mistakes, expected none before its input changes")
                }
                try await adopt(edited: preset.text(withInput: path))
                continuation.resume()
            } catch {
                options.input = old
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
    func adopt(_ draft: Draft, saving: Bool) async {
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
