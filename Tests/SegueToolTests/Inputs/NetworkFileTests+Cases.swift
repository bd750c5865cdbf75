/// The table of what is said of files that are no networks.
extension NetworkFileTests {
    private static let formats = "expected safetensors, PyTorch, ONNX or ncnn"
    private static let again = "\(formats); download it again"
    private static let whole = "expected all of it; download it again"

    static let riddles = [
        Case("a web page", "n.pth", "FILE: a web page, not a network, \(again)") {
            Array("<!DOCTYPE html>\n<html><head><title>Sign in</title>".utf8)
        },
        Case("a web page", "n.safetensors", "FILE: a web page, not a network, \(again)") {
            Array("\n  <html lang=\"en\">".utf8)
        },
        Case("a web page", "n.onnx", "FILE: a web page, not a network, \(again)") {
            Array("<!doctype html>".utf8)
        },
        Case(
            "a server's error in JSON", "n.safetensors",
            #"FILE: JSON, not a network: {"error":"Repository not found"}, "# + again
        ) { Array(#"{"error":"Repository not found"}"#.utf8) },
        Case(
            "a server's error in XML", "n.onnx",
            "FILE: XML, not a network: <Error><Code>AccessDenied</Code></Error>, \(again)"
        ) { Array("<Error><Code>AccessDenied</Code></Error>".utf8) },
        Case(
            "a server's error in text", "n.pth",
            "FILE: text, not a network: Entry not found, \(again)"
        ) { Array("Entry not found".utf8) },
        Case(
            "a Git LFS pointer", "n.pth",
            "FILE: a Git LFS pointer to a file of 67040989 bytes, not the file itself, "
                + "\(formats); 'git lfs pull' fetches it"
        ) {
            Array(
                "version https://git-lfs.github.com/spec/v1\noid sha256:4fa0d3\nsize 67040989\n"
                    .utf8)
        },
        Case("an empty file", "n.pth", "FILE: an empty file, \(again)") { [] },
        Case("an empty file", "n.onnx", "FILE: an empty file, \(again)") { [] },
        Case(
            "an empty file", "n.param: an empty file, \(again)",
            files: { [("n.param", []), ("n.bin", [])] }),
        Case(
            "a download that never began", "n.safetensors",
            "FILE: zeros in its first 512 bytes, as an unfinished download has, \(again)"
        ) { [UInt8](repeating: 0, count: 4096) },
        Case("a packed file", "n.pth", "FILE: a gzip file, \(formats); unpack it first") {
            [0x1f, 0x8b, 8, 0, 0, 0, 0, 0]
        },
    ]

    static let cuts = [
        Case(
            "a cut safetensors file", "n.safetensors",
            "FILE: cut short: 1500 of 2168 bytes, \(whole)"
        ) {
            Array(try bytes("a.safetensors").prefix(1500))
        },
        Case(
            "a safetensors file cut in its header", "n.safetensors",
            "FILE: cut short: 100 of at least 652 bytes, \(whole)"
        ) { Array(try bytes("a.safetensors").prefix(100)) },
        Case(
            "a cut PyTorch file", "n.pth",
            "FILE: cut short: 3000 bytes, without the zip directory that ends it, \(whole)"
        ) { Array(try bytes("whole.pth").prefix(3000)) },
        Case(
            "a cut PyTorch file of before 1.6", "n.pth",
            "FILE: cut short: 2500 of 2699 bytes, \(whole)"
        ) { Array(try bytes("legacy.pth").prefix(2500)) },
        Case(
            "a PyTorch file of before 1.6 cut in its names", "n.pth",
            "FILE: cut short: 300 of at least 301 bytes, \(whole)"
        ) { Array(try bytes("legacy.pth").prefix(300)) },
        Case(
            "a cut ONNX file", "n.onnx", "FILE: cut short: 1000 of at least 1973 bytes, \(whole)"
        ) { Array(try bytes("fixed-free.onnx").prefix(1000)) },
        Case(
            "cut weights beside an ONNX file",
            "external.onnx[w]: 'external.data' is cut short: 200 of at least 324 bytes, \(whole)"
        ) {
            [
                ("external.onnx", try bytes("external.onnx")),
                ("external.data", Array(try bytes("external.data").prefix(200))),
            ]
        },
        Case(
            "no weights beside an ONNX file",
            "external.data: no such file, expected the weights of external.onnx, in the same folder",
            code: 66
        ) { [("external.onnx", try bytes("external.onnx"))] },
        Case(
            "an ncnn network without weights",
            "n.bin: no such file, expected the weights of n.param; an ncnn network is both files",
            code: 66
        ) { [("n.param", ncnn("Input in 0 1 x", "Convolution c 1 1 x y 0=3 1=1 6=9"))] },
        Case(
            "an ncnn network without layers",
            "n.param: no such file, expected the layers that n.bin is the weights of; "
                + "an ncnn network is both files",
            code: 66
        ) { [("n.bin", [UInt8](repeating: 0, count: 40))] },
        Case(
            "cut weights of an ncnn network",
            "n.bin[c.weight]: cut short: 20 of at least 40 bytes, "
                + "expected the weights of its .param file; download both again"
        ) {
            [
                ("n.param", ncnn("Input in 0 1 x", "Convolution c 1 1 x y 0=3 1=1 6=9")),
                ("n.bin", [UInt8](repeating: 0, count: 20)),
            ]
        },
    ]

    static let integers = [
        Case(
            "a network quantised by torch", "n.pth",
            "FILE: is quantised to 8 bits (torch._utils._rebuild_qtensor), "
                + "expected float weights; save the network before it is quantised"
        ) { try bytes("quantised.pth") },
        Case(
            "weights of integers", "n.pth",
            "FILE[body.0.weight]: is quantised to 8 bits (8-bit integers), expected float weights"
        ) { try bytes("integers.pth") },
        Case(
            "weights of 8-bit floats", "n.safetensors",
            "FILE[w]: is quantised to 8 bits (dtype F8_E4M3), expected float weights"
        ) {
            safetensors(#"{"w":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}"#, data: 1)
        },
        Case(
            "ONNX weights of integers", "n.onnx",
            "FILE[weight_dq]: is quantised to 8 bits (operator DequantizeLinear), "
                + "expected float weights"
        ) { try bytes("dequantised.onnx") },
        Case(
            "ONNX convolutions of integers", "n.onnx",
            "FILE[input_q]: is quantised to 8 bits (operator QuantizeLinear), expected float weights"
        ) { try bytes("qlinear.onnx") },
        Case(
            "ncnn layers of integers",
            "n.param[c]: is quantised to 8 bits (setting 8 of Convolution), expected float weights"
        ) {
            [
                ("n.param", ncnn("Input in 0 1 x", "Convolution c 1 1 x y 0=3 1=1 6=9 8=2")),
                ("n.bin", [0x38, 0x4b, 0x0d, 0]),
            ]
        },
    ]

    private static let three =
        "expected 3 (red, green, blue) or 1 (gray); alpha is no channel of pictures here"

    static let channels = [
        Case("a network for four channels", "n.pth", "FILE: takes 4 channels, \(three)") {
            try bytes("rgba.pth")
        },
        Case("a network for four channels", "n.onnx", "FILE: takes 4 channels, \(three)") {
            try bytes("rgba.onnx")
        },
        Case("a network for four channels", "n.param: takes 4 channels, \(three)") {
            [
                ("n.param", ncnn("Input in 0 1 x", "Convolution c 1 1 x y 0=4 1=1 6=16")),
                ("n.bin", [UInt8](repeating: 0, count: 68)),
            ]
        },
    ]

    static let choices = [
        Case(
            "two networks", "pair.pth",
            "FILE: several networks: 'netG_A', 'netG_B', expected the name of one, as in FILE#netG_A"
        ) { try bytes("pair.pth") },
        Case(
            "two networks under prefixes", "two.pth",
            "FILE: several networks: 'first', 'second', expected the name of one, as in FILE#first"
        ) { try bytes("two.pth") },
        Case(
            "a network that is not in the file",
            "pair.pth: no network 'netG' in it, expected one of 'netG_A', 'netG_B'",
            network: "pair.pth#netG"
        ) { [("pair.pth", try bytes("pair.pth"))] },
        Case(
            "a name in a file of one network",
            "n.onnx: no network 'g' in it, expected the file's name alone", network: "n.onnx#g"
        ) { [("n.onnx", try bytes("fixed-free.onnx"))] },
        Case(
            "a name in a file of one dict",
            "n.pth: no network 'g' in it, expected the file's name alone", network: "n.pth#g"
        ) { [("n.pth", try bytes("whole.pth"))] },
        Case(
            "a zip file of another compression", "n.pth",
            "FILE[whole/data.pkl]: compression method 12, expected stored (0) or deflate (8)"
        ) { try bytes("bzip2.pth") },
    ]

    /// A `.param` file of layers that make one blob each.
    private static func ncnn(_ layers: String...) -> [UInt8] {
        let lines = ["7767517", "\(layers.count) \(layers.count)"] + layers
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
