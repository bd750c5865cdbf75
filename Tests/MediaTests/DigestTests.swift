import Imaging
import Testing

@testable import Media

struct DigestTests {
    @Test func `a frame's digest is the SHA-256 of its size and samples`() throws {
        // printf '\1\0\0\0\1\0\0\0\1\0\0\0\0\0\200\77' | sha256sum
        let image = try Image(width: 1, height: 1, channels: 1, samples: [1])
        #expect(
            try DigestSink.digest(of: image)
                == "a967f5daf4be38f1fd823fa807885dc5aee0e01b705e6ef342096e2842518f4b")
    }

    @Test func `equal frames have equal digests and one bit makes another`() throws {
        let sink = DigestSink()
        var image = try makeRamp(width: 5, height: 4)
        try sink.write(image)
        try sink.write(image)
        image.samples[7] = image.samples[7].nextUp
        try sink.write(image)
        try sink.finish()
        let digests = sink.digests
        #expect(digests.count == 3)
        #expect(digests[0] == digests[1])
        #expect(digests[1] != digests[2])
    }

    @Test func `the null sink counts and wants one size`() throws {
        let sink = NullSink()
        try sink.write(makeRamp(width: 5, height: 4))
        #expect(
            throws: MediaError.unsuitable(
                place: "null", found: "frame 1 of 4×5", expected: "5×4 as the first")
        ) {
            try sink.write(makeRamp(width: 4, height: 5))
        }
        #expect(sink.count == 1)
        try sink.finish()
        #expect(throws: MediaError.self) { try sink.write(makeRamp(width: 5, height: 4)) }
    }
}
