import Imaging
import Inference
import Networks

extension RenderPlan {
    /// Bytes of one of the network's pictures.
    var pictureBytes: Int { RenderMemory.pictureBytes(resultSize) }

    /// How many pictures may be kept at a time for later frames that show the same.
    var keptPictureLimit: Int { pictureMemory / pictureBytes }
}
