import Files
import Fixtures
import Foundation
import Testing

@testable import Presets

@Suite struct HostileTextTests {
    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00], "1:1: UTF-16, expected UTF-8"),
            ([0xFE, 0xFF, 0x00, 0x61], "1:1: UTF-16, expected UTF-8"),
            (
                [0x61, 0x0A, 0xC3, 0xA9, 0xFF],
                "2:2: byte 4 is not UTF-8, expected UTF-8 throughout"
            ),
            ([0x61, 0xED, 0xA0, 0x80], "1:2: byte 1 is not UTF-8, expected UTF-8 throughout"),
            (
                [0xEF, 0xBB, 0xBF, 0x61, 0xC0, 0xAF],
                "1:2: byte 4 is not UTF-8, expected UTF-8 throughout"
            ),
            ([0x61, 0x3A, 0x20, 0x00], "1:4: character U+0000, expected text"),
            ([0x61, 0x0D, 0x0A, 0x07], "2:1: character U+0007, expected text"),
            ([0x61, 0x0D, 0x62, 0x7F], "2:2: character U+007F, expected text"),
            ([0x61, 0xEF, 0xB7, 0x90], "1:2: character U+FDD0, expected text"),
        ] as [([UInt8], String)])
    func `bytes that are no text are refused at their place`(bytes: [UInt8], expected: String) {
        #expect(messages(of: bytes) == ["p.yaml:" + expected])
    }

    @Test func `an escape cannot bring in what the composer uses`() {
        let texts = ["\"\\uFDD0\"", "\"\\U0000fde0\""]
        for text in texts {
            #expect(
                messages(of: make() + "\ninput: \(text)") == [
                    "p.yaml:5:9: an escape of U+FDD0…U+FDEF, expected text"
                ])
        }
        #expect(messages(of: make() + "\ninput: \"\\u00e9\\\\x.png\"").isEmpty)
    }

    @Test func `an alias bomb is refused at once`() {
        let bomb = (0..<30).map { level in
            level == 0
                ? "a0: &a0 [x]" : "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]"
        }.joined(separator: "\n")
        let asKey = bomb + "\n? *a29\n: 1\n"
        for text in [bomb, asKey] {
            var found = [String]()
            let time = processorTime { found = messages(of: text) }
            #expect(found.contains("p.yaml:1:5: an anchor or alias, expected the value itself"))
            #expect(time < .seconds(5))
        }
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
        String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
        String(repeating: "[", count: 990) + String(repeating: "]", count: 990),
        String(repeating: "{a: ", count: 900) + "b" + String(repeating: "}", count: 900),
        String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
    ])
    func `deep nesting is refused, on a small stack too`(text: String) throws {
        let found = onSmallStack { messages(of: text) }
        #expect(found.contains { $0.contains(": nested deeper than 32 levels, expected a preset") })
    }

    @Test func `a file beyond the limit is refused before it is read`() {
        let bytes = [UInt8](repeating: 0x20, count: SourceText.sizeLimit + 1)
        #expect(messages(of: bytes) == ["p.yaml:1:1: 8388609 bytes, expected at most 8388608"])
    }

    @Test func `every beginning of a preset is a preset or an error`() {
        let text = Array(
            make(keys: "at: \"0s\", mix: {monet: 0.5, 'vangogh': .5}", "at: 2s, mix: monet").utf8)
        for length in 0..<text.count {
            _ = messages(of: Array(text.prefix(length)))
        }
        #expect(messages(of: text).isEmpty)
    }

    @Test func `every byte of a preset may be any other`() {
        let text = Array(make(networks: "{monet: \"a\", vangogh: 'b'}").utf8)
        for index in text.indices {
            for byte in [0x00, 0x09, 0x0A, 0x22, 0x26, 0x2A, 0x3A, 0x5B, 0x7D, 0xFF] as [UInt8] {
                var changed = text
                changed[index] = byte
                for message in messages(of: changed) {
                    #expect(message.contains("expected"))
                    #expect(!message.contains("\n"))
                }
            }
        }
    }
}

@Suite struct PresetReadingTests {
    @Test func `a preset is read from its file`() throws {
        let file = FileManager.default.temporaryDirectory.path + "/segue-\(UUID()).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try make().write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try Preset.read(file: file).networks.count == 2)
    }

    @Test func `only regular files are read`() throws {
        let folder = FileManager.default.temporaryDirectory.path
        func message(_ path: String) -> String? {
            #expect(throws: FileError.self) { try Preset.read(file: path) }?.description
        }
        let none = "\(folder)/none.yaml"
        #expect(message(none) == "\(none): no such file, expected a preset")
        #expect(message(folder) == "\(folder): a folder, expected a regular file")
        let fifo = folder + "/segue-\(UUID()).fifo"
        defer { try? FileManager.default.removeItem(atPath: fifo) }
        #expect(mkfifo(fifo, 0o600) == 0)
        #expect(message(fifo) == "\(fifo): a pipe, expected a regular file")
        #expect(message("/dev/zero") == "/dev/zero: a device, expected a regular file")
    }

    @Test func `an empty file and a huge one are said to be so`() throws {
        let file = FileManager.default.temporaryDirectory.path + "/segue-\(UUID()).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(FileManager.default.createFile(atPath: file, contents: nil))
        let empty = #expect(throws: PresetProblems.self) { try Preset.read(file: file) }
        #expect(empty?.problems.first?.message == "empty, expected a preset")
        #expect(truncate(file, 1 << 33) == 0)
        let huge = #expect(throws: PresetProblems.self) { try Preset.read(file: file) }
        #expect(
            huge?.problems.first?.message == "8589934592 bytes, expected at most 8388608")
    }
}

/// Runs on a thread with 512 KiB of stack.
private func onSmallStack(_ work: @escaping @Sendable () -> [String]) -> [String] {
    final class Box: @unchecked Sendable { var value: [String] = [] }
    let (box, done) = (Box(), DispatchSemaphore(value: 0))
    let thread = Thread {
        box.value = work()
        done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return box.value
}
