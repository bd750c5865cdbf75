import Foundation

/// What a page asks for: one JSON object of Documentation/studio.md.
struct PageRequest: Decodable, Sendable {
    let type: Kind
    var id: UInt32?
    var revision: Int?
    // Images.
    var slot: Slot?
    var frame: Int?
    var view: View?
    var network: String?
    var weights: [String: Double]?
    var lane: Int?
    var size: ImageSize?
    var count: Int?
    var height: Int?
    // Edits.
    var text: String?
    var action: KeyAction?
    var key: Int?
    var time: String?
    var name: String?
    /// Whether a render replaces what stands where its outputs go.
    var overwrite: Bool?
    /// Fields of a key that are set, or taken away where they are nil.
    private(set) var fields: [(name: String, text: String?)] = []

    enum Kind: String, Decodable, Sendable {
        case show, strip, corners, text, key, network, undo, redo, estimate, render, cancel
    }

    enum Slot: String, Decodable, Sendable { case a, b }

    enum View: String, Decodable, Sendable {
        case frame, input, network
        case crossFade = "crossfade"
    }

    enum ImageSize: String, Decodable, Sendable { case quick, full }

    enum KeyAction: String, Decodable, Sendable { case set, add, copy, delete }

    private enum CodingKeys: String, CodingKey {
        case type, id, revision, slot, frame, view, network, weights, lane, size, count, height
        case text, action, key, time, name, overwrite, ease, hold, label
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
            try values.decodeIfPresent(Value.self, forKey: key)
        }
        type = try values.decode(Kind.self, forKey: .type)
        (id, revision) = (try value(.id), try value(.revision))
        (slot, frame, view) = (try value(.slot), try value(.frame), try value(.view))
        (network, weights, lane) = (try value(.network), try value(.weights), try value(.lane))
        (size, count, height) = (try value(.size), try value(.count), try value(.height))
        (text, action, key) = (try value(.text), try value(.action), try value(.key))
        (time, name, overwrite) = (try value(.time), try value(.name), try value(.overwrite))
        for key in [CodingKeys.ease, .hold, .label] where values.contains(key) {
            fields.append((key.rawValue, try value(key)))
        }
    }

    /// The most bytes of a message: a preset's text, each of its characters escaped.
    static let sizeLimit = 16 << 20

    /// Reads a message; throws what is wrong with it.
    static func read(_ text: Data) throws(Refusal) -> PageRequest {
        do {
            return try JSONDecoder().decode(PageRequest.self, from: text)
        } catch let error as DecodingError {
            throw Refusal("a message that is not understood: \(error.reason)")
        } catch {
            throw Refusal("a message that is not JSON, expected one JSON object")
        }
    }
}

extension DecodingError {
    /// What was found where, in a few words.
    fileprivate var reason: String {
        switch self {
        case .keyNotFound(let key, _): "no \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            context.codingPath.last.map { "its \($0.stringValue)" } ?? "its text"
        @unknown default: "its text"
        }
    }
}

/// Why something that a page asked for is not done; one line for the user.
struct Refusal: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
