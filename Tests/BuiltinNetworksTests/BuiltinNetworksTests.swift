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

    @Test("all of a family but one are fine-tuned from another network")
    func parents() throws {
        let networks = try BuiltinNetworks.names.map { try BuiltinNetworks.network(named: $0) }
        for (family, members) in Dictionary(grouping: networks, by: \.family) {
            #expect(members.count { $0.parent == nil } <= 1, "\(family)")
        }
    }

    @Test("all networks that ship take less than 30 MB")
    func size() throws {
        let bytes = try BuiltinNetworks.names.reduce(0) { sum, name in
            let file = try BuiltinNetworks.file(named: name)
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            return sum + ((attributes[.size] as? Int) ?? 0)
        }
        #expect(bytes > 0)
        #expect(bytes < 30_000_000)
    }

    @Test("every network that ships can be read, is finite and says where it belongs")
    func shipped() throws {
        for name in BuiltinNetworks.names {
            let network = try BuiltinNetworks.network(named: name)
            let checkpoint = try BuiltinNetworks.read(named: name)
            #expect(BuiltinNetworks.families.contains(network.family))
            #expect(checkpoint.metadata["family"] == network.family)
            #expect(!network.description.isEmpty)
            for key in ["architecture", "input", "trained_on", "steps", "recipe", "licence"] {
                #expect(checkpoint.metadata[key]?.isEmpty == false, "\(name): \(key)")
            }
            #expect(
                checkpoint.tensors.values.map(\.elementCount).reduce(0, +)
                    == network.parameterCount)
        }
    }
}
