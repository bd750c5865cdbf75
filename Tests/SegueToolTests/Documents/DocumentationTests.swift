import Foundation
import Testing

/// The pages of the documentation, and the links between them.
struct DocumentationTests {
    private static let pages =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        + ((try? FileManager.default.contentsOfDirectory(atPath: "\(Tool.package)/Documentation"))
        ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "Documentation/\($0)" }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(Tool.package)/\(path)", encoding: .utf8)
    }

    /// The ends of links to a page's headings, as GitHub makes them.
    private func anchors(of page: String) throws -> Set<String> {
        let headings = try text(page).split(separator: "\n").compactMap {
            $0.wholeMatch(of: /#+ (.*)/)?.output.1
        }
        return Set(
            headings.map { heading in
                let kept = heading.lowercased().filter {
                    $0.isLetter || $0.isNumber || "-_ ".contains($0)
                }
                return kept.replacing(" ", with: "-")
            })
    }

    @Test(arguments: pages)
    func `every link leads somewhere`(page: String) throws {
        let folder = page.hasPrefix("Documentation/") ? "Documentation/" : ""
        for match in try text(page).matches(of: /\]\(([^)\s]+)\)/) {
            let link = String(match.output.1)
            guard !link.hasPrefix("http") else { continue }
            let parts = link.split(
                separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let file = parts[0].isEmpty ? page : folder + parts[0]
            let path = URL(filePath: "\(Tool.package)/\(file)").standardizedFileURL.path
            #expect(FileManager.default.fileExists(atPath: path), "\(link)")
            guard parts.count == 2, file.hasSuffix(".md") else { continue }
            #expect(try anchors(of: file).contains(String(parts[1])), "\(link)")
        }
    }

    @Test func `the pages are there`() { #expect(Self.pages.count > 8) }
}
