import Fixtures
import Testing

@testable import Weights

@Suite("Hostile safetensors")
struct SafetensorsHostileTests {
    struct Hostile: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let message: String
        var testDescription: String { name }

        init(_ name: String, _ bytes: [UInt8], _ message: String) {
            self.name = name
            self.bytes = bytes
            self.message = message
        }

        /// A tensor `w` described by this JSON, with so many bytes of data.
        init(_ name: String, tensor: String, data: Int = 4, _ message: String) {
            let bytes = safetensors(#"{"w":\#(tensor)}"#, [UInt8](repeating: 0, count: data))
            self.init(name, bytes, message)
        }
    }

    @Test(
        "every bad file gives its one line", arguments: lengths + texts + claims + layouts + values)
    func message(hostile: Hostile) {
        let error = #expect(throws: WeightsError.self) {
            try Checkpoint(safetensors: hostile.bytes, file: "f")
        }
        #expect(error?.description == hostile.message)
    }

    @Test("a million tensors in one place are refused by their number, within a second")
    func manyTensors() {
        let member = #"":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#
        var header = Array("{".utf8)
        for index in 0...100_000 { header += Array("\"\(index)\(member)".utf8) }
        var more = Array("\"x\(member)".utf8)
        while more.count < 50_000_000 { more += more }
        header += more
        let bytes = littleEndian(UInt64(header.count)) + header + [0, 0, 0, 0]
        let time = processorTime {
            let error = #expect(throws: WeightsError.self) {
                try Checkpoint(safetensors: bytes, file: "f")
            }
            #expect(error?.description == "f: more tensors, expected at most 100000")
        }
        #expect(time < .seconds(Self.isOptimised ? 1 : 10))
    }

    /// Whether this is a release build: the limit in seconds is its own.
    private static var isOptimised: Bool {
        #if DEBUG
        false
        #else
        true
        #endif
    }

    static let types =
        "expected one of F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL"

    static let lengths = [
        Hostile(
            "empty", [],
            "f: 0 bytes, expected a header length of 8 bytes"),
        Hostile(
            "seven bytes", [2, 0, 0, 0, 0, 0, 0],
            "f: 7 bytes, expected a header length of 8 bytes"),
        Hostile(
            "longer than the file", safetensors("{}", length: 3),
            "f: cut short: 10 of at least 11 bytes, expected all of it; download it again"),
        Hostile(
            "longer than the file, and no header", safetensors("[]", length: 3),
            "f: a header of 3 bytes, expected at most the file's remaining 2"),
        Hostile(
            "longest number", safetensors("{}", length: .max),
            "f: a header of 18446744073709551615 bytes, expected at most 100000000"),
        Hostile(
            "above the limit", safetensors("{}", length: 100_000_001),
            "f: a header of 100000001 bytes, expected at most 100000000"),
        Hostile(
            "no header", safetensors(""),
            "f: the end at byte 8, expected a header that begins with '{'"),
    ]

    static let texts = [
        Hostile(
            "leading space", safetensors(" {}"),
            "f: byte 0x20 at byte 8, expected a header that begins with '{'"),
        Hostile(
            "array", safetensors("[]"),
            "f: '[' at byte 8, expected a header that begins with '{'"),
        Hostile(
            "byte order mark", safetensors("\u{feff}{}"),
            "f: byte 0xef at byte 8, expected a header that begins with '{'"),
        Hostile(
            "zero byte", safetensors("{\0}"),
            "f: byte 0x0 at byte 9, expected a string"),
        Hostile(
            "no end", safetensors("{"),
            "f: the end at byte 9, expected a string"),
        Hostile(
            "comma at the end", safetensors(#"{"__metadata__":{},}"#),
            "f: '}' at byte 27, expected a string"),
        Hostile("single quotes", safetensors("{'a':1}"), "f: ''' at byte 9, expected a string"),
        Hostile("comment", safetensors("{/**/}"), "f: '/' at byte 9, expected a string"),
        Hostile(
            "two objects", safetensors("{}{}"),
            "f: more after the header at byte 10, expected spaces only"),
        Hostile(
            "new line as padding", safetensors("{}\n"),
            "f: more after the header at byte 10, expected spaces only"),
        Hostile(
            "string without end", safetensors(#"{"a"#),
            #"f: a string without end at byte 9, expected '"'"#),
        Hostile(
            "control character", safetensors("{\"a\u{1}\":1}"),
            "f: control character 0x1 at byte 11, expected an escape"),
        Hostile(
            "unknown escape", safetensors(#"{"\x":1}"#),
            "f: an unknown escape at byte 10, expected one of RFC 8259"),
        Hostile(
            "short escape", safetensors(#"{"\u12":1}"#),
            "f: an unknown escape at byte 10, expected four hexadecimal digits"),
        Hostile(
            "half a pair", safetensors(#"{"\ud800":1}"#),
            "f: half a surrogate pair at byte 10, expected both halves"),
        Hostile(
            "other half alone", safetensors(#"{"\udc00":1}"#),
            "f: half a surrogate pair at byte 10, expected both halves"),
        Hostile(
            "pair of two first halves", safetensors(#"{"\ud800\ud800":1}"#),
            "f: half a surrogate pair at byte 10, expected both halves"),
        Hostile(
            "not UTF-8",
            littleEndian(UInt64(7)) + Array(#"{""#.utf8) + [0xff] + Array(#"":1}"#.utf8),
            "f: a string that is not UTF-8 at byte 9, expected UTF-8"),
        Hostile(
            "nesting bomb", safetensors(#"{"a":"# + String(repeating: "[", count: 100_000)),
            "f: '[' at byte 13, expected '{'"),
        Hostile(
            "object bomb", safetensors(String(repeating: #"{"a":"#, count: 100_000)),
            #"f[a]: the key "a", expected dtype, shape and data_offsets only"#),
    ]

    static let claims = [
        Hostile("not an object", tensor: "1", "f: '1' at byte 13, expected '{'"),
        Hostile(
            "no dtype", tensor: #"{"shape":[1],"data_offsets":[0,4]}"#,
            "f[w]: no dtype, expected dtype, shape and data_offsets"),
        Hostile(
            "no shape", tensor: #"{"dtype":"F32","data_offsets":[0,4]}"#,
            "f[w]: no shape, expected dtype, shape and data_offsets"),
        Hostile(
            "no offsets", tensor: #"{"dtype":"F32","shape":[1]}"#,
            "f[w]: no data_offsets, expected dtype, shape and data_offsets"),
        Hostile(
            "unknown key", tensor: #"{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":0}"#,

            #"f[w]: the key "x", expected dtype, shape and data_offsets only"#),
        Hostile(
            "key twice", tensor: #"{"dtype":"F32","dtype":"F16","shape":[1],"data_offsets":[0,4]}"#,

            #"f: the key "dtype" a second time at byte 28, expected each key once"#),
        Hostile(
            "name twice",
            safetensors(
                #"{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"#
                    + #""\u0077":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#),
            #"f: the key "w" a second time at byte 62, expected each key once"#),
        Hostile(
            "metadata not text", safetensors(#"{"__metadata__":{"a":1}}"#),
            "f: '1' at byte 29, expected a string"),
        Hostile(
            "metadata null", safetensors(#"{"__metadata__":null}"#),
            "f: 'n' at byte 24, expected '{'"),
        Hostile(
            "float8", tensor: #"{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}"#,
            "f[w]: is quantised to 8 bits (dtype F8_E4M3), expected float weights"
        ),
        Hostile(
            "float4", tensor: #"{"dtype":"F4","shape":[8],"data_offsets":[0,4]}"#,
            "f[w]: is quantised to 4 bits (dtype F4), expected float weights"
        ),
        Hostile(
            "complex", tensor: #"{"dtype":"C64","shape":[1],"data_offsets":[0,8]}"#,
            "f[w]: dtype C64, \(types)"
        ),
        Hostile(
            "lower case", tensor: #"{"dtype":"f32","shape":[1],"data_offsets":[0,4]}"#,
            "f[w]: dtype f32, \(types)"
        ),
        Hostile(
            "negative", tensor: #"{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}"#,
            "f: '-' at byte 37, expected a whole number of 0 or more"),
        Hostile(
            "fraction", tensor: #"{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}"#,
            "f: '.' at byte 38, expected ',' or ']'"),
        Hostile(
            "exponent", tensor: #"{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}"#,
            "f: 'e' at byte 38, expected ',' or ']'"),
        Hostile(
            "leading zero", tensor: #"{"dtype":"F32","shape":[01],"data_offsets":[0,4]}"#,
            "f: a number with a leading zero at byte 37, expected one without"),
        Hostile(
            "2^63", tensor: #"{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}"#,

            "f: a number too large at byte 37, expected less than 2^63"),
        Hostile(
            "33 dimensions",
            tensor:
                #"{"dtype":"F32","shape":\#([Int](repeating: 1, count: 33)),"data_offsets":[0,4]}"#,

            "f: a longer list at byte 132, expected at most 32 numbers"),
        Hostile(
            "one offset", tensor: #"{"dtype":"F32","shape":[1],"data_offsets":[4]}"#,
            "f[w]: data_offsets [4], expected two numbers"),
        Hostile(
            "three offsets", tensor: #"{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}"#,
            "f: a longer list at byte 60, expected at most 2 numbers"),
        Hostile(
            "line feed in a name",
            safetensors(
                "{\"a\\n\\u001b[2J\\u202e\":{\"dtype\":\"F9\",\"shape\":[],\"data_offsets\":[0,0]}}"
            ),

            #"f[a\u{a}\u{1b}[2J\u{202e}]: dtype F9, \#(types)"#
        ),
    ]

    static let layouts = [
        Hostile(
            "reversed", tensor: #"{"dtype":"F32","shape":[1],"data_offsets":[4,0]}"#,
            "f[w]: data_offsets [4, 0], expected begin before end"),
        Hostile(
            "past the end", tensor: #"{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#,
            "f: cut short: 66 of 70 bytes, expected all of it; download it again"),
        Hostile(
            "past the end of all",
            tensor:
                #"{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}"#,
            "f[w]: 9223372036854775807 integers, "
                + "expected at most 16777216; parameters are floats"),
        Hostile(
            "past the end of nearly all",
            tensor:
                #"{"dtype":"F16","shape":[4611686018427387903],"data_offsets":[0,9223372036854775806]}"#,
            "f: cut short: 102 of 9223372036854775904 bytes, "
                + "expected all of it; download it again"),
        Hostile(
            "hole in front", tensor: #"{"dtype":"F32","shape":[1],"data_offsets":[4,8]}"#, data: 8,
            "f[w]: data from byte 4 on, expected from 0 on, without a hole"),
        Hostile(
            "rest", tensor: #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#, data: 5,
            "f: 1 bytes after the last tensor, expected none"),
        Hostile(
            "too few bytes", tensor: #"{"dtype":"F32","shape":[2],"data_offsets":[0,4]}"#,
            "f[w]: 4 bytes, expected 8 for F32 [2]"),
        Hostile(
            "product beyond 64 bits",
            tensor: #"{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}"#,
            "f[w]: shape [4294967296, 4294967296], expected less than 2^63 bytes"),
        Hostile(
            "bytes beyond 64 bits",
            tensor: #"{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,4]}"#,
            "f[w]: shape [2305843009213693952], expected less than 2^63 bytes"),
        Hostile(
            "overlap", pair([0, 8], [4, 12]),
            "f[b]: data from byte 4 on, expected from 8 on, where a ends"),
        Hostile(
            "same place", pair([0, 8], [0, 8]),
            "f[b]: data from byte 0 on, expected from 8 on, where a ends"),
        Hostile(
            "hole", pair([0, 8], [12, 20]),
            "f[b]: data from byte 12 on, expected from 8 on, without a hole"),
        Hostile(
            "hole, wrong order", pair([12, 20], [0, 8]),
            "f[a]: data from byte 12 on, expected from 8 on, without a hole"),
    ]

    static let values = [
        Hostile(
            "NaN", safetensors(dtype: "F32", shape: [2], littleEndian([0, .nan])),
            "f[w]: nan at element 1, expected finite 32-bit floats"),
        Hostile(
            "infinity", safetensors(dtype: "F16", shape: [1], [0x00, 0xfc]),
            "f[w]: -inf at element 0, expected finite 32-bit floats"),
        Hostile(
            "infinite brain float", safetensors(dtype: "BF16", shape: [1], [0x80, 0x7f]),
            "f[w]: inf at element 0, expected finite 32-bit floats"),
        Hostile(
            "1e300", safetensors(dtype: "F64", shape: [1], littleEndian((1e300).bitPattern)),
            "f[w]: inf at element 0, expected finite 32-bit floats"),
        Hostile(
            "truth of 2", safetensors(dtype: "BOOL", shape: [2], [1, 2]),
            "f[w]: 2 at element 1, expected 0 to 1 for BOOL"),
        Hostile(
            "2^63 as an integer",
            safetensors(dtype: "U64", shape: [1], littleEndian(UInt64(1) << 63)),
            "f[w]: 9223372036854775808 at element 0, expected 0 to 9223372036854775807 for U64"),
    ]

    /// Tensors `a` and `b` of two floats each at these offsets, in 20 bytes of data.
    private static func pair(_ a: [Int], _ b: [Int]) -> [UInt8] {
        safetensors(
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":\#(a)},"#
                + #""b":{"dtype":"F32","shape":[2],"data_offsets":\#(b)}}"#,
            [UInt8](repeating: 0, count: 20))
    }
}
