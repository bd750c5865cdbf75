import FlyingFox
import FlyingSocks
import Foundation
public import Rendering

/// The page on which a transition is directed by eye: served on this machine, its changes written into the
/// preset's file.
///
/// What the page and the program tell each other is in Documentation/studio.md.
public struct Studio: Sendable {
    private let preset: String
    private let options: RenderOptions
    private let host: String
    private let port: UInt16

    /// - Parameters:
    ///   - preset: as the command line calls it: a file, or the name of one that ships.
    ///   - options: as for a render; its outputs are the preset's.
    ///   - host: an IPv4 address of this machine.
    ///   - port: 0 for any that is free.
    public init(
        _ preset: String, options: RenderOptions = RenderOptions(), host: String = "127.0.0.1",
        port: UInt16 = 0
    ) {
        (self.preset, self.options, self.host, self.port) = (preset, options, host, port)
    }

    /// Serves the page until the task is cancelled.
    ///
    /// - Parameter ready: called once with the page's address.
    /// - Throws: ``StudioError``, `FileError`, `PresetProblems`, `ShippedPreset.Unknown`.
    public func run(ready: @escaping @Sendable (String) -> Void) async throws {
        let files = try PageFiles()
        let session = try StudioSession(preset, options)
        let token = self.port == 0 ? AccessToken() : AccessToken.kept()
        let port = try freePort()
        let names = ["\(host):\(port)"] + (host == "127.0.0.1" ? ["localhost:\(port)"] : [])
        let pages = StudioServer(
            hosts: Set(names), token: token, files: files, session: session)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await session.run() }
            group.addTask {
                try await serve(pages, port: port) {
                    ready("http://\(host):\(port)/\(token.text)/")
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
    }

    /// Serves, and goes on serving where the machine was for a moment short of something, such as descriptors.
    ///
    /// - Parameter ready: called when it first listens.
    private func serve(
        _ pages: StudioServer, port: UInt16, ready: @escaping @Sendable () -> Void
    ) async throws {
        var ready: (@Sendable () -> Void)? = ready
        while !Task.isCancelled {
            let server = HTTPServer(
                config: HTTPServer.Configuration(
                    address: try sockaddr_in.inet(ip4: host, port: port), timeout: 3600,
                    sharedRequestReplaySize: 0, pool: PromptSockets(base: HTTPServer.defaultPool()),
                    logger: .disabled),
                handler: ClosureHTTPHandler { try await pages.answer($0) })
            if let call = ready {
                ready = nil
                Task {
                    try await server.waitUntilListening(timeout: 60)
                    call()
                }
            }
            do {
                try await server.run()
            } catch {
                // Also when it is cancelled, which is how it ends.
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// The port to serve on: opened and closed once, to know it and to say early why it cannot be had.
    private func freePort() throws(StudioError) -> UInt16 {
        // A browser asks for one of them, by which the page knows that it was not led here by another site.
        guard host != "0.0.0.0", let address = try? sockaddr_in.inet(ip4: host, port: port) else {
            throw .badHost(host)
        }
        do {
            let socket = try Socket(domain: AF_INET)
            defer { try? socket.close() }
            try socket.setValue(true, for: BoolSocketOption.localAddressReuse)
            try socket.bind(to: address)
            try socket.listen()
            guard case .ip4(_, let port) = try socket.sockname() else {
                throw StudioError.noSocket(address: host, reason: "no IPv4 address")
            }
            return port
        } catch let error as StudioError {
            throw error
        } catch SocketError.failed(_, let number, _) {
            guard number != EADDRNOTAVAIL else { throw .badHost(host) }
            throw .noSocket(address: "\(host):\(port)", reason: String(cString: strerror(number)))
        } catch {
            throw .noSocket(address: "\(host):\(port)", reason: error.localizedDescription)
        }
    }
}
