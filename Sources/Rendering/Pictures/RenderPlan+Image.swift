public import Imaging
import Media

extension RenderPlan {
    /// The networks' image of one of the timeline's frames, laid on the background.
    ///
    /// - Throws: ``RenderError/inputTooShort(file:firstFrame:)`` after the input's end, `FileError`, `MediaError`,
    ///   `InferenceError`.
    public func image(ofFrame frame: Int) throws -> Image {
        var feed = try InputFrames(self)
        guard let input = try feed.input(ofFrame: frame) else {
            throw RenderError.inputTooShort(file: self.input.path, firstFrame: frame)
        }
        let renderer = try FrameRenderer(self, of: prepared(pictures: 1).family)
        return try renderer.render(input, mixtures(ofFrame: frame)).laid(over: background)
    }

    /// The same plan, replacing existing outputs or not.
    package func overwriting(_ overwrite: Bool) -> RenderPlan {
        var plan = self
        plan.overwrite = overwrite
        return plan
    }

    /// The same plan with some of its outputs.
    package func writing(_ outputs: [Output]) -> RenderPlan {
        var plan = self
        plan.outputs = outputs
        return plan
    }
}
