import Files
import Fixtures
import Foundation
import Testing

struct SHA256Tests {
    /// FIPS 180-2, appendix B, and the empty text.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `the standard's examples`(text: String, digits: String) throws {
        let digest = try SHA256.digest(of: text)
        #expect(digest.description == digits)
        #expect(Digest(digits) == digest)
    }

    @Test func `a file's digest is that of its bytes, in pieces or at once`() throws {
        let folder = try TemporaryFolder()
        // The third of the standard's examples: a million times a.
        try folder.write(Data(repeating: 97, count: 1_000_000), "a")
        let digits = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        #expect(try SHA256.digest(ofFile: folder.path("a")).description == digits)
    }

    @Test(arguments: [
        "", "12", String(repeating: "g", count: 64), String(repeating: "é", count: 32),
    ])
    func `other texts are no digests`(text: String) { #expect(Digest(text) == nil) }
}
