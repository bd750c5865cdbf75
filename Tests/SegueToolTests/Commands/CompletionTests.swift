import Fixtures
import Testing

/// Completions in bash, by the script that the argument parser makes.
struct CompletionTests {
    private static let script = """
        source <("$0" --generate-completion-script bash)
        COMP_WORDS=("$0" "$@"); COMP_CWORD=$#; COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
        _segue "$0" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """

    private func completions(_ words: String..., in workshop: Workshop) throws -> [String] {
        let result = try #require(Program(named: "bash")).run(
            ["-c", Self.script, Tool.segue.path] + words, in: workshop.folder.path)
        #expect(result.errors == "")
        return result.output.split(separator: "\n").map { String($0).trimmingSuffix(" ") }.sorted()
    }

    @Test func `commands, options, presets, files and folders are completed`() throws {
        let workshop = try Workshop()
        try workshop.preset(name: "painted.yaml")
        try workshop.folder.makeFolder("paint/deep")
        try workshop.preset(name: "paint/own.yaml")
        #expect(try completions("ren", in: workshop) == ["render"])
        #expect(try completions("render", "--du", in: workshop) == ["--duration"])
        #expect(
            try completions("render", "pain", in: workshop)
                == ["paint/", "painted.yaml", "painters"])
        #expect(
            try completions("sheet", "paint/", in: workshop) == ["paint/deep/", "paint/own.yaml"])
        #expect(try completions("presets", "pain", in: workshop) == ["painters"])
        #expect(try completions("render", "painters", "-i", "pho", in: workshop) == ["photo.png"])
        #expect(try completions("inspect", "a.s", in: workshop) == ["a.safetensors"])
    }
}

extension String {
    /// Without what it ends with.
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
