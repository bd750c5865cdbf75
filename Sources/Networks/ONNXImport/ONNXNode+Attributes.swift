import Graphs
import Weights

extension ONNXNode {
    /// What messages call the node: its name, or what it makes where it has none.
    var place: String {
        name.isEmpty ? "\(operation) making '\(outputs.first ?? "nothing")'" : name
    }

    /// The name of an input; nil where it is left out.
    func input(_ place: Int) -> String? {
        inputs.indices.contains(place) && !inputs[place].isEmpty ? inputs[place] : nil
    }

    func int(_ name: String) -> Int? {
        if case .int(let value)? = attributes[name] { return Int(value) }
        return nil
    }

    func float(_ name: String) -> Float? {
        if case .float(let value)? = attributes[name] { return value }
        return nil
    }

    func string(_ name: String) -> String? {
        if case .string(let value)? = attributes[name] { return value }
        return nil
    }

    func ints(_ name: String) -> [Int]? {
        if case .ints(let values)? = attributes[name] { return values.map { Int($0) } }
        return nil
    }

    func floats(_ name: String) -> [Float]? {
        if case .floats(let values)? = attributes[name] { return values }
        return nil
    }
}

extension ONNXImportState {
    /// An error about an attribute of a node.
    func unsupported(
        _ node: ONNXNode, _ attribute: String, _ found: some Any, expected: String
    ) -> GraphError {
        .unsupportedAttribute(
            file: model.file, node: node.place, attribute: attribute, found: "\(found)",
            expected: expected)
    }
}
