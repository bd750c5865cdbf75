/// How editors count frames: `01:00:00:00`, hours, minutes, seconds and frames.
///
/// At 30000/1001 and 60000/1001 it is drop-frame timecode, which leaves out numbers so that it keeps with the
/// clock: the first two, or four, of each minute but every tenth (SMPTE ST 12-1, section 5.2.2).
public struct Timecode: Hashable, Sendable {
    /// Frames that a second counts: 24 for 24 and for 24000/1001.
    public let base: Int
    /// Whether the rate is ``base`` × 1000/1001.
    public let isFractional: Bool
    /// Numbers that are left out in a minute; 0 where none are.
    private let dropped: Int

    /// Whether numbers are left out.
    public var dropsFrames: Bool { dropped > 0 }

    /// The timecode of a rate; nil for rates that have none, such as 12.5, and above 99 frames a second.
    public init?(_ rate: FrameRate) {
        guard let base = rate.timecodeBase, base < 100 else { return nil }
        self.base = Int(base)
        isFractional = rate.denominator != 1
        dropped = isFractional && base % 30 == 0 ? Int(base) / 15 : 0
    }

    /// The timecode of a rate that a text is written in: a text with a colon before its frames leaves out no
    /// numbers.
    public init?(_ rate: FrameRate, written text: String) {
        guard let usual = Timecode(rate) else { return nil }
        (base, isFractional) = (usual.base, usual.isFractional)
        dropped = text.contains(";") || text.contains(".") ? usual.dropped : 0
    }

    /// Frames from 00:00:00:00 to 01:00:00:00, where editors begin.
    public var hour: Int { 3600 * base - 54 * dropped }

    /// The number of a frame, 0…: `01:00:00:00`, with a semicolon before the frames where numbers are left
    /// out.  After 24 hours it begins again.
    public func text(ofFrame frame: Int) -> String {
        let number = number(ofFrame: frame)
        let (seconds, frames) = (number / base, number % base)
        let fields = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(Self.twoDigits)
        return fields.joined(separator: ":") + (dropsFrames ? ";" : ":") + Self.twoDigits(frames)
    }

    /// The frame, 0…, that a text of ``text(ofFrame:)``'s form stands for; nil for other texts and for numbers
    /// that are left out.
    public func frame(of text: String) -> Int? {
        let fields = text.split(omittingEmptySubsequences: false) { ":;.".contains($0) }
            .map { $0.utf8.count == 2 ? Int($0) : nil }
        guard fields.count == 4, let hours = fields[0], let minutes = fields[1],
            let seconds = fields[2], let frames = fields[3], hours < 24, minutes < 60,
            seconds < 60, frames < base
        else { return nil }
        return frame(hours: hours, minutes: minutes, seconds: seconds, frames: frames)
    }

    /// The frame, 0…, of a number; nil for one that is left out.
    ///
    /// - Parameters:
    ///   - minutes: below 60, as `seconds`.
    ///   - frames: below ``base``.
    func frame(hours: Int, minutes: Int, seconds: Int, frames: Int) -> Int? {
        guard seconds > 0 || minutes % 10 == 0 || frames >= dropped else { return nil }
        let whole = 60 * hours + minutes
        return (60 * whole + seconds) * base + frames - dropped * (whole - whole / 10)
    }

    /// The first number of a minute in which numbers are left out: `00:01:00;02`.
    func firstText(hours: Int, minutes: Int) -> String {
        ([hours, minutes, 0].map(Self.twoDigits)).joined(separator: ":") + ";"
            + Self.twoDigits(dropped)
    }

    /// The frame as timecode counts it, with the numbers that are left out before it.
    private func number(ofFrame frame: Int) -> Int {
        let minute = 60 * base - dropped
        let tenMinutes = 10 * minute + dropped
        let (tens, rest) = (frame / tenMinutes, frame % tenMinutes)
        // The first minute of ten is longer by what it does not leave out.
        let minutes = max(0, rest - dropped) / minute
        return frame + dropped * (9 * tens + minutes)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
