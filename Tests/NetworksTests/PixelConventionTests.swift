import Networks
import Testing

struct PixelConventionTests {
    @Test(
        "an order and a range are read in the ways people write them",
        arguments: [
            ("rgb, 0..1", "RGB 0…1"), ("RGB 0…255", "RGB 0…255"), ("bgr,-1..1", "BGR -1…1"),
            ("rgb 0...1", "RGB 0…1"), ("Gray  0 .. 255 ", "GRAY 0…255"),
            ("rgb, -.5...5", "RGB -0.5…5"),
            ("bgr,, 0 … 1e2", "BGR 0…100"),
            ("rgb, 0..1, noise 15", "RGB 0…1, noise 15"),
            ("gray 0..1 NOISE 2.5", "GRAY 0…1, noise 2.5"),
            ("rgb, 0..1, noise 0 -> bgr, 0..255", "RGB 0…1, noise 0 → BGR 0…255"),
        ])
    func read(text: String, expected: String) throws {
        #expect("\(try PixelConvention(parsing: text, place: "p"))" == expected)
    }

    @Test(
        "anything else is an error that quotes it",
        arguments: [
            "", "rgb", "0..1", "rgb, 1..0", "rgb, 0..0", "rgb, 0..nan", "rgb, 0..inf",
            "rgb, 0x0..0x10",
            "rgb, 0..1..", "rgb, 0..1 2", "rgb, 0 1", "rbg, 0..1", "rgb, -3e38..3e38",
            "rgb, 0..1 bgr",
            "rgb, 0..1, noise", "rgb, 0..1, noise -1", "rgb, 0..1, noise 256",
            "rgb, 0..1, noise 1 2",
            "noise 15", "rgb, noise 15", "rgb, 0..1 -> rgb, 0..1, noise 15",
            "rgb, 0..1, noise 1, noise 2", "rgb, 0..1, noise nan",
        ])
    func refused(text: String) {
        #expect {
            try PixelConvention(parsing: text, place: "a.yaml:3:9")
        } throws: {
            "\($0)"
                == "a.yaml:3:9: io '\(text)', expected an order (rgb, bgr, gray, luma) and a range such as "
                + "'rgb, 0..1'"
        }
    }

    @Test("gray has one channel, colours have three")
    func channels() {
        #expect(PixelConvention(order: .gray, range: 0...1).channels == 1)
        #expect(PixelConvention(order: .bgr, range: 0...1).channels == 3)
    }
}
