import Fixtures
import Foundation
import Testing

/// Documentation/commands.md against the argument parser's own description of the program.
struct CommandReferenceTests {
    /// A command as the parser describes it.
    private struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?

        struct Argument: Decodable {
            let kind: String
            let names: [Name]?
            let valueName: String?
            let defaultValue: String?
            let allValues: [String]?

            struct Name: Decodable {
                let kind: String
                let name: String

                var written: String { (kind == "long" ? "--" : "-") + name }
            }
        }
    }

    private struct Dump: Decodable { let command: Command }

    /// The commands that do something, by their whole names.
    private func commands() throws -> [(name: String, command: Command)] {
        let text = try Tool.segue.run(["--experimental-dump-help"]).output
        func leaves(_ command: Command, _ name: String) -> [(String, Command)] {
            let parts = (command.subcommands ?? []).filter { $0.commandName != "help" }
            guard !parts.isEmpty else { return [(name, command)] }
            return parts.flatMap { leaves($0, "\(name) \($0.commandName)") }
        }
        return leaves(try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command, "segue")
    }

    /// The page's sections by the ends of the links to them.
    private func sections() throws -> [String: String] {
        let page = try String(
            contentsOfFile: "\(Tool.package)/Documentation/commands.md", encoding: .utf8)
        var sections: [String: String] = [:]
        var current = ""
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if let title = line.wholeMatch(of: /##+ (.*)/) {
                current = title.output.1.lowercased().replacing(" ", with: "-")
            }
            sections[current, default: ""] += "\(line)\n"
        }
        return sections
    }

    /// A section and the shared ones that it says its command takes.
    private func whole(_ name: String, in sections: [String: String]) throws -> String {
        let section = try #require(sections[name], "no section \(name)")
        let links = section.matches(of: /\(#(options-of-[a-z-]+)\)/).map { String($0.output.1) }
        return try ([section] + links.map { try #require(sections[$0], "no section \($0)") })
            .joined()
    }

    @Test func `every command has a section with exactly its options`() throws {
        let sections = try sections()
        let commands = try commands()
        #expect(commands.count > 10)
        for (name, command) in commands {
            let section = try whole(name.replacing(" ", with: "-"), in: sections)
            let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `-") }
            let names = rows.compactMap {
                $0.firstMatch(of: /`(?:-[a-z]`, `)?(--[a-z-]+)/)?.output.1
            }
            let options = (command.arguments ?? []).filter { $0.kind != "positional" }
            let written = options.flatMap { $0.names ?? [] }.map(\.written)
                .filter { $0.hasPrefix("--") && !["--version", "--help"].contains($0) }
            #expect(names.map(String.init).sorted() == written.sorted(), "\(name)")
            for argument in command.arguments ?? [] { check(argument, name, section, rows) }
        }
    }

    private func check(
        _ argument: Command.Argument, _ name: String, _ section: String, _ rows: [Substring]
    ) {
        guard argument.kind != "positional" else {
            #expect(section.contains("<\(argument.valueName ?? "?")>"), "\(name)")
            return
        }
        guard let long = argument.names?.first(where: { $0.kind == "long" })?.written,
            let row = rows.first(where: { $0.contains("`\(long) ") || $0.contains("`\(long)`") })
        else { return }
        for short in argument.names ?? [] where short.kind == "short" {
            #expect(row.contains("`\(short.written)`"), "\(name) \(long)")
        }
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        if let value = argument.defaultValue, cells.count > 1 {
            #expect(cells[1].hasPrefix(value) || cells[1] == "`\(value)`", "\(name) \(long)")
        }
    }

    @Test func `no section is of a command that is not there`() throws {
        let names = try commands().map { $0.name.replacing(" ", with: "-") }
        let described = try sections().keys.filter { $0.hasPrefix("segue-") }
        #expect(described.sorted() == names.sorted())
    }
}
