import Imaging
import Rendering

/// The form of the images of a render, as they are stored: 16 bits a sample.
struct StoredForm: Hashable, Sendable {
    /// Columns and rows.
    let size: Size
    /// Planes: green, blue, red, and a fourth of alpha where the input is transparent.
    let channels: Int

    /// Bytes of an image.
    var bytes: Int { size.area.multipliedClamped(2 * channels) }
}

extension RenderPlan {
    /// The form of its images.
    var storedForm: StoredForm { StoredForm(size: resultSize, channels: channels) }
}
