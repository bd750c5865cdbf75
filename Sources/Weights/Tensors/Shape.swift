/// Rules for the shapes that files claim.
enum Shape {
    /// The most dimensions of a tensor.
    static let rankLimit = 32

    /// The product of the sizes, nil when it does not fit.
    static func elementCount(_ shape: [Int]) -> Int? {
        var count = 1
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            if overflow { return nil }
            count = product
        }
        return count
    }
}
