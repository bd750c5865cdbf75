public import Imaging

/// The largest difference of two pictures, in levels of 255.
public func largestDifference(_ a: Image, _ b: Image) -> Float {
    guard (a.width, a.height) == (b.width, b.height) else { return .infinity }
    return zip(a.samples, b.samples).reduce(0) { max($0, abs($1.0 - $1.1) * 255) }
}

/// The mean difference of two pictures, in levels of 255.
public func meanDifference(_ a: Image, _ b: Image) -> Double {
    guard (a.width, a.height) == (b.width, b.height) else { return .infinity }
    let sum = zip(a.samples, b.samples).reduce(0) { $0 + Double(abs($1.0 - $1.1)) * 255 }
    return sum / Double(a.samples.count)
}
