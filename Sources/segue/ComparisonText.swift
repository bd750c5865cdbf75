import Files
import Matching
import Rendering

extension Comparison {
    /// The verdict, the effect of the midpoint on images, and a line per layer; within 80 columns if the
    /// names allow it.
    var text: String {
        let head = "\(compatibility.kind.rawValue): \(names.first), \(names.second)"
        let layers = zip(similarity.layers, variances).map(Self.row)
        let lines =
            [head.printable, "  " + compatibility.reason.printable] + repair + outputs + [""]
        return (lines + [Self.titles] + layers).joined(separator: "\n") + "\n"
    }

    private var repair: [String] {
        guard isRepairable, let alignedCosine else { return [] }
        return [
            "  segue repair would raise the cosine of their weights from "
                + "\(two(similarity.cosine)) to \(two(alignedCosine))"
        ]
    }

    private var outputs: [String] {
        guard let pictures else { return [] }
        return [("brightness", pictures.brightness), ("contrast", pictures.contrast)].map {
            "  \($0) of the midpoint \(two($1.midpoint)), of the ends \(two($1.first)) and "
                + two($1.second)
        }
    }

    private static let titles = row(
        "layer", ["filters", "in order", "cosine", "distance", "variance"])

    private static func row(_ layer: LayerRelation, _ variance: Triple) -> String {
        row(
            layer.name.printable,
            [
                "\(layer.filterCount)", "\(layer.filtersInPlace)", two(layer.cosine),
                two(layer.distance), two(variance.ratio),
            ])
    }

    /// A name of at most 30 columns and numbers to the right of 9 each.
    private static func row(_ name: String, _ numbers: [String]) -> String {
        let short = name.count > 30 ? "…" + name.suffix(29) : name
        let cells = numbers.map { String(repeating: " ", count: max(1, 9 - $0.count)) + $0 }
        return "  " + short + String(repeating: " ", count: 30 - short.count) + cells.joined()
    }
}

/// The number with two decimals, never with a comma; ∞ from a million on.
func two(_ value: Double) -> String {
    guard abs(value) < 1e6 else { return value < 0 ? "-∞" : "∞" }
    let text = decimal(abs(value), digits: 2)
    return value < 0 && text != "0.00" ? "-" + text : text
}
