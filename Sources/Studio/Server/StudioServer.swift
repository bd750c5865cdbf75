import Files
import FlyingFox
import FlyingSocks
import Foundation

/// Serves the page on one address, to whoever knows its token.
struct StudioServer: Sendable {
    /// Of a host that the page may be asked for at.
    let hosts: Set<String>
    let token: AccessToken
    let files: PageFiles
    let session: StudioSession

    /// Answers a request; what is not known, or comes from elsewhere, is not found.
    func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        var response = try await found(request) ?? .text(.notFound, "not found")
        for (header, value) in Self.headers { response.headers[header] = value }
        return response
    }

    private func found(_ request: HTTPRequest) async throws -> HTTPResponse? {
        // A page of another site may know the address's name for itself (DNS rebinding), or send its own visitors.
        guard let host = request.headers[.host], hosts.contains(host.lowercased()) else {
            return nil
        }
        if let origin = request.headers[HTTPHeader("Origin")],
            origin.lowercased() != "http://\(host.lowercased())"
        {
            return nil
        }
        let parts = request.target.path().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].isEmpty, token.isSame(as: parts[1]) else { return nil }
        let path = parts.dropFirst(2).map(String.init)
        switch (request.method, path[0], path.count) {
        case (.GET, "socket", 1):
            return try await WebSocketHTTPHandler(handler: PageSocket(session: session))
                .handleRequest(request)
        case (.POST, "input", 1): return try await take(input: request)
        case (.GET, "output", 2): return try await output(path[1], request)
        case (.GET, let name, 1):
            guard let file = files[name] else { return nil }
            return HTTPResponse(
                statusCode: .ok, headers: [.contentType: file.type], body: file.bytes)
        default: return nil
        }
    }

    /// Stores a file beside the preset and makes it the input.
    private func take(input request: HTTPRequest) async throws -> HTTPResponse {
        let name = request.query.first { $0.name == "name" }?.value ?? ""
        do {
            try await session.takeInput(named: name, from: request.bodySequence)
            return .text(.ok, "")
        } catch {
            // Nothing of what was not read may be taken for a request.
            var response = HTTPResponse.text(.badRequest, "\(error)".printable)
            response.headers[.connection] = "close"
            return response
        }
    }

    private func output(_ number: String, _ request: HTTPRequest) async throws -> HTTPResponse? {
        guard let index = Int(number), let path = await session.outputFile(index) else {
            return nil
        }
        let ending = path.split(separator: ".").last.map(String.init) ?? ""
        let types = [
            "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
            "mkv": "video/x-matroska", "gif": "image/gif", "apng": "image/apng",
            "webp": "image/webp", "png": "image/png", "jpg": "image/jpeg",
        ]
        return try await FileHTTPHandler(
            path: URL(filePath: path), contentType: types[ending] ?? "application/octet-stream"
        ).handleRequest(request)
    }

    /// What every answer says to the browser: nothing from elsewhere, nothing kept, no frame around it.
    private static let headers: [(HTTPHeader, String)] = [
        (
            HTTPHeader("Content-Security-Policy"),
            "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
                + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        ),
        (HTTPHeader("X-Content-Type-Options"), "nosniff"),
        (HTTPHeader("Referrer-Policy"), "no-referrer"),
        (HTTPHeader("Cross-Origin-Resource-Policy"), "same-origin"),
        (HTTPHeader("Cross-Origin-Opener-Policy"), "same-origin"),
        (HTTPHeader("Cache-Control"), "no-store"),
    ]
}

extension HTTPResponse {
    fileprivate static func text(_ code: HTTPStatusCode, _ text: String) -> HTTPResponse {
        HTTPResponse(
            statusCode: code, headers: [.contentType: "text/plain; charset=utf-8"],
            body: Data(text.utf8))
    }
}

/// The library's sockets, which send what they have at once: a small message would wait 40 ms for another's
/// receipt (RFC 896 and RFC 1122, section 4.2.3.2).
struct PromptSockets<Base: AsyncSocketPool>: AsyncSocketPool {
    let base: Base

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // Those that are accepted have what the listening one has.
        if events.contains(.read) {
            var on: Int32 = 1
            _ = setsockopt(
                socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &on,
                socklen_t(MemoryLayout<Int32>.size))
        }
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
