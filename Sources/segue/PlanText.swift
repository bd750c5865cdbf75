import Files
import Imaging
import Inference
import Rendering
import Segments
import Timelines

extension PlanSummary {
    /// Rows for people, the most asked for first.
    var rows: [(name: String, value: String)] {
        frameRows + resourceRows + segmentRows + diskRows + outputRows + [("hash", hash)]
    }

    private var frameRows: [(name: String, value: String)] {
        [
            ("input", "\(input.path), \(input.width)×\(input.height)\(input.kind)"),
            ("networks", networks.joined(separator: ", ")),
            ("structure", structure),
        ]
            + layers.map { layer in
                (
                    "layer",
                    "\(layer.part), \(layer.parameters) parameter\(layer.parameters == 1 ? "" : "s")"
                )
            }
            + regions.map { ("region", $0) }
            + (opacity.map { [("effect", "opacity \($0) over the input")] } ?? [])
            + noiseRows
            + (mixingText.map { [("mixing", $0)] } ?? []) + [
                ("frames", frameText),
                ("inferences", (isAtMost ? "at most " : "") + "\(inferences)"),
                ("frame rate", "\(frameRate)"),
                ("length", "\(length.thousandths) s"),
            ] + (fitText.map { [("fit", $0)] } ?? [])
            + (unevenness.map { [("pace", paceText($0))] } ?? []) + [
                ("size", "\(width)×\(height)"),
                (
                    "operations",
                    "\(operations / 1_000_000) million multiply-adds "
                        + (masks.isEmpty && mixing == .networks ? "per frame" : "per inference")
                ),
            ] + (precisionDifference.map { [("precision", precisionText($0))] } ?? [])
    }

    /// The first shots and what their noise chooses.
    private var noiseRows: [(name: String, value: String)] {
        let most = 12
        let rows = noisyShots.prefix(most).map { shot in
            let place = noisyShots.count > 1 ? "from \(shot.start.seconds.thousandths) s " : ""
            let noise =
                shot.noise.map { "σ \(decimal($0.deviation, digits: 1))" } ?? "no noise found"
            return ("noise", "\(place)\(noise): \(shot.mixture.caption)")
        }
        let rest = noisyShots.count - rows.count
        guard rest > 0 else { return rows }
        return rows + [("noise", "\(rest) more shot\(rest == 1 ? "" : "s")")]
    }

    private var mixingText: String? {
        switch mixing {
        case .networks: nil
        case .crossFade: "cross-fade: the networks' images are blended, not the networks"
        case .sideBySide: "side by side: the networks mixed, and their images blended"
        }
    }

    private var resourceRows: [(name: String, value: String)] {
        [
            ("workers", workforceText),
            ("memory", "\(prepared.memory) for networks, buffers, images and outputs"),
        ] + (prepared.tiles.map { [("tiles", tileText($0))] } ?? [])
            + (prepared.isInBands ? [("bands", Self.bandsText)] : [])
            + [("time", timeText)]
    }

    private var segmentRows: [(name: String, value: String)] {
        guard let segments else {
            let most = SegmentPlan.threshold / 1_000_000_000_000
            return [
                (
                    "segments",
                    "none for a render of under \(most) trillion multiply-adds, unless --keep is given"
                )
            ]
        }
        let numbers = segments.numbers.count
        return [
            (
                "segments",
                "\(numbers) of \(segments.grid.length) frames in \(segments.folder), "
                    + (segments.isKept ? "kept" : "removed when the outputs are complete")
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
                    "too little space: \(approximateBytes(system.missingBytes)) missing in "
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

    /// How the path was fitted to the length of the result; nil where there was nothing to fit.
    private var fitText: String? {
        let (path, film) = ("\(pathLength.thousandths) s", "\(filmLength.thousandths) s")
        let name = fit?.rawValue ?? "none"
        guard pathLength > 0 else { return fit.map { "\($0.rawValue): one mixture throughout" } }
        if fit != nil, pathLength == filmLength {
            return "\(name): the path and the result both last \(path)"
        }
        if isHeld {
            return "\(name): the path ends at \(path) of \(film), then its last mixture is held"
        }
        // At most what a whole number of thousandths holds: a path may last a billionth of a second.
        let passes = min(filmLength / pathLength, 1e15).thousandths
        switch fit {
        case nil: return nil
        case .stretch:
            return "stretch: the path of \(path) lasts \(film), all its times × \(passes)"
        case .loop where filmLength > pathLength:
            return "loop: the path of \(path) is shown \(passes) times in \(film)"
        case .hold, .loop, .cut:
            let keys = "\(keysLeftOut) key\(keysLeftOut == 1 ? "" : "s")"
            return "\(name): the first \(film) of the path of \(path) are shown"
                + (keysLeftOut > 0 ? ", \(keys) after that left out" : "")
        }
    }

    private func paceText(_ unevenness: [Double]) -> String {
        let count = unevenness.count
        guard let worst = unevenness.max() else { return "even: nothing changes" }
        return "even: \(count) transition\(count == 1 ? "" : "s") retimed, "
            + "the fastest part had \(worst.thousandths) times the mean visible change"
    }

    private func precisionText(_ difference: PrecisionDifference) -> String {
        guard difference.largest > 0 else {
            return
                "\(precision.rawValue), with no effect: no layer has enough channels to gain from it"
        }
        return
            "\(precision.rawValue), at most \(difference.largest.thousandths) levels "
            + "from f32 in the middle frame, \(decimal(min(difference.decibels, 999), digits: 1)) dB"
    }

    /// The workers and threads, and why these.
    private var workforceText: String {
        let each = MemorySize(bytes: prepared.workerBytes)
        return "\(count(prepared.workers, of: prepared.threads)): "
            + "\(prepared.cores) core\(prepared.cores == 1 ? "" : "s"); "
            + "\(prepared.workers == 1 ? "it" : "each") needs \(each) of \(prepared.limit)"
    }

    private func count(_ workers: Int, of threads: Int) -> String {
        "\(workers) of \(threads) thread\(threads == 1 ? "" : "s")"
    }

    private func tileText(_ tiles: ResourcePlan.Tiles) -> String {
        "\(tiles.count) per image, sides of at most \(tiles.side) pixels; "
            + "their overlap costs \(tiles.overlapPercent) % more"
    }

    private static let bandsText =
        "the largest layers are computed twice, so that they need not be kept in memory"

    private var timeText: String {
        "about \(approximateTime(seconds)), estimated from \(trialFrames) "
            + "frame\(trialFrames == 1 ? "" : "s")"
    }

    private func diskText(_ folder: Folder) -> String {
        let kept = folder.keptBytes
        let most = "about \(approximateBytes(folder.renderingBytes))"
        let rest = kept > 0 ? "\(approximateBytes(kept)) after" : "nothing after"
        let need = kept == folder.renderingBytes ? most : "\(most) while rendering, \(rest)"
        guard let free = fileSystems[folder.fileSystem].freeBytes else { return need }
        return "\(need); \(approximateBytes(free)) free"
    }
}

extension PlanSummary.Input {
    /// The kind of input, to be shown after its size.
    fileprivate var kind: String {
        guard !isStill else { return "" }
        let rate =
            framesPerSecond.map { ", \($0.thousandths) frames per second" } ?? ""
        return rate + (hasSound ? ", with sound" : "")
    }
}
