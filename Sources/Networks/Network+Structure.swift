package import Imaging
package import Weights

extension Network {
    /// A network of a known structure, for tensors that need not name it.
    ///
    /// - Parameter convention: that of the structure where none is given.
    package init(
        file: String, tensors: [String: Tensor], architecture: any Architecture,
        convention: PixelConvention? = nil
    ) {
        self.file = file
        self.tensors = tensors
        metadata = [:]
        notices = []
        chosenStatistics = nil
        self.convention = convention ?? architecture.convention
        conventionSource = convention == nil ? .architecture : .stated
        structure = .architecture(architecture)
    }
}
