/// What happens to a film's sound in an output.
public enum SoundHandling: Sendable, Hashable {
    /// Its packets are copied.
    case copied
    /// It is written as AAC or another, for a reason: `MP4 cannot hold pcm_s16le`.
    case encoded(as: String, reason: String)
}
