import Formats
package import Imaging
import Inference
import Media
import Networks

extension RenderPlan {
    /// Size of the images that the networks give, pixels.
    private var networkSize: Size { pictureSize.multiplied(by: family.sizeRule.scale) }

    /// Size of the frames, pixels: of the networks' images, or of two with their labels.
    package var resultSize: Size {
        mixing == .sideBySide ? SideBySide(of: networkSize).size : networkSize
    }

    /// Channels of images on their way: red, green, blue, and alpha where the input is transparent.
    package var channels: Int { input.hasAlpha ? 4 : 3 }

    private func pictureBytes(_ size: Size) -> Int {
        RenderMemory.pictureBytes(size, channels: channels)
    }

    /// How many images may be kept at a time for later frames that show the same.
    var keptImageLimit: Int { pictureMemory / pictureBytes(resultSize) }

    /// Compiles the family for the input's size, and decides how many images are rendered at a time.
    ///
    /// - Parameter pictures: rendered in all; nil for ``inferenceCount``.
    /// - Throws: ``RenderError/unusableSize(place:reason:)`` when the input is too small for the
    ///   networks, ``RenderError/memory(place:needed:limit:remedy:)`` when they do not fit.
    public func prepared(pictures: Int? = nil) throws -> ResourcePlan {
        try RenderPreparation(
            networks: family, size: pictureSize, place: input.path,
            pictures: pictures ?? counts.images, isStill: input.isStill, memory: memory,
            resources: resources, smallerPicture: "a smaller --scale",
            otherThreads: outputs.reduce(0) { $0 + $1.format.traits.threads }
        ).prepared()
    }

    /// What is held besides networks and workers' buffers: in flight are twice as many results as there
    /// are workers.
    private var memory: RenderMemory {
        let (seen, result) = (pictureBytes(pictureSize), pictureBytes(resultSize))
        let own = pictureBytes(networkSize)
        let source = pictureBytes(Size(width: input.width, height: input.height))
        let written = outputs.reduce(0) {
            $0 + $1.memory(of: resultSize, images: counts.images, channels: channels)
        }
        let fixed =
            RenderMemory.program + family.tensorBytes + seen + written
            + (counts.mostKept + (tolerance > 0 ? 1 : 0)) * result
            + (source != seen || !input.isStill ? 2 * source : 0)
        // Where there are regions: each one's image and mask, and what they are laid over.
        let perWorker =
            2 * result + (regions.isEmpty ? 0 : own) + (input.hasAlpha ? result : 0)
            + (input.isStill ? 0 : seen)
            + regions.count * (own + own / 3) + mixing.extraImages * own
            + (mixing == .sideBySide ? regions.count * own : 0)
            // A mask that is made anew while it is blurred and moved.
            + regions.count(where: \.isMaskMade) * own
            // The input at the networks' size, and the networks' image before it is laid over it.
            + (opacity == nil ? 0 : 2 * own)
            // A moving mask as it comes, in colours, and its luma.
            + movingMasks.reduce(0) {
                $0 + 2 * pictureBytes(Size(width: $1.source.width, height: $1.source.height))
            }
        return RenderMemory(fixed: fixed, perWorker: perWorker)
    }
}

extension Output {
    /// Bytes that writing images of a size takes: a copy that is resized or has lost its alpha, the
    /// encoder's bytes and what it keeps of frames before and after.
    ///
    /// - Parameter images: that differ.
    fileprivate func memory(of image: Size, images: Int, channels: Int) -> Int {
        let size = size(of: image)
        let (hasAlpha, isResized) = (channels == 4, size != image)
        let flat = hasAlpha && !holdsAlpha ? RenderMemory.pictureBytes(image, channels: 3) : 0
        let copy = isResized ? RenderMemory.pictureBytes(size, channels: channels) : 0
        return flat + copy
            + format.traits.memory(of: size, images: images, hasAlpha: hasAlpha)
    }
}
