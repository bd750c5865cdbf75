import FlyingFox
import Foundation

/// One page's WebSocket: hands its messages on, and sends what waits in its outbox as fast as it is read.
struct PageSocket: WSHandler {
    let session: StudioSession

    func makeFrames(
        for client: AsyncThrowingStream<WSFrame, any Error>
    ) async throws -> AsyncStream<WSFrame> {
        let outbox = Outbox()
        let page = await session.join(outbox)
        let reader = Task {
            await read(client, outbox, page)
            await session.leave(page)
            outbox.finish()
        }
        let ending = Ending()
        return AsyncStream {
            guard !ending.isReached, let message = await outbox.next() else {
                reader.cancel()
                return nil
            }
            if case .close = message { ending.reach() }
            return message.frame
        } onCancel: {
            outbox.finish()
            reader.cancel()
        }
    }

    /// Reads until the page has gone or breaks the protocol (RFC 6455).
    private func read(
        _ client: AsyncThrowingStream<WSFrame, any Error>, _ outbox: Outbox, _ page: PageNumber
    ) async {
        var message = Data()
        var isOpen = false
        do {
            for try await frame in client {
                switch frame.opcode {
                case .ping where frame.payload.count <= 125:
                    outbox.send(event: .pong(frame.payload))
                case .pong where frame.payload.count <= 125: break
                case .close: return outbox.close(code: 1000, reason: "")
                case .text where !isOpen, .binary where !isOpen, .continuation where isOpen:
                    message.append(frame.payload)
                    guard message.count <= PageRequest.sizeLimit else {
                        return outbox.close(code: 1009, reason: "a message that is too long")
                    }
                    isOpen = !frame.fin
                    guard frame.fin else { continue }
                    await session.take(message, from: page)
                    message = Data()
                default: return outbox.close(code: 1002, reason: "a frame out of turn")
                }
            }
        } catch {
            outbox.close(code: 1002, reason: "a frame that is none")
        }
    }

    /// Whether the last frame has been sent; used by one stream alone.
    private final class Ending: @unchecked Sendable {
        private(set) var isReached = false

        func reach() { isReached = true }
    }
}

extension Outbox.Message {
    /// The frame that carries it, whole: parts would wait for each other.
    fileprivate var frame: WSFrame {
        switch self {
        case .text(let text): .whole(.text, Data(text.utf8))
        case .image(let data): .whole(.binary, data)
        case .pong(let payload): .whole(.pong, payload)
        case .close(let code, let reason): .close(code: WSCloseCode(code, reason: reason))
        }
    }
}

extension WSFrame {
    fileprivate static func whole(_ opcode: Opcode, _ payload: Data) -> WSFrame {
        WSFrame(fin: true, opcode: opcode, mask: nil, payload: payload)
    }
}
