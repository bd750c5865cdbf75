extension SafetensorsClaims {
    /// Checks that every tensor has the bytes it needs and that together they are the data, without
    /// holes, overlaps or a rest.
    ///
    /// - Parameters:
    ///   - dataStart: where the data begins in the file.
    ///   - size: of the file.
    func checkLayout(dataStart: Int, size: Int) throws {
        for claim in tensors { try checkSize(claim) }
        var end = 0
        var last = ""
        for claim in tensors.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard claim.begin >= end else {
                throw malformed(
                    claim, "data from byte \(claim.begin) on",
                    "from \(end) on, where \(shortened(last)) ends")
            }
            guard claim.begin == end else {
                throw malformed(
                    claim, "data from byte \(claim.begin) on", "from \(end) on, without a hole")
            }
            end = claim.end
            last = claim.name
        }
        guard end <= size - dataStart else {
            throw WeightsError.cutShort(file: file, size, of: UInt64(dataStart) + UInt64(end))
        }
        guard end == size - dataStart else {
            throw WeightsError.malformed(
                file: file, found: "\(size - dataStart - end) bytes after the last tensor",
                expected: "none")
        }
    }

    private func checkSize(_ claim: Claim) throws {
        let offsets = "data_offsets [\(claim.begin), \(claim.end)]"
        guard claim.begin <= claim.end else { throw malformed(claim, offsets, "begin before end") }
        guard let count = Tensor.elementCount(of: claim.shape),
            case let (size, overflow) = count.multipliedReportingOverflow(by: claim.type.width),
            !overflow
        else { throw malformed(claim, "shape \(claim.shape)", "less than 2^63 bytes") }
        guard claim.end - claim.begin == size else {
            throw malformed(
                claim, "\(claim.end - claim.begin) bytes",
                "\(size) for \(claim.type.rawValue) \(claim.shape)")
        }
        guard claim.type.isFloat || count <= integerTensorLimit else {
            throw malformed(
                claim, "\(count) integers", "at most \(integerTensorLimit); parameters are floats")
        }
    }

    private func malformed(_ claim: Claim, _ found: String, _ expected: String) -> WeightsError {
        .malformedTensor(file: file, tensor: claim.name, found: found, expected: expected)
    }
}
