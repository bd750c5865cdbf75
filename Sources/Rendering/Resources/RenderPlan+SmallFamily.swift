import Imaging
import Inference
import Media

extension RenderPlan {
    /// The family for pictures of a scale, 1 at most, or of as much more as the networks need.
    func smallFamily(
        scale: Double, threads: Int = 1, isStill: Bool = false
    ) throws -> (family: CompiledFamily, size: Size) {
        let (width, height) = (Double(pictureSize.width), Double(pictureSize.height))
        var scale = min(1, scale)
        while true {
            let size = Size(
                width: Int((width * scale).rounded(.up)),
                height: Int((height * scale).rounded(.up)))
            do {
                let family = try family.compiled(
                    for: size, of: input.path, threads: threads, precision: resources.precision,
                    isStill: isStill)
                return (family, size)
            } catch RenderError.unusableSize where scale < 1 {
                scale = min(1, 2 * scale)
            }
        }
    }
}
