import Files
import Imaging
import Synchronization
import Timelines

/// Pictures of files that are shown one after the other.
final class SequenceSource: FrameSource, Sendable {
    let properties: SourceProperties
    private let files: SequenceFiles
    private let rate: FrameRate
    private let state: Mutex<State>

    private struct State {
        /// The next frame, 0….
        var frame = 0

        /// The picture that was read last, and which it is, if it is still to be shown; at first the
        /// first one, read at opening for its size.
        var held: (image: Image, index: Int)?
    }

    /// Finds the files and looks at all of them, unless that was done before.
    ///
    /// - Parameters:
    ///   - path: what the user calls it.
    ///   - known: what an earlier opening found that looked at the pictures.
    init(
        _ names: SequenceNames, path: String, _ settings: InputSettings,
        known: FirstPass? = nil
    ) throws {
        files = try SequenceFiles(names, path: path, gaps: settings.gaps)
        let hasAlpha = try SequenceCheck.run(
            files, path: path, looksAtPictures: settings.checksPictures)
        let first = try StillPicture(path: files.paths[0])
        let rate = settings.sequenceRate
        self.rate = rate ?? .oneASecond
        state = Mutex(State(held: (first.image, 0)))
        properties = SourceProperties(
            path: path, width: first.image.width, height: first.image.height, frameRate: rate,
            frameCount: files.frameCount, isStill: false,
            hasAlpha: known?.hasAlpha ?? (first.image.hasAlpha || hasAlpha),
            sound: nil,
            notices: files.notices + first.notices)
    }

    func next() throws -> SourceFrame? {
        try state.withLock { state in
            guard let index = files.index(ofFrame: state.frame) else { return nil }
            let held = state.held.flatMap { $0.index == index ? $0.image : nil }
            let image = try held ?? read(files.paths[index])
            let time = try rate.time(ofFrame: state.frame)
            state.frame += 1
            state.held = files.index(ofFrame: state.frame) == index ? (image, index) : nil
            return SourceFrame(image: image, timestamp: time)
        }
    }

    func advance(to time: Time) throws {
        let nearest = try rate.nearestFrame(to: time)
        let frame = try rate.time(ofFrame: nearest) > time ? nearest - 1 : nearest
        state.withLock { $0.frame = max($0.frame, min(frame, files.frameCount - 1)) }
    }

    func file(ofFrame index: Int) -> String? {
        files.index(ofFrame: index).map { files.paths[$0] }
    }

    private func read(_ path: String) throws -> Image {
        let image = try StillPicture(path: path).image
        guard image.width == width, image.height == height else {
            throw MediaError.badInput(
                place: path, found: "\(image.width)×\(image.height)",
                expected: "\(width)×\(height) as the first picture")
        }
        return image
    }
}
