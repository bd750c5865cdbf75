/// A function that an expression may call.
enum ExpressionFunction: String, CaseIterable, Sendable {
    case sin, cos, tan, abs, min, max, floor, ceil, round, sqrt, exp, log, pow, mod, clamp, mix,
        lerp, step
    case smoothstep, sign, fract, noise, random

    /// The names of its arguments.
    var parameters: String {
        switch self {
        case .sin, .cos, .tan, .abs, .floor, .ceil, .round, .sqrt, .exp, .log, .sign, .fract: "x"
        case .min, .max: "a, b, …"
        case .pow, .mod: "x, y"
        case .clamp: "x, low, high"
        case .mix, .lerp: "a, b, share"
        case .step: "edge, x"
        case .smoothstep: "from, to, x"
        case .noise, .random: "x, seed"
        }
    }

    /// The numbers of arguments that it takes.
    var counts: ClosedRange<Int> {
        switch self {
        case .sin, .cos, .tan, .abs, .floor, .ceil, .round, .sqrt, .exp, .log, .sign, .fract: 1...1
        case .min, .max: 2...100
        case .pow, .mod, .step: 2...2
        case .clamp, .mix, .lerp, .smoothstep: 3...3
        case .noise, .random: 1...2
        }
    }

    /// The value for arguments of one of ``counts``; not finite where there is none.
    func value(_ arguments: ArraySlice<Double>) -> Double {
        var rest = arguments
        let x = rest.popFirst() ?? .nan
        let y = rest.popFirst()
        switch self {
        case .sin: return PortableMath.sine(x)
        case .cos: return PortableMath.cosine(x)
        case .tan: return PortableMath.tangent(x)
        case .abs: return x.magnitude
        case .min: return arguments.min() ?? .nan
        case .max: return arguments.max() ?? .nan
        case .floor: return x.rounded(.down)
        case .ceil: return x.rounded(.up)
        case .round: return x.rounded()
        case .sqrt: return x.squareRoot()
        case .exp: return PortableMath.exponential(x)
        case .log: return PortableMath.logarithm(x)
        case .sign: return x > 0 ? 1 : x < 0 ? -1 : 0
        case .fract: return x - x.rounded(.down)
        case .noise: return Noise.smooth(x, seed: y ?? 0)
        case .random: return Noise.random(x, seed: y ?? 0)
        case .pow, .mod, .step, .clamp, .mix, .lerp, .smoothstep:
            return value(x, y ?? .nan, rest.first ?? .nan)
        }
    }

    private func value(_ x: Double, _ y: Double, _ z: Double) -> Double {
        switch self {
        case .pow: return PortableMath.power(x, y)
        case .mod: return Self.remainder(x, y)
        case .step: return y < x ? 0 : 1
        case .clamp: return Swift.min(Swift.max(x, y), z)
        case .mix, .lerp: return x + z * (y - x)
        case .smoothstep:
            guard x != y else { return .nan }
            let p = Swift.min(Swift.max((z - x) / (y - x), 0), 1)
            return p * p * (3 - 2 * p)
        default: return .nan
        }
    }

    /// x − y ⌊x / y⌋, with the sign of y: exact, from 0 to below y.
    static func remainder(_ x: Double, _ y: Double) -> Double {
        guard y != 0 else { return .nan }
        let rest = x.truncatingRemainder(dividingBy: y)
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
    }
}
