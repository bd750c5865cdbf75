import Timelines

/// Times and keys as differences, of which most are equal: a film at a steady rate takes a few numbers,
/// however long it is.
extension FilmIndex: Codable {
    private enum CodingKeys: String, CodingKey {
        case times, end, clock, keys, missingStart
    }

    /// Pictures of the longest film that is read.
    private static let countLimit = 20_000_000

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.runs(times), forKey: .times)
        try container.encode(end, forKey: .end)
        try container.encode([clock.numerator, clock.denominator], forKey: .clock)
        try container.encode(Self.runs(keys.map(Int64.init)), forKey: .keys)
        try container.encode(missingStart, forKey: .missingStart)
    }

    /// Throws `DecodingError` for what no film can be.
    init(from decoder: any Swift.Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func fault(_ key: CodingKeys) -> DecodingError {
            .dataCorruptedError(
                forKey: key, in: container, debugDescription: "not the times of a film")
        }
        guard let times = Self.values(try container.decode([Int64].self, forKey: .times)),
            let first = times.first, let last = times.last
        else { throw fault(.times) }
        guard let keys = Self.values(try container.decode([Int64].self, forKey: .keys)),
            keys.first ?? 0 >= 0, keys.last ?? 0 < times.count
        else { throw fault(.keys) }
        let ticks = try container.decode([Int64].self, forKey: .clock)
        guard ticks.count == 2, let clock = FilmClock(ticks[0], ticks[1]) else {
            throw fault(.clock)
        }
        let end = try container.decode(Int64.self, forKey: .end)
        let (length, overflow) = end.subtractingReportingOverflow(first)
        guard end > last, !overflow, clock.time(length) != nil else { throw fault(.end) }
        let missing = try container.decode(Int.self, forKey: .missingStart)
        guard missing >= 0 else { throw fault(.missingStart) }
        self.init(
            times: times, end: end, clock: clock, keys: keys.map(Int.init), missingStart: missing)
    }

    /// The first of some ascending numbers, then how far each is from the one before: a difference, and how
    /// often it follows, and so on.
    private static func runs(_ values: [Int64]) -> [Int64] {
        guard let first = values.first else { return [] }
        var runs = [first]
        for (value, next) in zip(values, values.dropFirst()) {
            let step = next &- value
            if runs.count > 2, runs[runs.count - 2] == step {
                runs[runs.count - 1] += 1
            } else {
                runs += [step, 1]
            }
        }
        return runs
    }

    /// The numbers of ``runs(_:)``; nil for others.
    private static func values(_ runs: [Int64]) -> [Int64]? {
        guard let first = runs.first else { return [] }
        guard runs.count % 2 == 1 else { return nil }
        var values = [first]
        for place in stride(from: 1, to: runs.count, by: 2) {
            let (step, count) = (runs[place], runs[place + 1])
            guard step >= 0, count > 0, count <= Int64(countLimit - values.count) else {
                return nil
            }
            for _ in 0..<count {
                let (next, overflow) = values[values.count - 1].addingReportingOverflow(step)
                guard !overflow else { return nil }
                values.append(next)
            }
        }
        return values
    }
}
