import Foundation
import Imaging
import Testing
import Timelines

@testable import Media

struct GIFSinkTests {
    private func make(
        _ path: String, width: Int = 60, height: Int = 40, frames: Int,
        _ configuration: GIFSink.Configuration
    ) throws {
        let sink = try GIFSink(path: path, configuration: configuration)
        for k in 0..<frames {
            try sink.write(
                makeRamp(width: width, height: height, phase: Float(k) / Float(frames)))
        }
        try sink.finish()
    }

    /// The delays of a GIF's frames in hundredths of a second, from its graphic control extensions
    /// (GIF89a, section 23).
    private func delays(_ path: String) throws -> [Int] {
        let file = try [UInt8](Data(contentsOf: URL(filePath: path)))
        return file.indices.dropLast(8).compactMap { i in
            file[i] == 0x21 && file[i + 1] == 0xF9 && file[i + 2] == 4 && file[i + 7] == 0
                ? Int(file[i + 4]) | Int(file[i + 5]) << 8 : nil
        }
    }

    @Test func `24 frames per second are delays of 4 and 5 that add up to a second`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.gif")
        let rate = try FrameRate(24)
        try make(path, frames: 24, .init(frameRate: rate))
        let found = try delays(path)
        #expect(found.count == 24)
        #expect(found.allSatisfy { $0 == 4 || $0 == 5 })
        #expect(found.reduce(0, +) == 100)
        #expect(try folder.contents == ["a.gif"])
        let file = try Data(contentsOf: URL(filePath: path))
        // The application extension that asks for repetition, and 0 for "for ever".
        let loop = try #require(file.firstRange(of: Data("NETSCAPE2.0".utf8)))
        #expect(Array(file[loop.upperBound..<loop.upperBound + 4]) == [3, 1, 0, 0])
    }

    @Test(arguments: [(25, 1, 4), (10, 1, 10), (50, 1, 2), (1, 2, 200), (1, 655, 65_500)])
    func `other rates have their delays, the last frame too`(num: Int, den: Int, delay: Int) throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("a.gif")
        let rate = try FrameRate(Int64(num), Int64(den))
        try make(path, frames: 5, .init(frameRate: rate))
        #expect(try delays(path) == [Int](repeating: delay, count: 5))
    }

    @Test(arguments: [(60, 40, 30, 20), (33, 17, 11, 6), (1, 1, 1, 1), (60, 40, 120, 80)])
    func `the pictures are the frames at the width that was asked for`(
        width: Int, height: Int, newWidth: Int, newHeight: Int
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.gif")
        let rate = try FrameRate(25)
        try make(
            path, width: width, height: height, frames: 3, .init(frameRate: rate, width: newWidth))
        let source = try MediaInput.open(path: path)
        #expect(source.width == newWidth)
        #expect(source.height == newHeight)
        let frames = try source.rest()
        #expect(frames.count == 3)
        for (k, frame) in frames.enumerated() {
            let expected = try makeRamp(width: width, height: height, phase: Float(k) / 3)
                .resized(toWidth: newWidth)
            let differences = Differences(frame.image, expected)
            #expect(differences.mean < 12, "\(differences)")
        }
    }

    @Test func `what a GIF cannot do is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.gif")
        let rate = try FrameRate(120)
        #expect(
            throws: MediaError.unsuitable(
                place: path, found: "120 frames per second", expected: "at most 100 for GIF")
        ) {
            try make(path, frames: 2, .init(frameRate: rate))
        }
        #expect(
            throws: MediaError.unsuitable(
                place: path, found: "no frames", expected: "at least one")
        ) {
            try make(path, frames: 0, .init(frameRate: .oneASecond))
        }
        let sink = try GIFSink(path: path, configuration: .init(frameRate: .oneASecond))
        try sink.write(makeRamp(width: 16, height: 16))
        sink.cancel()
        #expect(try folder.contents == [])
    }
}
