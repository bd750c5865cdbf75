import Foundation
import Synchronization

/// What waits to be sent to a page.
///
/// Of what only the newest counts (the state, the image of a slot), an older one that still waits is replaced, so
/// that a page which reads slowly, or never, takes no more memory.
final class Outbox: Sendable {
    /// What a message is about; a newer one of the same takes an older one's place.
    enum Topic: Hashable {
        case state, working, estimate, progress, pace, sound
        case image(ImageMessage.Purpose, index: Int)
        /// One of those that all count: refusals, the ends of renders, answers to pings.
        case event(Int)
    }

    enum Message {
        case text(String)
        case image(Data)
        case pong(Data)
        case close(code: UInt16, reason: String)
    }

    private struct State {
        var messages: [(topic: Topic, message: Message)] = []
        var eventCount = 0
        var isOver = false
        var waiting: CheckedContinuation<Message?, Never>?
    }

    private let state = Mutex(State())

    /// Events that may wait.
    private static let eventLimit = 64

    /// Sends a message about something, in the place of one that still waits.
    func send(_ message: Message, about topic: Topic) {
        let waiting = state.withLock { state -> CheckedContinuation<Message?, Never>? in
            guard !state.isOver else { return nil }
            if let waiting = state.waiting {
                state.waiting = nil
                return waiting
            }
            if let index = state.messages.firstIndex(where: { $0.topic == topic }) {
                state.messages[index].message = message
            } else {
                state.messages.append((topic, message))
            }
            return nil
        }
        waiting?.resume(returning: message)
    }

    func send(_ message: some Encodable, about topic: Topic) {
        send(.text(PageMessage.json(message)), about: topic)
    }

    /// Sends a message that counts beside all others; of too many the oldest are lost.
    func send(event message: Message) {
        let number = state.withLock { state in
            state.eventCount += 1
            let last = state.eventCount - Self.eventLimit
            state.messages.removeAll {
                if case .event(let number) = $0.topic { number <= last } else { false }
            }
            return state.eventCount
        }
        send(message, about: .event(number))
    }

    func send(event message: some Encodable) { send(event: .text(PageMessage.json(message))) }

    /// Says goodbye: nothing else is sent.
    func close(code: UInt16, reason: String) {
        send(event: .close(code: code, reason: reason))
    }

    /// The next message as soon as there is one; nil when the page has gone.
    func next() async -> Message? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state -> Message?? in
                    if !state.messages.isEmpty { return state.messages.removeFirst().message }
                    if state.isOver { return .some(nil) }
                    state.waiting = continuation
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            finish()
        }
    }

    /// Ends it: the page has gone.
    func finish() {
        let waiting = state.withLock { state in
            state.isOver = true
            state.messages = []
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: nil)
    }

    /// Whether the page has gone.
    var isOver: Bool { state.withLock { $0.isOver } }
}
