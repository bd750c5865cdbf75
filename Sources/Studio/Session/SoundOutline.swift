import Media
import Rendering
import Timelines

/// The part of a sound that is heard along a result.
struct SoundOutline: Equatable, Sendable {
    private let sound: Sound
    /// Of the sound, seconds.
    private let length: Double

    /// Parts of the time.
    private static let columns = 1200

    /// Nil for a plan without sound.
    init?(_ plan: RenderPlan) {
        guard let sound = plan.sound else { return nil }
        self.sound = sound
        let seconds =
            Double(plan.timeline.frameCount) / plan.timeline.frameRate.framesPerSecond
        length = seconds * sound.speed.factor
    }

    /// The largest sample of each part, 0…1; reads the sound as far as it is heard.
    ///
    /// - Throws: `FileError`, `MediaError`.
    func message() throws -> PageMessage.Sound {
        let samples = try SoundSamples(of: sound.path)
        var peaks = [Double](repeating: 0, count: Self.columns)
        let rate = Double(samples.sampleRate)
        let start = sound.start.seconds * rate
        let perColumn = length * rate / Double(Self.columns)
        var count = 0
        try samples.read { part in
            for sample in part {
                let column = Int(((Double(count) - start) / perColumn).rounded(.down))
                if peaks.indices.contains(column), sample.isFinite {
                    peaks[column] = max(peaks[column], Double(abs(sample)))
                }
                count += 1
            }
        }
        return PageMessage.Sound(peaks: peaks.map { (min($0, 1) * 1000).rounded() / 1000 })
    }
}

extension StudioSession {
    /// Tells the pages what the sound looks like, where another one is heard now.
    func outlineSound(of plan: RenderPlan) {
        let heard = SoundOutline(plan)
        guard heard != sound?.heard else { return }
        guard let heard else {
            sound = nil
            tell(PageMessage.Sound(peaks: []), about: .sound)
            return
        }
        sound = (heard, nil)
        Task.detached { [self] in
            guard let message = try? heard.message() else { return }
            await outlined(heard, message)
        }
    }

    private func outlined(_ heard: SoundOutline, _ message: PageMessage.Sound) {
        guard sound?.heard == heard else { return }
        sound = (heard, message)
        tell(message, about: .sound)
    }
}
