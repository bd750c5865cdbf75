import Files
import Imaging
import Networks
import Presets
import Timelines

extension Preset {
    /// The denoisers of `level: auto` and their levels.
    ///
    /// - Parameter members: the preset's networks, in its order.
    /// - Throws: `PresetProblems` for every network without a level, for two of one level, and for fewer than
    ///   two.
    func noiseLevels(
        _ members: [Networks.Network], at mark: SourceText.Mark
    ) throws(PresetProblems) -> NoiseLevels {
        var problems: [(String, SourceText.Mark?)] = []
        var levels: [NoiseLevels.Level] = []
        for (network, member) in zip(networks, members) where network.level != .some(.none) {
            guard let level = network.knownLevel(member) else {
                problems.append((network.missingLevel, network.mark))
                continue
            }
            if let other = levels.first(where: { $0.deviation == level }) {
                problems.append(
                    (
                        "level \(level.thousandths) of \(network.name.quoted), which "
                            + "\(other.network.quoted) has, expected another one",
                        network.mark
                    ))
            }
            levels.append(NoiseLevels.Level(network.name, level))
        }
        if problems.isEmpty, levels.count < 2 {
            problems.append(
                ("`level: auto` over fewer than two denoisers, expected at least two", mark))
        }
        guard problems.isEmpty, let made = NoiseLevels(levels) else {
            throw self.problems(problems)
        }
        return made
    }
}

extension Preset.Network {
    /// The σ that a network is made for: what the preset says, else the noise level that it is told, else what
    /// its metadata says as `level`, else the number in its name: of `builtin:denoise25`, and behind `sigma`
    /// in a file's.  Nil where nothing says it.
    fileprivate func knownLevel(_ member: Networks.Network) -> Double? {
        if case .deviation(let level) = level { return level }
        if let told = member.convention.noiseLevel { return Double(told) }
        if let stated = member.metadata["level"].flatMap(Double.init), (0...255).contains(stated) {
            return stated
        }
        let digits: Substring? =
            switch reference {
            case .builtin(let name): name.wholeMatch(of: /denoise([0-9]{1,3})/)?.output.1
            case .file(let path):
                path.written.lowercased().split(separator: "/").last
                    .flatMap { $0.firstMatch(of: /sigma[-_=]?([0-9]{1,3}(\.[0-9]{1,3})?)/) }?
                    .output.1
            }
        return digits.flatMap { Double($0) }.flatMap { $0 <= 255 ? $0 : nil }
    }

    fileprivate var missingLevel: String {
        let written =
            switch reference {
            case .builtin(let name): "builtin:\(name)"
            case .file(let path): path.written
            }
        return "the noise that \(name.quoted) removes is not known, which `level: auto` needs, "
            + "expected its σ such as `{file: \(written), level: 25}` (or `level: none` to leave it out)"
    }
}
