import Fixtures
import Foundation
import Testing

@testable import Segments

/// Commands, one a line, and the one after all of them.
struct CommandFilesTests {
    @Test func `each line renders one segment, whatever the names`() throws {
        let fake = try FakeSegue(name: FakeSegue.hostileName + #" \b"#)
        let files = try fake.job(7..<10, options: ["--workers", "2"]).commandFiles
        try files.write(to: fake.folder)
        let lines = files[0].text.split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        for line in lines.reversed() {
            #expect(try Program(path: "/bin/sh").run(["-c", line]).code == 0)
        }
        let stitch = try Program(path: "\(fake.folder)/stitch.sh").run([])
        #expect(stitch.errors == "")
        let calls = [9, 8, 7].map { number in
            ["render", fake.folder, "\(number)", "--plan", "0123456789ab", "--workers", "2"]
        }
        #expect(
            try fake.calls
                == (calls + [["stitch", fake.folder, "--plan", "0123456789ab"]])
                .map { ["segments"] + $0 })
        #expect(try !fake.wasFooled)
    }

    @Test func `xargs runs the lines`() throws {
        let fake = try FakeSegue(name: FakeSegue.hostileName + #" \b"#)
        try fake.job(0..<12).commandFiles.write(to: fake.folder)
        let result = try Program(path: "/bin/sh").run(
            ["-c", "xargs -d '\\n' -n 1 -P 2 sh -c <commands"], in: fake.folder)
        #expect(result.errors == "")
        #expect(try fake.calls.compactMap { Int($0[3]) }.sorted() == Array(0..<12))
    }

    @Test func `the exit code of a command is segue's`() throws {
        let fake = try FakeSegue(codes: [75, 66])
        let files = try fake.job(0..<1).commandFiles
        try files.write(to: fake.folder)
        #expect(try Program(path: "/bin/sh").run(["-c", files[0].text]).code == 75)
        #expect(try Program(path: "\(fake.folder)/stitch.sh").run([]).code == 66)
    }

    @Test func `files are replaced whole, and programs can be run by those who may read`() throws {
        let fake = try FakeSegue()
        try fake.job(0..<3).commandFiles.write(to: fake.folder)
        try fake.job(0..<2).commandFiles.write(to: fake.folder)
        let text = try String(contentsOfFile: "\(fake.folder)/commands", encoding: .utf8)
        #expect(text.split(separator: "\n").count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fake.folder).count == 2)
        let mode = { (name: String) in
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(fake.folder)/\(name)")
            return try #require(attributes[.posixPermissions] as? Int)
        }
        let plain = try mode("commands")
        #expect(try mode("stitch.sh") == plain | (plain & 0o444) >> 2)
    }
}
