import Graphs
import Imaging
package import Weights

/// What architectures ask of a file's names and shapes.
extension Checkpoint {
    /// Whether all of these tensors are there.
    package func hasTensors(_ names: String...) -> Bool { names.allSatisfy { self[$0] != nil } }

    /// How many tensors there are, one after another without a gap.
    ///
    /// - Parameter name: of the tensor with a number.
    package func count(from first: Int = 0, _ name: (Int) -> String) -> Int {
        (first...).prefix { self[name($0)] != nil }.count
    }

    /// The numbers N of the tensors named `PREFIX.N.weight`, ascending.
    package func numbers(after prefix: String) -> [Int] {
        names.compactMap { name in
            guard name.hasPrefix("\(prefix)."), name.hasSuffix(".weight") else { return nil }
            let number = Int(name.dropFirst(prefix.count + 1).dropLast(".weight".count))
            // Another spelling of the number, such as 03, is another name.
            return number.flatMap { name == "\(prefix).\($0).weight" && $0 >= 0 ? $0 : nil }
        }.sorted()
    }

    /// The sizes of a convolution's weight; nil when there is none of rank 4.
    package func kernelShape(_ name: String) -> [Int]? {
        self[name].flatMap { $0.shape.count == 4 ? $0.shape : nil }
    }
}

extension PixelConvention {
    /// RGB or, for a network of one channel, grey.
    init(channels: Int, range: PixelRange) {
        self.init(order: channels == 1 ? .gray : .rgb, range: range)
    }
}

/// The whole number whose square it is; nil when there is none.
func wholeRoot(_ square: Int) -> Int? {
    guard square > 0 else { return nil }
    let root = Int(Double(square).squareRoot().rounded())
    let result = root.multipliedReportingOverflow(by: root)
    return !result.overflow && result.partialValue == square ? root : nil
}
