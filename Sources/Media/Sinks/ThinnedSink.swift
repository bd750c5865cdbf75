public import Files
public import Imaging
import Synchronization
public import Timelines

/// Hands on the frames that are shown at a lower rate: at each of its times the one that is shown then.
public final class ThinnedSink: FrameSink, Sendable {
    private let sink: any FrameSink
    private let (rate, lower): (FrameRate, FrameRate)
    private let notice: String?
    private let state = Mutex((taken: 0, handedOn: 0))

    /// - Parameters:
    ///   - sink: takes frames at the lower rate.
    ///   - rate: of the frames that come.
    ///   - lower: at most that.
    ///   - notice: what a user should hear of it; nil where it was asked for.
    public init(
        _ sink: any FrameSink, from rate: FrameRate, to lower: FrameRate, notice: String? = nil
    ) {
        (self.sink, self.rate, self.lower, self.notice) = (sink, rate, lower, notice)
    }

    public var notices: [String] { [notice].compactMap(\.self) + sink.notices }

    public func write(_ image: Image) throws { try write(image, key: nil, recipe: nil) }

    /// Hands on the recipe, not the key: what an earlier run left is not looked for.
    public func write(_ image: Image, key _: Digest?, recipe: String?) throws {
        try state.withLock { state in
            if state.taken == Self.frame(shownAt: state.handedOn, from: rate, to: lower) {
                try sink.write(image, key: nil, recipe: recipe)
                state.handedOn += 1
            }
            state.taken += 1
        }
    }

    public func carry(recipe: String) { sink.carry(recipe: recipe) }

    public func finish() throws { try sink.finish() }

    public func cancel() { sink.cancel() }

    /// The frame that is shown at the time of one of the lower rate.
    public static func frame(
        shownAt index: Int, from rate: FrameRate, to lower: FrameRate
    ) -> Int {
        let times = Int128(index) * Int128(rate.numerator) * Int128(lower.denominator)
        return Int(times / (Int128(rate.denominator) * Int128(lower.numerator)))
    }

    /// How many of a number of frames are handed on.
    public static func count(of frames: Int, from rate: FrameRate, to lower: FrameRate) -> Int {
        let times = Int128(frames) * Int128(rate.denominator) * Int128(lower.numerator)
        let unit = Int128(rate.numerator) * Int128(lower.denominator)
        return Int((times + unit - 1) / unit)
    }
}
