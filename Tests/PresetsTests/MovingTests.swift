import Testing

@testable import Presets

/// A preset's text for another folder.
struct MovingTests {
    private func moved(_ text: String) throws -> String {
        try Preset.parse(text, file: "deep/p.yaml").text {
            "/base/\($0.resolved)"
        } writing: {
            "own-\($0.written)"
        }
    }

    @Test func `paths are replaced where they stand, and nothing else`() throws {
        let text = """
            # photo.jpg is not this one
            version: 1
            input: photo.jpg    # photo.jpg
            networks: {a: builtin:monet, b: nets/b.onnx, c: {file: 'it''s.pth', io: "rgb, 0..1"}}
            timeline: {keys: [{at: 0s, mix: a}]}
            regions:
              - {mask: "a \\"b\\".png", mix: b}
            output: [{path: o.mp4}, {path: "p,q.gif", width: 48}]
            """
        #expect(
            try moved(text) == """
                # photo.jpg is not this one
                version: 1
                input: /base/deep/photo.jpg    # photo.jpg
                networks: {a: builtin:monet, b: /base/deep/nets/b.onnx, c: {file: "/base/deep/it's.pth", io: "rgb, 0..1"}}
                timeline: {keys: [{at: 0s, mix: a}]}
                regions:
                  - {mask: "/base/deep/a \\"b\\".png", mix: b}
                output: [{path: own-o.mp4}, {path: "own-p,q.gif", width: 48}]
                """)
    }

    @Test func `the file of an input's mapping is replaced`() throws {
        let text = make() + "\ninput: {width: 64, file: \"a b.png\"}"
        #expect(
            try moved(text).hasSuffix("\ninput: {width: 64, file: \"/base/deep/a b.png\"}"))
    }

    @Test func `the text that comes out is read as it was meant`() throws {
        let paths = [
            "a b.png", "#.png", "a: b.png", "ü/%04d.png", "'\"\\.png", "-x.png", "[1].png",
        ]
        for path in paths {
            let text = try Preset.parse(
                "input: x.png\n" + make(), file: "p.yaml"
            ).text { _ in
                path
            } writing: {
                $0.written
            }
            #expect(try Preset.parse(text, file: "p.yaml").input?.file.value.written == path)
        }
    }

    @Test func `a path over several lines is refused with its place`() throws {
        let text = "input: \"a\n  b.png\"\n" + make()
        #expect {
            try moved(text)
        } throws: { error in
            (error as? PresetProblems)?.headlines == [
                "deep/p.yaml:1:8: a path over several lines, expected it on one"
            ]
        }
    }
}
