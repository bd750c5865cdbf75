/// Random numbers that are functions of where they are asked for: the same on every machine, in any order.
enum Noise {
    /// A number from 0 to below 1 for every number and seed, without any connection between near ones.
    static func random(_ x: Double, seed: Double) -> Double {
        // The 53 bits of a double's precision.
        Double(hash(x, seed) >> 11) * 0x1p-53
    }

    /// Value noise, from 0 to below 1: a random number at every whole x, and between two of them a smooth
    /// way whose slope is 0 at both.
    ///
    /// Source: K. Perlin, Improving Noise, 2002, for the way: 6p⁵ − 15p⁴ + 10p³.
    static func smooth(_ x: Double, seed: Double) -> Double {
        let whole = x.rounded(.down)
        let p = x - whole
        let (from, to) = (random(whole, seed: seed), random(whole + 1, seed: seed))
        return from + p * p * p * (p * (p * 6 - 15) + 10) * (to - from)
    }

    /// The numbers' bits, mixed as the generator splitmix64 mixes its counter.
    ///
    /// Source: G. Steele, D. Lea, C. Flood, Fast Splittable Pseudorandom Number Generators, 2014.
    private static func hash(_ x: Double, _ seed: Double) -> UInt64 {
        // −0 is 0.
        mixed(mixed((seed + 0).bitPattern) &+ (x + 0).bitPattern)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
