/// A tensor of a pickle held against the storage it claims to be a view of.
///
/// Element (i, j, …) stands at offset + i·stride₀ + j·stride₁ + … of the storage, all in elements.
struct PyTorchTensor {
    let type: StoredType
    let shape: [Int]

    /// The number of elements: the product of `shape`.
    let elementCount: Int

    private let offset: Int
    private let strides: [Int]

    /// Checks the claim. Throws `WeightsError` when it does not stay inside its storage.
    init(_ tensor: PickleHeap.Tensor, of pickle: Pickle, named name: String) throws {
        func malformed(_ found: String, _ expected: String) -> WeightsError {
            .malformedTensor(
                file: pickle.bytes.file, tensor: name, found: found, expected: expected)
        }
        guard max(tensor.sizes.count, tensor.strides.count) <= Tensor.rankLimit else {
            throw malformed(
                "\(max(tensor.sizes.count, tensor.strides.count)) dimensions",
                "at most \(Tensor.rankLimit)")
        }
        guard let shape = pickle.heap.integers(tensor.sizes),
            let strides = pickle.heap.integers(tensor.strides), shape.count == strides.count,
            (shape + strides).allSatisfy({ $0 >= 0 })
        else { throw malformed("sizes or strides that are none", "as many of 0 or more") }
        let storage = pickle.heap.storages[Int(tensor.storage)]
        let available = storage.elementCount(of: tensor.type)
        guard let count = Tensor.elementCount(of: shape) else {
            throw malformed("shape \(shape)", "less than 2^63 elements")
        }
        guard let end = Self.end(of: shape, strides, from: tensor.offset), end <= available else {
            throw malformed(
                "offset \(tensor.offset), shape \(shape), strides \(strides)",
                "a place inside the storage of \(available) elements")
        }
        type = tensor.type
        self.shape = shape
        elementCount = count
        offset = tensor.offset + (storage.view?.offset ?? 0)
        self.strides = strides
    }

    /// The place after the last element, nil when that is no number or the start is negative.
    private static func end(of shape: [Int], _ strides: [Int], from offset: Int) -> Int? {
        guard offset >= 0 else { return nil }
        guard !shape.contains(0) else { return offset }
        var end = offset
        for (size, stride) in zip(shape, strides) {
            let (step, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, carry) = end.addingReportingOverflow(step)
            if overflow || carry { return nil }
            end = sum
        }
        return end == .max ? nil : end + 1
    }

    /// The bytes of the elements in row-major order, out of those of the storage.
    func gathered(_ storage: [UInt8]) -> [UInt8] {
        let width = type.width
        guard !isContiguous else {
            return Array(storage[offset * width..<(offset + elementCount) * width])
        }
        return [UInt8](unsafeUninitializedCapacity: elementCount * width) { result, count in
            storage.withUnsafeBytes { storage in
                forEachElement { place in
                    let source = UnsafeRawBufferPointer(
                        rebasing: storage[place * width..<(place + 1) * width])
                    UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(result)[count..<count + width]
                    ).copyMemory(from: source)
                    count += width
                }
            }
        }
    }

    private var isContiguous: Bool {
        guard elementCount > 0 else { return true }
        var expected = 1
        for (size, stride) in zip(shape, strides).reversed() where size > 1 {
            guard stride == expected else { return false }
            expected *= size
        }
        return true
    }

    /// Visits the places of all elements, the last dimension fastest.
    private func forEachElement(_ body: (_ place: Int) -> Void) {
        var indices = [Int](repeating: 0, count: shape.count)
        var place = offset
        for _ in 0..<elementCount {
            body(place)
            for axis in shape.indices.reversed() {
                indices[axis] += 1
                place += strides[axis]
                if indices[axis] < shape[axis] { break }
                place -= strides[axis] * shape[axis]
                indices[axis] = 0
            }
        }
    }
}

extension PickleHeap.Storage {
    /// How many elements of a type it has: those of the part meant where it is a part.
    func elementCount(of type: StoredType) -> Int {
        let count = view?.count ?? count
        return self.type == nil ? count / type.width : count
    }

    /// Bytes of the whole storage, nil when they are no number.
    var size: Int? {
        let (size, overflow) = count.multipliedReportingOverflow(by: type?.width ?? 1)
        return overflow ? nil : size
    }
}
