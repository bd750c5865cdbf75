import Foundation
import Testing
import Weights

@testable import BuiltinNetworks

@Suite("Built-in networks")
struct BuiltinNetworksTests {
    @Test("the resources stand beside the running program, also in tests")
    func resources() throws {
        let roots = NetworkFolders.standard(environment: [:])
        #expect(roots.contains { FileManager.default.fileExists(atPath: $0) })
    }

    @Test("every network that ships can be read, is finite and says where it belongs")
    func shipped() throws {
        for name in BuiltinNetworks.names {
            let network = try BuiltinNetworks.network(named: name)
            let checkpoint = try BuiltinNetworks.read(named: name)
            #expect(BuiltinNetworks.families.contains(network.family))
            #expect(checkpoint.metadata["family"] == network.family)
            #expect(!network.description.isEmpty)
            #expect(
                checkpoint.tensors.values.map(\.elementCount).reduce(0, +)
                    == network.parameterCount)
        }
    }
}
