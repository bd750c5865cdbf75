import Inference
import Rendering
import Timelines

extension PlanSummary {
    /// For people, in the order in which they ask.
    var rows: [(name: String, value: String)] {
        frameRows + resourceRows + segmentRows + diskRows + outputRows + [("hash", hash)]
    }

    private var frameRows: [(name: String, value: String)] {
        [
            ("input", "\(input.path), \(input.width)×\(input.height)\(input.kind)"),
            ("networks", networks.joined(separator: ", ")),
            ("structure", structure),
        ]
            + masks.map { ("region", "where \($0) is white") } + [
                ("frames", frameText),
                ("inferences", (isAtMost ? "at most " : "") + "\(inferences)"),
                ("frame rate", "\(frameRate)"),
                ("length", "\(length.thousandths) s"),
            ] + (fit.map { [("fit", fitText($0))] } ?? []) + [
                ("size", "\(width)×\(height)"),
                (
                    "operations",
                    "\(operations / 1_000_000) million multiply-adds "
                        + (masks.isEmpty ? "a frame" : "an inference")
                ),
            ] + (precisionDifference.map { [("precision", precisionText($0))] } ?? [])
    }

    private var resourceRows: [(name: String, value: String)] {
        [
            ("workers", workforceText),
            ("memory", "\(prepared.memory) for networks, buffers, pictures and outputs"),
        ] + (tiles.map { [("tiles", tileText($0))] } ?? [])
            + (prepared.isInBands ? [("bands", Self.bandsText)] : [])
            + [("time", timeText)]
    }

    private var segmentRows: [(name: String, value: String)] {
        guard let segments else {
            let most = RenderPlan.storingThreshold / 1_000_000_000_000
            return [
                (
                    "segments",
                    "none, as the render takes under \(most) trillion multiply-adds; --keep stores them"
                )
            ]
        }
        let numbers = segments.numbers.count
        return [
            (
                "segments",
                "\(numbers) of \(segments.grid.length) frames in \(segments.folder), "
                    + (segments.isKept ? "kept" : "removed when the outputs are whole")
            )
        ]
    }

    private var diskRows: [(name: String, value: String)] {
        folders.map { ("disk", "\($0.path): \(diskText($0))") }
            + fileSystems.enumerated().compactMap { number, system in
                guard system.missingBytes > 0 else { return nil }
                let names = folders.filter { $0.fileSystem == number }.map(\.path)
                return (
                    "disk",
                    "too little room: \(approximateBytes(system.missingBytes)) missing in "
                        + names.joined(separator: ", ")
                )
            }
    }

    private var outputRows: [(name: String, value: String)] {
        outputs.map { output in
            (
                "output",
                "\(output.path), \(output.width)×\(output.height), about "
                    + approximateBytes(output.bytes)
            )
        }
    }

    private var frameText: String {
        guard frames.count < timelineFrames else { return "\(frames.count)" }
        return "\(frames.count), \(frames.lowerBound)-\(frames.upperBound - 1) of "
            + "0-\(timelineFrames - 1)"
    }

    /// What became of the path.
    private func fitText(_ fit: Fit) -> String {
        let (path, film) = ("\(pathLength.thousandths) s", "\(filmLength.thousandths) s")
        return switch fit {
        case _ where pathLength == filmLength:
            "\(fit.rawValue): the path takes \(path), as the film does"
        case .stretch: "stretch: the path of \(path) takes \(film)"
        case .loop: "loop: the path of \(path) is repeated over \(film)"
        case _ where isHeld:
            "\(fit.rawValue): the path ends at \(path) of \(film), then its last mixture stays"
        case .cut, .hold: "\(fit.rawValue): of the path of \(path) the first \(film) are shown"
        }
    }

    private func precisionText(_ difference: PrecisionDifference) -> String {
        guard difference.largest > 0 else {
            return
                "\(precision.rawValue), which changes nothing: no layer has channels enough to gain"
        }
        return
            "\(precision.rawValue), in the middle frame \(difference.largest.thousandths) levels "
            + "from f32 at most, \(decimal(min(difference.decibels, 999), digits: 1)) dB"
    }

    /// Workers and threads with the reason.
    private var workforceText: String {
        let each = MemorySize(bytes: prepared.workerBytes)
        return "\(count(prepared.workers, of: prepared.threads)): "
            + "\(prepared.cores) core\(prepared.cores == 1 ? "" : "s"); "
            + "\(prepared.workers == 1 ? "it" : "each") needs \(each) of \(prepared.limit)"
    }

    private func count(_ workers: Int, of threads: Int) -> String {
        "\(workers) of \(threads) thread\(threads == 1 ? "" : "s")"
    }

    private func tileText(_ tiles: Tiles) -> String {
        "\(tiles.count) a picture, sides of at most \(tiles.side); "
            + "what overlaps takes \(tiles.overlapPercent) % more"
    }

    private static let bandsText =
        "the largest layers are computed twice, so that they need not be kept"

    private var timeText: String {
        "about \(approximateTime(seconds)), by a trial of \(trialFrames) "
            + "frame\(trialFrames == 1 ? "" : "s")"
    }

    private func diskText(_ folder: Folder) -> String {
        let kept = folder.keptBytes
        let most = "about \(approximateBytes(folder.renderingBytes))"
        let rest = kept > 0 ? "\(approximateBytes(kept)) after" : "nothing after"
        let need = kept == folder.renderingBytes ? most : "\(most) while it renders, \(rest)"
        guard let free = fileSystems[folder.fileSystem].freeBytes else { return need }
        return "\(need); \(approximateBytes(free)) free"
    }
}

extension PlanSummary.Input {
    /// What kind of input it is, after its size.
    fileprivate var kind: String {
        guard !isStill else { return "" }
        let rate =
            framesPerSecond.map { ", \($0.thousandths) frames a second" } ?? ""
        return rate + (hasSound ? ", with sound" : "")
    }
}
