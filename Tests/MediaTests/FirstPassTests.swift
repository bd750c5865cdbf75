import Foundation
import Testing
import Timelines

@testable import Media

/// What a pass over a film has found, in a file and back.
@Suite(.enabled(if: Tool.hasFFmpeg, "needs ffmpeg to make films"))
struct FirstPassTests {
    private func film(_ options: String, _ name: String) throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        let path = folder.path(name)
        let arguments = "-f lavfi -i testsrc2=size=96x64:rate=25:duration=4 \(options)"
        try Tool.make(arguments.split(separator: " ").map(String.init), to: path)
        return (folder, path)
    }

    @Test(arguments: [
        ("-c:v libx264 -bf 3 -g 12", "a.mp4"), ("-c:v wmv2", "a.wmv"),
        ("-vf select='mod(n,7)' -fps_mode vfr -c:v ffv1", "a.mkv"), ("", "a.gif"),
    ])
    func `it is the same after a journey through JSON, and spares the pass`(
        options: String, name: String
    ) throws {
        let (folder, path) = try film(options, name)
        let source = try MediaInput.open(path: path)
        let data = try JSONEncoder().encode(source.properties.firstPass)
        let read = try JSONDecoder().decode(FirstPass.self, from: data)
        #expect(read == source.properties.firstPass)
        let again = try MediaInput.open(path: path, InputSettings(), known: read)
        #expect(again.properties == source.properties)
        let (found, expected) = (try again.rest(), try source.rest())
        try #require(found.count == expected.count)
        for (index, (frame, other)) in zip(found, expected).enumerated() {
            #expect(frame.timestamp == other.timestamp)
            #expect(frame.image == other.image, "frame \(index)")
        }
        withExtendedLifetime(folder) {}
    }

    @Test func `a steady film takes a few numbers`() throws {
        let (folder, path) = try film("-c:v libx264 -bf 0 -g 5", "a.mp4")
        let pass = try MediaInput.open(path: path).properties.firstPass
        #expect(try JSONEncoder().encode(pass).count < 200)
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: [
        #""times":[]"#, #""times":[0,40]"#, #""times":[0,-1,9]"#, #""times":[0,40,99999999999]"#,
        #""times":[9223372036854775807,1,1]"#, #""keys":[0,1,9]"#, #""keys":[-1]"#,
        #""clock":[1,0]"#, #""clock":[1]"#, #""end":0"#, #""end":160"#,
        #""missingStart":-1"#,
    ])
    func `what no film can be is refused`(part: String) throws {
        var parts = [
            "times": "[0,40,4]", "keys": "[0,2,1]", "clock": "[1,1000]", "end": "200",
            "missingStart": "0",
        ]
        func read() throws -> FirstPass {
            let index = parts.map { "\"\($0)\":\($1)" }.joined(separator: ",")
            let text = "{\"hasAlpha\":false,\"index\":{\(index)}}"
            return try JSONDecoder().decode(FirstPass.self, from: Data(text.utf8))
        }
        #expect(try read().index?.times == [0, 40, 80, 120, 160])
        let match = try #require(part.wholeMatch(of: /"(\w+)":(.+)/)).output
        parts[String(match.1)] = String(match.2)
        #expect(throws: DecodingError.self) { try read() }
    }
}
