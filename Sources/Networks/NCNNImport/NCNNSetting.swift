import Graphs
import Weights

/// Reads the settings of a layer as what its type takes them for.
struct NCNNSetting {
    let layer: NCNNLayer
    let file: String

    func error(_ id: Int, _ found: String, expected: String) -> GraphError {
        .unsupportedAttribute(
            file: file, node: layer.name, attribute: "setting \(id)", found: found,
            expected: expected)
    }

    func integer(_ id: Int, default standard: Int) throws(GraphError) -> Int {
        guard let value = layer.parameters[id] else { return standard }
        guard let integer = value.integer else {
            throw error(id, value.text, expected: "an integer")
        }
        return integer
    }

    /// An integer within bounds.
    func integer(
        _ id: Int, default standard: Int, in range: ClosedRange<Int>
    ) throws(GraphError) -> Int {
        let value = try integer(id, default: standard)
        guard range.contains(value) else {
            throw error(
                id, "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func flag(_ id: Int, default standard: Bool = false) throws(GraphError) -> Bool {
        try integer(id, default: standard ? 1 : 0, in: 0...1) == 1
    }

    /// A decimal; ncnn takes an integer other than 0 for the bits of one.
    func float(_ id: Int, default standard: Float) throws(GraphError) -> Float {
        guard let value = layer.parameters[id] else { return standard }
        guard let float = value.float else {
            throw error(id, value.text, expected: "a decimal with a point or an exponent")
        }
        return float
    }

    /// Empty where it is left out.
    func integers(_ id: Int) throws(GraphError) -> [Int] {
        guard let value = layer.parameters[id] else { return [] }
        guard let integers = value.integers else {
            throw error(id, value.text, expected: "an array of integers")
        }
        return integers
    }

    /// Empty where it is left out.
    func floats(_ id: Int) throws(GraphError) -> [Float] {
        guard let value = layer.parameters[id] else { return [] }
        guard let floats = value.floats else {
            throw error(id, value.text, expected: "an array of decimals")
        }
        return floats
    }

    /// Refuses a setting other than the one whose meaning is computed.
    func require(_ id: Int, _ value: Int, _ expected: String) throws(GraphError) {
        let found = try integer(id, default: value)
        guard found == value else { throw error(id, "\(found)", expected: expected) }
    }

    /// Refuses an expression, which newer files may have for sizes.
    func refuseText(_ ids: Int...) throws(GraphError) {
        for id in ids {
            guard case .text(let text)? = layer.parameters[id], !text.isEmpty else { continue }
            throw error(id, "the expression \(text)", expected: "numbers")
        }
    }
}

extension NCNNValue {
    fileprivate var text: String {
        switch self {
        case .integer(let value): "\(value)"
        case .float(let value): "\(value)"
        case .integers(let values): "\(values.prefix(8))"
        case .floats(let values): "\(values.prefix(8))"
        case .text(let text): "'\(text)'"
        }
    }
}
