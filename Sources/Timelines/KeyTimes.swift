/// Finds the times of keys, of which some count from others.
package struct KeyTimes {
    /// What decides a key's time.
    package struct Key {
        let time: TimeExpression
        let label: String?
        let hold: Time?

        /// - Parameter hold: how long it stays, for the key after it; nil where that is not known.
        package init(_ time: TimeExpression, label: String? = nil, hold: Time? = .zero) {
            (self.time, self.label, self.hold) = (time, label, hold)
        }
    }

    private let rate: FrameRate
    private let duration: Time?
    private let tempo: Tempo?
    /// Times by labels of other keys than those that are resolved.
    private let others: [String: Time]

    /// - Parameter others: times by labels of keys beside which the keys lie; their own labels come first.
    package init(
        at rate: FrameRate, duration: Time?, tempo: Tempo?, others: [String: Time] = [:]
    ) {
        (self.rate, self.duration, self.tempo, self.others) = (rate, duration, tempo, others)
    }

    /// The time of each key, or what is wrong with it; nil where it counts from a key that has no time.
    package func times(of keys: [Key]) -> [Result<Time, TimelineError>?] {
        var labelled: [String: Int] = [:]
        for (index, key) in keys.enumerated().reversed() {
            if let label = key.label { labelled[label] = index }
        }
        var found = [State](repeating: .open, count: keys.count)
        for index in keys.indices {
            // Each key counts from at most one other: a chain, whose end is found first.
            var chain = [index]
            while let last = chain.last {
                guard !found[last].isDone else {
                    chain.removeLast()
                    continue
                }
                let origin = origin(of: last, keys, labelled)
                if case .key(let other) = origin, found[other].isOpen {
                    found[last] = .underWay
                    chain.append(other)
                    continue
                }
                found[last] = .done(time(of: keys[last], from: origin, keys, found))
            }
        }
        return found.map(\.result)
    }

    private enum State {
        case open, underWay
        case done(Result<Time, TimelineError>?)

        var isOpen: Bool { if case .open = self { true } else { false } }

        var isDone: Bool { if case .done = self { true } else { false } }

        var result: Result<Time, TimelineError>? {
            if case .done(let result) = self { result } else { nil }
        }
    }

    /// Where the time of a key counts from.
    private enum Origin {
        case time(Time)
        case key(Int)
        case wrong(TimelineError)
    }

    private func origin(of index: Int, _ keys: [Key], _ labelled: [String: Int]) -> Origin {
        let time = keys[index].time
        switch time.origin {
        case .start, .end: return .time(.zero)
        case .keyBefore where index == 0: return .wrong(.noKeyBefore(time.text))
        case .keyBefore: return .key(index - 1)
        case .label(let label, _):
            if let other = labelled[label] { return .key(other) }
            if let other = others[label] { return .time(other) }
            if time.countsFromCut {
                let cuts = (1...).prefix { others[TimeExpression.cutLabel($0)] != nil }
                return .wrong(.noCut(label, of: cuts.count))
            }
            let names = Set(labelled.keys).union(others.keys).sorted()
            return .wrong(names.isEmpty ? .timeSyntax(time.text) : .labelUnknown(label, names))
        }
    }

    private func time(
        of key: Key, from origin: Origin, _ keys: [Key], _ found: [State]
    ) -> Result<Time, TimelineError>? {
        let anchor: Time
        switch origin {
        case .time(let time): anchor = time
        case .wrong(let error): return .failure(error)
        case .key(let index):
            guard case .done(let result) = found[index] else {
                return .failure(.labelCycle(key.time.text))
            }
            guard case .success(let time) = result else { return nil }
            guard key.time.origin == .keyBefore else {
                anchor = time
                break
            }
            guard let hold = keys[index].hold, let end = try? time.adding(hold) else { return nil }
            anchor = end
        }
        do throws(TimelineError) {
            return .success(
                try key.time.resolved(at: rate, duration: duration, tempo: tempo, from: anchor))
        } catch { return .failure(error) }
    }
}
