import BuiltinNetworks
import Files
import Foundation
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
    let library: [BuiltinNetwork]
    var pages: [PageNumber: Outbox] = [:]
    private var pageCount = 0
    var draft: Draft
    var revision = 0
    /// Of the last text without mistakes.
    var plan: RenderPlan?
    /// What the input's file was like then.
    var inputStamp: FileStamp?
    var scene: SceneMessage?
    var notes: [String] = []
    var history = History()
    private var changes: AsyncStream<Change>.Continuation?
    var render: Task<Void, Never>?
    /// The wave form of what is heard.
    var sound: (heard: SoundOutline, message: PageMessage.Sound?)?
    var estimate: (revision: Int, message: PageMessage.Estimate)?
    var isEstimating = false
    /// Of the last render.
    var outputs: [PageMessage.Rendered.Output] = []

    /// What changes the text, one after the other.
    enum Change: Sendable {
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
        // Beyond these, the oldest changes that are not made yet are refused.
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
            case .text, .key, .network, .undo, .redo: enqueue(.request(request, page))
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
            enqueue(.input(path, continuation))
        }
    }

    /// Takes a change in its turn; one for which there is no room is refused.
    private func enqueue(_ change: Change) {
        var lost: Change? = change
        switch changes?.yield(change) {
        case .enqueued: lost = nil
        case .dropped(let older): lost = older
        case .terminated, nil: break
        @unknown default: break
        }
        let refusal = Refusal("too many changes at once: try again")
        switch lost {
        case .input(_, let continuation): continuation.resume(throwing: refusal)
        case .request(let request, let page):
            refuse("\(refusal)", id: request.id, to: pages[page])
            pages[page]?.send(state, about: .state)
        case .file, nil: break
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

    func refuse(_ message: String, id: UInt32? = nil, to outbox: Outbox?) {
        outbox?.send(event: PageMessage.Refused(message: message.printable, id: id))
    }

    var state: PageMessage.State {
        PageMessage.State(
            revision: revision, file: file.path.split(separator: "/").last.map(String.init) ?? "",
            path: file.path, saved: file.isSaved && draft.text == file.text, text: draft.text,
            problems: draft.problems, notes: notes, undo: history.canUndo, redo: history.canRedo,
            scene: draft.problems.isEmpty ? scene : nil)
    }
}
