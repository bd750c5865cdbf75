import ArgumentParser
import Foundation

/// Opens and decodes mutated films and pictures, as every input is; no outcome but frames or an error of
/// bad data is right.
@main
struct FilmFuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "FilmFuzz",
        abstract: "Decode mutated films: no signal, no hang, no exit code 70, no gigabyte.",
        discussion: """
            Makes small films with ffmpeg, mutates them by number and reads them to their end, thousands \
            in a process. A process that dies is followed by another, and what it died of is kept in \
            FOLDER/found. Prints a table, then how often each kind of message came. Ends with 1 when \
            anything was found.
            """)

    @Option(help: "How many mutated films of each kind.")
    var films = 3000

    @Option(help: "The number of the first; the same number is the same film.")
    var first = 1

    @Option(help: "Kinds, separated by commas; all by default.")
    var kinds: String?

    @Option(
        help: "Stop after so many seconds, shared among the kinds; what is done by then counts.")
    var seconds: Double?

    @Option(help: "Keeps films and findings; a temporary folder by default.")
    var folder: String?

    @Option(help: .hidden)
    var child: String?

    func run() throws {
        let folder = folder ?? NSTemporaryDirectory() + "segue-fuzz-\(getpid())"
        if let child, let kind = FilmKind.all.first(where: { $0.name == child }) {
            return try MutatedFilms(kind, folder: folder).read(first..<first + films)
        }
        let chosen = kinds.map { $0.split(separator: ",").map(String.init) }
        let unknown = chosen?.filter { name in !FilmKind.all.contains { $0.name == name } } ?? []
        guard unknown.isEmpty else {
            let known = FilmKind.all.map(\.name).joined(separator: ", ")
            throw ValidationError(
                "unknown kinds \(unknown.joined(separator: ", ")), known: \(known)")
        }
        let kinds = FilmKind.all.filter { chosen?.contains($0.name) ?? true }
        let start = Date()
        var tallies: [Tally] = []
        for (index, kind) in kinds.enumerated() {
            try kind.makeFilms(in: folder)
            let end = seconds.map { start + $0 * Double(index + 1) / Double(kinds.count) }
            var run = FuzzRun(kind, folder: folder, end: end)
            tallies.append(try run.read(first..<first + self.films))
        }
        print(Tally.table(tallies))
        print("\nmessages, digits as #:")
        for tally in tallies { print(tally.messageLines) }
        for tally in tallies { print(tally.findingLines, terminator: "") }
        if tallies.contains(where: { !$0.findings.isEmpty }) { throw ExitCode(1) }
    }
}
