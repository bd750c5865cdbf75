import Graphs
import Weights

/// What a name of an ONNX graph stands for while the graph is taken in.
enum ONNXValue {
    /// Numbers that are the same whatever the image and the member: sizes, axes, pads, scales.
    case constant(Constant)
    /// Floats stored in the file, which members may differ in, rearranged on the way.
    case stored(Stored)
    /// A value of the graph being built.
    case computed(Int)
}

extension ONNXValue {
    /// A float tensor of the file and what is done to it before it is used.
    struct Stored {
        /// Its name in the file.
        let name: String
        let rearrangements: [Rearrangement]
        /// Sizes after the rearrangements.
        let sizes: [Int]

        init(name: String, rearrangements: [Rearrangement] = [], sizes: [Int]) {
            self.name = name
            self.rearrangements = rearrangements
            self.sizes = sizes
        }

        /// The same tensor rearranged once more; nil when that does not fit.
        func rearranged(_ rearrangement: Rearrangement) -> Stored? {
            if case .reshaped(let wanted) = rearrangement,
                ONNXImportState.elementCount(wanted) == nil
            {
                return nil
            }
            return rearrangement.shape(of: sizes).map {
                Stored(name: name, rearrangements: rearrangements + [rearrangement], sizes: $0)
            }
        }
    }
}
