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

    public func write(_ image: Image) throws {
        try state.withLock { state in
            if state.taken == frame(shownAt: state.handedOn) {
                try sink.write(image)
                state.handedOn += 1
            }
            state.taken += 1
        }
    }

    public func finish() throws { try sink.finish() }

    public func cancel() { sink.cancel() }

    /// The frame that is shown at the time of one of the lower rate.
    private func frame(shownAt index: Int) -> Int {
        let times = Int128(index) * Int128(rate.numerator) * Int128(lower.denominator)
        return Int(times / (Int128(rate.denominator) * Int128(lower.numerator)))
    }
}
