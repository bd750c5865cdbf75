extension TimeExpression {
    /// The text of this time where it is moved; its unit and what it counts from stay.
    ///
    /// - Parameters:
    ///   - seconds: how far, of the path as it is written.
    ///   - tolerance: how far the text may be off, seconds, so that it is short.
    ///   - rate: frames a second, for frames and timecode; rounded to whole ones.
    ///   - duration: the length that shares and times from the end count from.
    /// - Returns: nil where it would be before what it counts from, and where a unit is not known.
    package func text(
        movedBy seconds: Double, within tolerance: Double, at rate: FrameRate, duration: Time?,
        tempo: Tempo?
    ) -> String? {
        guard let old = try? magnitude(at: rate, duration: duration ?? .zero, tempo: tempo)
        else { return nil }
        let scale = UnitScale(rate: rate, duration: duration, tempo: tempo, tolerance: tolerance)
        func written(_ length: Double) -> String? {
            abs(length) <= tolerance
                ? scale.text(of: quantity, 0, like: text)
                : length < 0 ? nil : scale.text(of: quantity, length, like: text)
        }
        switch origin {
        case .start: return written(old.seconds + seconds)
        case .end: return written(old.seconds - seconds).map { "-" + $0 }
        case .keyBefore: return written(old.seconds + seconds).map { "+" + $0 }
        case .label(let label, let isBackwards):
            let place = (isBackwards ? -old.seconds : old.seconds) + seconds
            guard abs(place) > tolerance else { return label }
            return written(abs(place)).map { label + (place < 0 ? "-" : "+") + $0 }
        }
    }
}

/// How long the units of times are.
private struct UnitScale {
    let rate: FrameRate
    let duration: Time?
    let tempo: Tempo?
    let tolerance: Double

    /// A length of 0 or more seconds in a unit.
    func text(of quantity: TimeExpression.Quantity, _ length: Double, like text: String) -> String?
    {
        let frame = (length * rate.framesPerSecond).rounded()
        switch quantity {
        case .seconds:
            return text.hasSuffix("ms")
                ? number(length, unit: 0.001).map { $0 + "ms" }
                : number(length, unit: 1).map { $0 + "s" }
        case .frames: return "\(Int(frame))f"
        case .timecode: return Timecode(rate, written: text)?.text(ofFrame: Int(frame))
        case .beats:
            guard let beat = try? tempo?.length(ofBeats: Rational(whole: 1)) else { return nil }
            return number(length, unit: beat.seconds).map { $0 + "b" }
        case .share:
            guard let duration, duration > .zero else { return nil }
            return number(length, unit: duration.seconds / 100).map { $0 + "%" }
        }
    }

    /// A number of units with as few decimals as the tolerance allows; nil for one that no time can have.
    private func number(_ length: Double, unit: Double) -> String? {
        let value = length / unit
        guard value < 1e9 else { return nil }
        var scale: Int64 = 1
        for digits in 0...Rational.digitLimit {
            let rounded = (value * Double(scale)).rounded()
            if abs(rounded / Double(scale) - value) * unit <= tolerance
                || digits == Rational.digitLimit
            {
                return (try? Rational(Int64(rounded), scale))?.decimal
            }
            scale *= 10
        }
        return nil
    }
}

extension TimeExpression {
    /// Whether it counts from the end of the key before.
    package var countsFromKeyBefore: Bool { origin == .keyBefore }

    /// Whether it counts from the start of the timeline.
    package var countsFromStart: Bool { origin == .start }
}

extension Tempo {
    /// The times of beats 0, 1, … until a time, seconds; none for an offset that has no time at the rate.
    ///
    /// - Parameter limit: the most of them.
    package func beatTimes(at rate: FrameRate, until end: Double, limit: Int) -> [Double] {
        guard let first = try? offset.resolvedLength(at: rate),
            let beat = try? length(ofBeats: Rational(whole: 1)), beat > .zero, end >= first.seconds
        else { return [] }
        let count = min(limit, Int((end - first.seconds) / beat.seconds) + 1)
        return (0..<count).map { first.seconds + Double($0) * beat.seconds }
    }
}
