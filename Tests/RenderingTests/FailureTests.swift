import Files
import Inference
import Media
import Presets
import Testing

@testable import Rendering

/// What users are told of errors, and with which exit code.
struct FailureTests {
    @Test(
        arguments: [
            (RenderError.noInput(preset: "p"), .usage),
            (RenderError.framesOutOfRange(found: 3...9, count: 5), .usage),
            (RenderError.outputCollides(path: "a", with: "b"), .badData),
            (
                RenderError.memory(
                    place: "p", needed: MemorySize(bytes: 2), limit: MemorySize(bytes: 1),
                    remedy: "a smaller picture"),
                .badData
            ),
            (FileError.exists(path: "a"), .cannotCreate),
            (FileError.missing(path: "a", found: "b", expected: "c"), .inputMissing),
            (MediaError.encoderMissing(place: "a", name: "libx264"), .unavailable),
            (
                FileError.inputOutput(path: "a", found: "write failed: Input/output error"),
                .inputOutput
            ),
            (
                FileError.diskFull(
                    path: "a", reason: "No space left", written: WrittenAmount(bytes: 1)),
                .inputOutput
            ),
            (
                RenderError.diskFull(
                    place: "a", reason: "No space left", frames: 1, of: 2,
                    missing: MemorySize(bytes: 1)),
                .inputOutput
            ),
            (MediaError.outOfMemory(place: "a", call: "avcodec_open2"), .unavailable),
            (InferenceError.outOfMemory(bytes: 64), .unavailable),
            (RenderError.tooFewThreads(found: 1, needed: 4), .unavailable),
            (RenderError.noProcessFolder, .unavailable),
            (RenderError.lostImage(frame: 3), .internalError),
            (FileError.tryAgain(path: "a", found: "b", expected: "c"), .tryAgain),
            (ShippedPreset.Unknown.name("p", nearest: nil, count: 0), .inputMissing),
            (FileError.refused(path: "a", found: "b", expected: "c"), .badData),
        ] as [(any Error, Failure.Kind)])
    func `kinds are the classes of sysexits`(error: any Error, kind: Failure.Kind) {
        #expect(Failure(error).kind == kind)
    }

    @Test func `a preset's mistakes are one message each, with their place`() throws {
        let problems = #expect(throws: PresetProblems.self) {
            try Preset.parse("version: 3\nnetworks: {}\ntimeline: {keys: []}\n", file: " p.yaml")
        }
        let failure = Failure(try #require(problems))
        #expect(failure.kind == .badData)
        #expect(
            failure.messages == [
                " p.yaml:1:10: version '3', expected 1\n  version: 3\n           ^",
                " p.yaml:2:11: no networks, expected at least one\n  networks: {}\n            ^",
                " p.yaml:3:18: no keys, expected at least one\n  timeline: {keys: []}\n"
                    + "                   ^",
            ])
    }

    @Test func `a message is one line without control characters`() {
        let failure = Failure(RenderError.unknownPictureFormat(path: "a\nb\u{1B}[31m.xcf"))
        #expect(
            failure.messages == [
                "a\\u{a}b\\u{1b}[31m.xcf: no known picture format, expected a name that ends in "
                    + ".png, .tif, .tiff, .exr, .jpg, .jpeg or .webp"
            ])
    }
}
