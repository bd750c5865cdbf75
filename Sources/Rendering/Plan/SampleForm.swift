import Formats
import Imaging

/// The samples of images between the networks and the outputs, and in the store.
package enum SampleForm: String, Codable, Sendable {
    /// Of 16 bits: the 65536 levels of 0…1.
    case levels16 = "uint16"
    /// Floats as they were computed, for outputs that keep values below 0 and above 1.
    case float32

    /// The form that outputs need.
    init(for outputs: [Output]) {
        self = outputs.contains { $0.format.holdsExtendedRange } ? .float32 : .levels16
    }

    /// Bytes of a sample.
    package var bytes: Int { self == .levels16 ? 2 : 4 }

    /// An image with its samples in this form.
    func rounded(_ image: Image) -> Image {
        self == .levels16 ? image.roundedTo16Bits() : image
    }
}
