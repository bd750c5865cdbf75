import Files
import Glibc
import Imaging
import Synchronization
import Timelines

/// Numbered pictures in one folder, from the lowest number that exists to the highest.
final class SequenceSource: FrameSource, Sendable {
    let properties: SourceProperties
    private let pattern: SequencePattern
    private let rate: FrameRate
    private let numbers: ClosedRange<Int>
    private let state: Mutex<State>

    private struct State {
        /// The next picture's number.
        var number: Int

        /// The first picture, read at opening for its size.
        var first: Image?
    }

    /// Without a rate, frame k is at k seconds.
    init(_ pattern: SequencePattern, path: String, rate: FrameRate?) throws {
        let numbers = try Self.numbers(of: pattern, path: path)
        let first = try StillPicture(path: pattern.path(numbers.lowerBound))
        self.pattern = pattern
        self.numbers = numbers
        self.rate = rate ?? .oneASecond
        state = Mutex(State(number: numbers.lowerBound, first: first.image))
        properties = SourceProperties(
            path: path, width: first.image.width, height: first.image.height, frameRate: rate,
            frameCount: numbers.count, frameCountIsExact: true, isStill: false, hasAudio: false,
            notices: first.notices)
    }

    func next() throws -> SourceFrame? {
        try state.withLock { state in
            guard state.number <= numbers.upperBound else { return nil }
            let image = try state.first ?? read(state.number)
            let index = state.number - numbers.lowerBound
            state.first = nil
            state.number += 1
            return SourceFrame(image: image, timestamp: try rate.time(ofFrame: index))
        }
    }

    func file(ofFrame index: Int) -> String? {
        index >= 0 && index < numbers.count ? pattern.path(numbers.lowerBound + index) : nil
    }

    private func read(_ number: Int) throws -> Image {
        let path = pattern.path(number)
        let image: Image
        do {
            image = try StillPicture(path: path).image
        } catch FileError.missing(let path, let found, _) {
            throw FileError.missing(
                path: path, found: found,
                expected: "every picture from \(numbers.lowerBound) to \(numbers.upperBound)")
        }
        guard image.width == width, image.height == height else {
            throw MediaError.badInput(
                place: path, found: "\(image.width)×\(image.height)",
                expected: "\(width)×\(height) as the first picture")
        }
        return image
    }

    /// The lowest and the highest number in the pattern's folder.
    private static func numbers(of pattern: SequencePattern, path: String) throws -> ClosedRange<
        Int
    > {
        guard let folder = opendir(pattern.folder) else {
            throw FileError.missing(
                path: pattern.folder, found: systemMessage(errno),
                expected: "a folder of numbered pictures")
        }
        defer { closedir(folder) }
        var range: ClosedRange<Int>?
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let number = pattern.number(ofName: name) else { continue }
            range =
                min(number, range?.lowerBound ?? number)...max(number, range?.upperBound ?? number)
        }
        guard let range else {
            throw FileError.missing(
                path: path, found: "no picture with a number",
                expected: "at least one, as \(pattern.path(0))")
        }
        return range
    }
}
