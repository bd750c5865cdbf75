@testable import Weights

extension PyTorchHostileTests {
    /// A sound file with one fault.
    private static func zip(
        _ name: String, _ message: String, floats: Int64 = 4,
        _ fault: (inout ZipWriter) -> Void
    ) -> Hostile {
        let storage = PickleWriter.storage(floats)
        var writer = archive(
            PickleWriter.pickle(
                PickleWriter.dict(PickleWriter.tensor(storage: storage, [floats], [1]))))
        fault(&writer)
        return Hostile(name, writer.bytes, message)
    }

    private static let directory = "expected that of the zip directory"

    static let zips: [Hostile] =
        [
            zip(
                "another compression",
                "f[a/data/0]: compression method 12, expected stored (0) or deflate (8)"
            ) { $0.entries[1].method = 12 },
            zip(
                "stored data called compressed",
                "f[a/data/0]: Zlib error: data error, expected 16 bytes with their CRC"
            ) { $0.entries[1].method = 8 },
            zip(
                "a gibibyte of zeros from a few bytes",
                "f[a/data/0]: 1073741824 bytes compressed to 21, "
                    + "expected at most 16777216 bytes in all from a file of 373"
            ) {
                $0.deflate(1)
                $0.entries[1].size = 1 << 30
            },
            zip(
                "many entries that are too much together",
                "f[a/data/1]: 12582912 bytes compressed to 21, "
                    + "expected at most 16777216 bytes in all from a file of 486"
            ) {
                $0.deflate(1)
                $0.entries.append($0.entries[1])
                $0.entries[2].name = "a/data/1"
                for index in 1...2 { $0.entries[index].size = 12 << 20 }
            },
            zip(
                "compressed data of more bytes than it says",
                "f[a/data/0]: more bytes than its header says, expected 12 bytes with their CRC",
                floats: 3
            ) {
                $0.deflate(1)
                $0.entries[1].size = 12
            },
            zip(
                "compressed data of fewer bytes than it says",
                "f[a/data/0]: 16 bytes of data, expected 20 bytes with their CRC", floats: 5
            ) {
                $0.deflate(1)
                $0.entries[1].size = 20
            },
            zip(
                "compressed data with another CRC",
                "f[a/data/0]: CRC error, expected 16 bytes with their CRC"
            ) {
                $0.deflate(1)
                $0.entries[1].checksum = 1
            },
            zip(
                "compressed data that goes into the next entry",
                "f[a/data/0]: 40 bytes from byte 182 on, expected an end before byte 241, "
                    + "where the next entry starts"
            ) {
                $0.deflate(1)
                $0.entries[1].storedSize = 40
            },
            zip(
                "another method in one of two places",
                "f[a/data/0]: another method in its local header, \(directory)"
            ) {
                $0.deflate(1)
                $0.entries[1].localMethod = 0
            },
            zip("encrypted", "f[a/data/0]: encrypted, expected plain data") {
                $0.entries[1].flags = 1
            },
            zip("patched", "f[a/data/0]: zip flags 0x20, expected 0x808 at most") {
                $0.entries[1].flags = 0x20
            },
            zip("strongly encrypted", "f[a/data/0]: encrypted, expected plain data") {
                $0.entries[1].flags = 0x40
            },
            zip("another method", "f[a/data/0]: another method in its local header, \(directory)") {
                $0.entries[1].localMethod = 8
            },
            zip("another name", "f[a/data/0]: another name in its local header, \(directory)") {
                $0.entries[1].localName = "a/data/1"
            },
            zip("another size", "f[a/data/0]: another size in its local header, \(directory)") {
                $0.entries[1].localSize = 12
            },
            zip("another CRC", "f[a/data/0]: another CRC in its local header, \(directory)") {
                $0.entries[1].localChecksum = 1
            },
            zip("wrong CRC", "f[a/data/0]: CRC error, expected 16 bytes with their CRC") {
                $0.entries[1].checksum = 1
            },
            zip("a hole", "f[a/data/0]: bytes after its data, expected none") {
                $0.entries[1].gap = [0]
            },
            zip("bytes in front", "f: 4 bytes before the first entry, expected none") {
                $0.prefix = [0x50, 0x4b, 0, 0]
            },
            zip(
                "bytes behind",
                "f: no zip directory at the end, expected PK 5 6 in the last 22 bytes"
            ) {
                $0.suffix = [0]
            },
            zip("a comment on an entry", "f[a/data/0]: a comment or another disk, expected neither")
            {
                $0.entries[1].comment = "x"
            },
            zip(
                "a name twice",
                "f[a/data.pkl]: a second entry of this name, expected each name once"
            ) {
                $0.entries[1].name = "a/data.pkl"
            },
            zip("nested data.pkl", "f: 2 records called data.pkl, expected one") {
                $0.entries[1].name = "a/b/data.pkl"
            },
            zip("two folders", "f: b/0 outside the folder a, expected one folder") {
                $0.entries[1].name = "b/0"
            },
            zip(
                "a packed network",
                "f: a zip file with 'net.pth' in it, "
                    + "expected a PyTorch file or safetensors; unpack it first"
            ) {
                $0.entries = [.init(name: "net.pth", data: [0])]
            },
            zip(
                "no pickle",
                "f: a zip file without data.pkl, expected a PyTorch file or safetensors"
            ) {
                $0.entries[0].name = "a/x"
            },
            zip("TorchScript", "f: a TorchScript program, expected tensors; save its state_dict()")
            {
                $0.entries[1].name = "a/constants.pkl"
            },
            zip("big-endian", "f[byteorder]: another byte order, expected little") {
                $0.entries.append(.init(name: "a/byteorder", data: Array("big".utf8)))
            },
            zip(
                "fewer entries", "f: more in the zip directory than its 1 entries, expected nothing"
            ) {
                $0.count = 1
            },
            zip(
                "more entries",
                "f[the zip directory]: 0 bytes left, expected an entry of 46 or more"
            ) {
                $0.count = 3
            },
            zip(
                "zip64 without its number",
                "f[a/data/0]: a zip64 field without its number, expected 8 bytes, less than 2^63"
            ) { $0.entries[1].size = .max },
            zip(
                "in one place",
                "f[a/data.pkl]: 142 bytes from byte 0 on, expected an end before byte 0, "
                    + "where the next entry starts"
            ) { $0.entries[1].offset = 0 },
        ]
        + ["../evil", "/evil", "a//b", "a/../../evil", "a\\evil", "a/", ".", "/", "../"].map {
            name in
            zip(name, "f[\(name)]: a name that is no path in the zip file, expected FOLDER/NAME") {
                $0.entries[1].name = name
            }
        }
}
