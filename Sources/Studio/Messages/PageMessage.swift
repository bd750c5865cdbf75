import Files
import Foundation
import Presets

/// What the program tells a page, as JSON: see Documentation/studio.md.
enum PageMessage {
    /// After every change.
    struct State: Encodable {
        let type = "state"
        let revision: Int
        let file: String
        let path: String
        let saved: Bool
        let text: String
        let problems: [Problem]
        let notes: [String]
        let undo: Bool
        let redo: Bool
        let scene: SceneMessage?
    }

    /// A mistake in the text.
    struct Problem: Encodable, Hashable {
        let line: Int
        let column: Int
        let message: String
    }

    struct Working: Encodable {
        let type = "working"
        let what: String?

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(type, forKey: .type)
            try values.encode(what, forKey: .what)
        }

        private enum CodingKeys: CodingKey { case type, what }
    }

    struct Refused: Encodable {
        let type = "refused"
        let message: String
        let id: UInt32?
    }

    struct Estimate: Encodable {
        let type = "estimate"
        let revision: Int
        let frames: Int
        let inferences: Int
        let seconds: Double
        let memory: Int
        let disk: Int
    }

    struct Progress: Encodable {
        let type = "progress"
        let frames: Int
        let of: Int
        let perSecond: Double
        let secondsLeft: Double?
    }

    struct Rendered: Encodable {
        let type = "rendered"
        let seconds: Double
        let outputs: [Output]

        struct Output: Encodable {
            let path: String
            let index: Int
            let kind: String
        }
    }

    /// How fast the images of a strip change along it.
    struct Pace: Encodable {
        let type = "pace"
        let id: UInt32
        /// A frame, and the visible change there, ΔE a second.
        let points: [[Double]]
    }

    /// The wave form of the sound along the result.
    struct Sound: Encodable {
        let type = "sound"
        /// The largest sample of each of even parts of the time, 0…1.
        let peaks: [Double]
    }

    struct Stopped: Encodable { let type = "stopped" }

    struct Failed: Encodable {
        let type = "failed"
        let message: String
        /// Whether a file stands where an output goes.
        let exists: Bool
    }

    /// The text of a message.
    static func json(_ message: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // Nothing in these can fail but numbers that are none, which are left out before.
        let data = (try? encoder.encode(message)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self)
    }
}

extension PageMessage.Problem {
    /// The mistakes of a preset, or what else keeps it from being rendered at its first line.
    static func all(of error: any Error) -> [PageMessage.Problem] {
        guard let problems = error as? PresetProblems else {
            return [PageMessage.Problem(line: 1, column: 1, message: "\(error)".printable)]
        }
        return problems.problems.map {
            PageMessage.Problem(line: $0.line, column: $0.column, message: $0.message.printable)
        }
    }
}
