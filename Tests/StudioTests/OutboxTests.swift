import Foundation
import Testing

@testable import Studio

/// What waits for a page: the newest of what only the newest counts of, and no more than a few of the rest.
struct OutboxTests {
    private func text(_ message: Outbox.Message?) -> String? {
        if case .text(let text) = message { text } else { nil }
    }

    @Test func `a newer message takes an older one's place`() async {
        let outbox = Outbox()
        outbox.send(.text("1"), about: .state)
        outbox.send(.text("working"), about: .working)
        outbox.send(.text("2"), about: .state)
        #expect(text(await outbox.next()) == "2")
        #expect(text(await outbox.next()) == "working")
        outbox.finish()
        #expect(await outbox.next().isNothing)
    }

    @Test func `of many events the last are kept`() async {
        let outbox = Outbox()
        for number in 0..<1000 { outbox.send(event: .text("\(number)")) }
        outbox.send(.text("state"), about: .state)
        var texts: [String] = []
        for _ in 0..<65 { texts.append(text(await outbox.next()) ?? "") }
        #expect(texts == (936..<1000).map(String.init) + ["state"])
    }

    @Test func `who waits gets the next message, and nothing at the end`() async {
        let outbox = Outbox()
        async let first = outbox.next()
        // Whichever comes first, the wait or the message.
        outbox.send(.text("a"), about: .state)
        #expect(text(await first) == "a")
        async let last = outbox.next()
        outbox.finish()
        #expect(await last.isNothing)
        outbox.send(.text("b"), about: .state)
        #expect(await outbox.next().isNothing)
        #expect(outbox.isOver)
    }

    @Test func `images of different places wait beside each other`() async {
        let outbox = Outbox()
        for index in [0, 1, 0] {
            outbox.send(.image(Data([UInt8(index)])), about: .image(.strip, index: index))
        }
        outbox.send(.image(Data([9])), about: .image(.slotA, index: 0))
        var bytes: [UInt8] = []
        for _ in 0..<3 {
            if case .image(let data)? = await outbox.next() { bytes.append(data[0]) }
        }
        #expect(bytes == [0, 1, 9])
    }
}

extension Outbox.Message? {
    /// Whether there is none: messages cannot be compared.
    fileprivate var isNothing: Bool { if case .none = self { true } else { false } }
}
