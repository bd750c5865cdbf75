import Files
import Inference
import Rendering

extension BenchmarkResult {
    /// A few lines; with the peak rate of one core also a line per layer and per kind of layer.
    func text(corePeak: Double?) -> String {
        let rates = table(rows)
        guard let corePeak else { return rates }
        let lines = [""] + layerLines(corePeak) + [""] + kindLines + [""]
        let peak =
            "the peak of one core is \(giga(corePeak)) GFLOP/s; "
            + "the column peak is the share of it in \(count(threads, "thread"))"
        return rates + (lines + [peak]).joined(separator: "\n") + "\n"
    }

    private var rows: [(name: String, value: String)] {
        let images = isStill ? "one image" : "an image each"
        let rate = 2 * multiplyAccumulates / secondsPerFrame
        return [
            (
                "frames",
                "\(frames) of \(width)×\(height), \(images), \(count(workers, "worker")) of "
                    + "\(count(threads, "thread")), \(precision.rawValue)"
            ),
            ("seconds per frame", decimal(secondsPerFrame, digits: 5)),
            ("interpolation", "\(percent(interpolationShare)) of the workers' time"),
            ("peak memory", peakMemoryBytes.map { "\($0 / 1_000_000) MB" } ?? "unknown"),
            (
                "operations",
                "\(decimal(multiplyAccumulates / 1e9, digits: 2)) billion multiply-adds per frame, "
                    + "\(giga(rate)) GFLOP/s"
            ),
        ]
    }

    private func layerLines(_ corePeak: Double) -> [String] {
        let width = layers.map(\.name.count).max() ?? 0
        let kernels = layers.map(\.kernel.count).max() ?? 0
        func line(_ name: String, _ kernel: String, _ cells: [String]) -> String {
            left(name, width) + "  " + left(kernel, kernels) + cells.map { right($0, 9) }.joined()
        }
        let titles = line("one worker's frame", "by", ["ms", "share", "GFLOP/s", "peak"])
        let rows = layers.map { layer in
            line(
                layer.name.printable, layer.kernel.printable,
                [
                    decimal(1000 * layer.seconds, digits: 3), percent(share(layer.seconds)),
                    layer.operationsPerSecond.map(giga) ?? "",
                    peakShare(layer, corePeak: corePeak).map(percent) ?? "",
                ])
        }
        let total = [decimal(1000 * workerSecondsPerFrame, digits: 3), percent(1)]
        return [titles] + rows + [line("all", "", total)]
    }

    private var kindLines: [String] {
        let width = groups.map(\.kind.count).max() ?? 0
        return groups.map { group in
            left(group.kind, width) + right("\(group.count)", 6)
                + right(decimal(1000 * group.seconds, digits: 3), 10)
                + right(percent(share(group.seconds)), 9)
        }
    }
}

private func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
}

private func percent(_ share: Double) -> String { decimal(100 * share, digits: 1) + " %" }

private func giga(_ rate: Double) -> String { decimal(rate / 1e9, digits: 1) }

private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
}
