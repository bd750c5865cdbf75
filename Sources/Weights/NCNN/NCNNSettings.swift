/// The settings of a layer, read as what its type takes them for.
struct NCNNSettings {
    let layer: NCNNLayer
    let file: String

    func error(_ found: String, expected: String) -> WeightsError {
        .malformedTensor(file: file, tensor: layer.name, found: found, expected: expected)
    }

    /// An integer; an error when the text has another kind.
    func integer(_ id: Int, default standard: Int) throws -> Int {
        guard let value = layer.parameters[id] else { return standard }
        guard let integer = value.integer else {
            throw error("setting \(id) that is no integer", expected: "an integer")
        }
        return integer
    }

    /// 0 or 1.
    func flag(_ id: Int, default standard: Bool = false) throws -> Bool {
        let value = try integer(id, default: standard ? 1 : 0)
        guard value == 0 || value == 1 else {
            throw error("\(value) in setting \(id)", expected: "0 or 1")
        }
        return value == 1
    }

    /// A count of 1 or more.
    func size(_ id: Int, _ what: String, default standard: Int = 0) throws -> Int {
        let size = try integer(id, default: standard)
        guard size > 0 else {
            throw error("\(size) \(what) (setting \(id))", expected: "1 or more")
        }
        return size
    }

    /// How often the product of the sizes goes into the number of weights.
    func quotient(_ id: Int, by sizes: [Int], _ what: String) throws -> Int {
        let count = try size(id, "weights")
        guard let product = Tensor.elementCount(of: sizes), count % product == 0 else {
            let factors = sizes.map(String.init).joined(separator: " × ")
            throw error(
                "\(count) weights (setting \(id))", expected: "a multiple of \(factors) (\(what))")
        }
        return count / product
    }
}
