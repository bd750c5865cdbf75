import Fixtures
import Testing

/// `segue studio` where it cannot serve; Scripts/studio tries the page itself.
struct StudioCommandTests {
    @Test(arguments: ["0.0.0.0", "192.0.2.1", "name", "::1"])
    func `an address that is none of this machine's is refused`(host: String) throws {
        let result = try Tool.segue.run(["studio", "painters", "--host", host])
        #expect(result.code == 69)
        #expect(
            result.errorLines.last
                == "segue: error: --host: '\(host)', expected one IPv4 address of this machine, "
                + "such as 192.168.1.20")
        #expect(result.output == "")
    }

    @Test func `a preset that is not there is said at once`() throws {
        let result = try Tool.segue.run(["studio", "nothere.yaml"])
        #expect(result.code == 66)
        #expect(
            result.errorLines == ["segue: error: nothere.yaml: no such file, expected a preset"])
    }
}
