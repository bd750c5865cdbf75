import Testing

@testable import Imaging

struct AlphaTests {
    @Test(arguments: [
        ("#000000", Colour.black), ("#FF8001", Colour(red: 255, green: 128, blue: 1)),
        ("#ff8001", Colour(red: 255, green: 128, blue: 1)),
    ])
    func `colours are read as HTML writes them`(text: String, colour: Colour) {
        #expect(Colour(text) == colour)
        #expect(colour.description == text.lowercased())
    }

    @Test(arguments: [
        "", "#", "ff8001", "#fff", "#ff80011", "#ff80g1", "# ff801", "#+f8001", "#ﬀ80",
    ])
    func `nothing else is a colour`(text: String) {
        #expect(Colour(text) == nil)
    }

    /// Red on the left, hidden in the middle, green on the right.
    private func bars(width: Int, height: Int, hidden: Range<Int>) throws -> Image {
        var image = try Image(width: width, height: height, channels: 4, filledWith: 0)
        let plane = image.planeCount
        for y in 0..<height {
            for x in 0..<width {
                let i = y * width + x
                // What is hidden is blue, which must not be seen.
                if hidden.contains(x) {
                    image.samples[2 * plane + i] = 1
                } else {
                    image.samples[(x < hidden.lowerBound ? 0 : plane) + i] = 0.8
                    image.samples[3 * plane + i] = 0.5
                }
            }
        }
        return image
    }

    @Test(arguments: [(64, 32), (61, 7), (33, 1)])
    func `hidden pixels have the colours of visible ones, the nearest most`(
        width: Int, height: Int
    ) throws {
        let hidden = width / 4..<3 * width / 4
        let image = try bars(width: width, height: height, hidden: hidden)
        var filled = image
        filled.fillHiddenColours()
        let plane = image.planeCount
        for i in 0..<plane {
            let x = i % width
            let colour = (0..<4).map { filled.samples[$0 * plane + i] }
            if !hidden.contains(x) {
                #expect(colour == (0..<4).map { image.samples[$0 * plane + i] })
                continue
            }
            #expect(abs(colour[0] + colour[1] - 0.8) < 0.001)
            #expect(colour[2] == 0)
            #expect(colour[3] == 0)
            if x == hidden.lowerBound { #expect(colour[0] > 0.6) }
            if x == hidden.upperBound - 1 { #expect(colour[1] > 0.6) }
        }
    }

    @Test func `an image without hidden pixels stays, one without visible ones is black`() throws {
        let visible = try bars(width: 8, height: 8, hidden: 8..<8)
        var same = visible
        same.fillHiddenColours()
        #expect(same == visible)
        var hidden = try Image(
            width: 5, height: 3, channels: 4,
            samples: [Float](repeating: 0.7, count: 45) + [Float](repeating: 0, count: 15))
        hidden.fillHiddenColours()
        #expect(hidden.samples == [Float](repeating: 0, count: 60))
    }

    @Test func `alpha comes off and on`() throws {
        let image = try Image(width: 2, height: 1, channels: 4, samples: [1, 2, 3, 4, 5, 6, 7, 8])
        let alpha = try #require(image.alpha)
        #expect(alpha.samples == [7, 8])
        #expect(image.withoutAlpha.samples == [1, 2, 3, 4, 5, 6])
        #expect(try image.withoutAlpha.withAlpha(alpha) == image)
        #expect(try image.withoutAlpha.withAlpha().samples.suffix(2) == [1, 1])
        #expect(try image.withAlpha() == image)
        #expect(image.withoutAlpha.alpha == nil)
        #expect(throws: ImagingError.wrongChannels(found: 4, expected: 3)) {
            try image.withAlpha(alpha)
        }
    }

    @Test func `four channels are quantised with alpha rounded`() throws {
        let image = try Image(
            width: 1, height: 1, channels: 4, samples: [1, 0, 100 / 255, 100.4 / 255])
        #expect(try image.rgba8() == [255, 0, 100, 100])
        #expect(try image.rgba16() == [65535, 0, 25700, 25803])
        #expect(throws: ImagingError.wrongChannels(found: 4, expected: 3)) { try image.rgb8() }
        #expect(throws: ImagingError.wrongChannels(found: 3, expected: 4)) {
            try image.withoutAlpha.rgba8()
        }
        let levels = try image.planar16()
        #expect(levels == [0, 25700, 65535, 25803])
        let read = try levels.withUnsafeBufferPointer {
            try Image(width: 1, height: 1, channels: 4, planar16: $0)
        }
        #expect(read == image.roundedTo16Bits())
    }
}
