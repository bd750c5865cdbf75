import Files

/// The weights of networks as expressions over time.
public struct WeightFormulas: Hashable, Sendable {
    /// One network's weight.
    public struct Term: Hashable, Sendable {
        /// The network's name in the preset.
        public let network: String
        /// Its weight; nil where it takes what the others leave of 1.
        public let expression: WeightExpression?

        /// A network's weight; nil for the rest.
        public init(_ network: String, _ expression: WeightExpression?) {
            (self.network, self.expression) = (network, expression)
        }
    }

    /// In the order of the preset; each network once, at most one without an expression.
    public let terms: [Term]

    /// The terms of a preset.
    public init(_ terms: [Term]) { self.terms = terms }

    /// Where an expression first asks for a variable: the term, 0…, and the character, 0…; nil where none
    /// does.
    public func place(of variable: WeightExpression.Variable) -> (term: Int, position: Int)? {
        for (index, term) in terms.enumerated() {
            if let position = term.expression?.position(of: variable) { return (index, position) }
        }
        return nil
    }
}

/// A frame at which expressions give no mixture.
public struct FormulaError: Error, Hashable, Sendable {
    /// Whose expression it is, 0…; nil for all together.
    public let term: Int?
    /// The character at which it is, 0…; nil for all of the expression.
    public let position: Int?
    /// What was found and at which frame, what was expected; one line.
    public let message: String
}

extension WeightFormulas {
    /// The mixture of every frame of a pass.
    ///
    /// - Parameters:
    ///   - duration: the length of the pass; its frames are those of ``Timeline``.
    ///   - beat: the number of beats until a time; nil where nothing says how long one is.
    /// - Throws: ``FormulaError`` for the first frame whose weights are none: no finite number, outside 0…1,
    ///   or of another sum than 1.
    public func samples(
        at rate: FrameRate, duration: Time, beat: ((Time) -> Double)? = nil
    ) throws(FormulaError) -> WeightSamples {
        var samples = WeightSamples(of: terms.map(\.network))
        let count = (try? rate.nearestFrame(to: duration)) ?? .max
        guard count <= WeightSamples.countLimit else {
            throw FormulaError(
                term: nil, position: nil,
                message:
                    "expressions over more than \(WeightSamples.countLimit) frames, expected fewer")
        }
        for frame in 0..<count {
            // Cannot fail: 10⁶ frames times 31 bits stay within 64.
            let time = (try? rate.time(ofFrame: frame)) ?? .zero
            let values = WeightExpression.Values(
                time: time.seconds, frame: frame, frames: count, duration: duration.seconds,
                beat: beat?(time))
            samples.append(try mixture(values, Self.place(frame, time)), at: time)
        }
        return samples
    }

    private static func place(_ frame: Int, _ time: Time) -> String {
        "at frame \(frame) (\((time.seconds * 1000).rounded() / 1000) s)"
    }

    private func mixture(
        _ values: WeightExpression.Values, _ place: @autoclosure () -> String
    ) throws(FormulaError) -> Mixture {
        var weights = [Double?]()
        for (index, term) in terms.enumerated() {
            do throws(ExpressionError) {
                weights.append(try term.expression?.value(values))
            } catch {
                throw FormulaError(
                    term: index, position: error.position,
                    message: "\(error.message) \(place()), expected a weight from 0 to 1")
            }
        }
        do throws(WeightFault) {
            return try Mixture(sampled: terms.map(\.network), weights)
        } catch {
            throw FormulaError(error, terms, hasRest: weights.contains(nil), place())
        }
    }
}

extension FormulaError {
    fileprivate init(
        _ fault: WeightFault, _ terms: [WeightFormulas.Term], hasRest: Bool, _ place: String
    ) {
        switch fault {
        case .range(let index, let weight):
            self.init(
                term: index, position: nil,
                message: "weight \(weight) of \(terms[index].network.quoted) \(place), "
                    + "expected 0 to 1 (clamp(x, 0, 1) keeps it there)")
        case .sum(let sum):
            let expected =
                hasRest ? "at most 1" : "1 (`rest` as one network's weight takes what is left)"
            self.init(
                term: nil, position: nil,
                message: "weights with the sum \(sum) \(place), expected \(expected)")
        }
    }
}
