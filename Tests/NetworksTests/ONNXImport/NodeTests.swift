import Foundation
import Networks
import Testing

/// ONNX's own backend node tests, which Scripts/onnx-node-cases writes.
struct NodeTests {
    static let folder = ProcessInfo.processInfo.environment["SEGUE_ONNX_TESTS"]

    @Test(
        "ONNX's own node tests: each is right or refused by name, none is wrong",
        .enabled(
            if: folder != nil,
            "set SEGUE_ONNX_TESTS to a folder that Scripts/onnx-node-cases has filled"))
    func all() throws {
        let folder = URL(filePath: try #require(Self.folder))
        let cases = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        var results: [(name: String, result: Result)] = []
        for folder in cases.sorted(by: { $0.path < $1.path }) {
            results.append((folder.lastPathComponent, Self.run(folder)))
        }
        print(Self.table(results))
        for case (let name, .wrong(let text)) in results {
            Issue.record("\(name): \(text)")
        }
        #expect(results.contains { if case .passed = $0.result { true } else { false } })
    }

    private enum Result {
        case passed(operation: String, note: String)
        case refused(operation: String, String)
        case wrong(String)
    }

    private static func run(_ folder: URL) -> Result {
        var operation = "unreadable"
        do {
            let example = try NodeCase(folder: folder)
            operation = example.operation
            let outcome = try example.outcome()
            guard outcome.wrong.isEmpty else {
                return .wrong("\(operation): \(outcome.wrong.joined(separator: ", "))")
            }
            let left = outcome.left.map { "\($0) is not made" }
            return .passed(
                operation: operation, note: (outcome.loose + left).joined(separator: ", "))
        } catch let error as any CustomStringConvertible {
            return .refused(operation: operation, error.description)
        } catch {
            return .refused(operation: operation, "\(error)")
        }
    }

    /// What was refused and what passed in part, then counts by operator.
    private static func table(_ results: [(name: String, result: Result)]) -> String {
        var passed: [String: Int] = [:]
        var refused: [String: Int] = [:]
        var lines: [String] = []
        for (name, result) in results {
            switch result {
            case .passed(let operation, let note):
                passed[operation, default: 0] += 1
                if !note.isEmpty { lines.append("passed \(name): \(note)") }
            case .refused(let operation, let reason):
                refused[operation, default: 0] += 1
                lines.append("refused \(name): \(reason)")
            case .wrong(let text): lines.append("WRONG \(name): \(text)")
            }
        }
        let counts = Set(passed.keys).union(refused.keys).sorted().map {
            "\($0): \(passed[$0] ?? 0) passed, \(refused[$0] ?? 0) refused"
        }
        let unread = refused.filter { !ONNXImporter.supportedOperators.contains($0.key) }
        let total =
            "\(passed.values.reduce(0, +)) passed, \(refused.values.reduce(0, +)) refused, of those "
            + "\(unread.values.reduce(0, +)) of operators that are not read"
        return (lines + counts + [total]).joined(separator: "\n")
    }
}
