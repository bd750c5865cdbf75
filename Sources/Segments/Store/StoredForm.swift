import Imaging
import Rendering

/// The form of the images of a render, as they are stored.
struct StoredForm: Hashable, Sendable {
    /// Columns and rows.
    let size: Size
    /// Planes: green, blue, red, and a fourth of alpha where the input is transparent.
    let channels: Int
    /// Of 16 bits, or floats where an output keeps values below 0 and above 1.
    var samples = SampleForm.levels16

    /// Bytes of an image.
    var bytes: Int { size.area.multipliedClamped(samples.bytes * channels) }

    /// The ending of files of such images.
    var ending: String { samples == .levels16 ? ".gbrp16" : ".gbrpf32" }

    /// The endings of files of images of any form.
    static let endings = [".gbrp16", ".gbrpf32"]
}

extension RenderPlan {
    /// The form of its images.
    var storedForm: StoredForm {
        StoredForm(size: resultSize, channels: channels, samples: samples)
    }
}
