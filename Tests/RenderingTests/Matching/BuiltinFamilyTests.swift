import BuiltinNetworks
import Matching
import Networks
import Presets
import Testing

@testable import Rendering

/// The networks that ship, by family.
struct BuiltinFamilyTests {
    @Test(arguments: BuiltinNetworks.families)
    func `the members of a family that ships are related`(family: String) throws {
        let names = try BuiltinNetworks.names.filter {
            try BuiltinNetworks.network(named: $0).family == family
        }
        #expect(names.count > 1)
        let members = try names.map { ($0, try Network.read(.builtin($0))) }
        for (index, first) in members.enumerated() {
            for second in members[(index + 1)...] {
                let compatibility = try Comparison(first, second).compatibility
                #expect(
                    compatibility.kind == .related, "\(first.0) and \(second.0): \(compatibility)")
            }
        }
    }
}
