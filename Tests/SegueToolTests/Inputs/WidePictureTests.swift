import Fixtures
import Foundation
import Testing

/// Pictures and rates beyond what anything takes: bad data, and no mistake of ours (70).
struct WidePictureTests {
    @Test(arguments: ["apply", "render"])
    func `a BMP of a million columns is bad data`(command: String) throws {
        let workshop = try Workshop()
        let (width, rowBytes) = (1_048_600, 1_048_600 * 3)
        var file: [UInt8] = Array("BM".utf8)
        // BITMAPFILEHEADER and BITMAPINFOHEADER, little-endian.
        for (value, size) in [
            (54 + rowBytes, 4), (0, 4), (54, 4), (40, 4), (width, 4), (1, 4), (1, 2), (24, 2),
            (0, 4), (rowBytes, 4), (2835, 4), (2835, 4), (0, 4), (0, 4),
        ] {
            for byte in 0..<size { file.append(UInt8(value >> (8 * byte) & 255)) }
        }
        file += [UInt8](repeating: 7, count: rowBytes)
        try workshop.folder.write(file, "wide.bmp")
        try workshop.preset(input: "wide.bmp", output: "[{path: out.mp4}]")
        let arguments =
            command == "render"
            ? ["render", "p.yaml", "--progress", "none"]
            : ["apply", "--network", "a.safetensors", "-i", "wide.bmp", "-o", "out.png"]
        let result = try Tool.segue.run(arguments, in: workshop.folder.path)
        #expect(result.code == 65, "\(result)")
        #expect(result.errors.hasPrefix("segue: error: "), "\(result.errors)")
        #expect(result.errorLines.count == 1, "\(result.errors)")
    }

    @Test(arguments: ["out.mp4", "out.gif"])
    func `frames longer than a format can say are bad data`(output: String) throws {
        let workshop = try Workshop()
        try workshop.preset(
            timeline: "{fps: 1/1000000, keys: [{at: 0s, mix: a}, {at: 2000000s, mix: b}]}",
            output: "[{path: \(output)}]")
        let result = try workshop.segue("render", "p.yaml", "--progress", "none")
        #expect(result.code == 65)
        let end =
            output == "out.mp4" ? "in half an hour for MP4" : "in 655 s for GIF"
        #expect(
            result.errors
                == "segue: error: \(output): 1/1000000 frames per second, expected at least one \(end)\n"
        )
    }
}
