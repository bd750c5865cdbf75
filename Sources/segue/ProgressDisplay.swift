import ArgumentParser
import Foundation
import Rendering
import Synchronization

/// How a render's progress is shown.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    /// A bar on a terminal, lines elsewhere.
    case auto
    /// A line now and then.
    case lines
    /// One JSON object a frame.
    case json
    case none
}

/// Shows frames, frames per second and time left on standard error.
final class ProgressDisplay: Sendable {
    private enum Form { case bar, lines, json, none }

    private let form: Form
    private let terminal = Terminal.error
    /// When something was last shown, since the start of the render.
    private let shown = Mutex<Duration?>(nil)

    init(_ style: ProgressStyle) {
        form =
            switch style {
            case .auto: Terminal.error.isInteractive ? .bar : .lines
            case .lines: .lines
            case .json: .json
            case .none: .none
            }
    }

    /// Takes the news of one more frame.
    func show(_ progress: RenderProgress) {
        switch form {
        case .bar: if isDue(progress, every: .milliseconds(100)) { drawBar(progress) }
        case .lines:
            if isDue(progress, every: .seconds(5)) { terminal.write(line(progress) + "\n") }
        case .json: terminal.write(json(progress) + "\n")
        case .none: break
        }
    }

    /// Leaves the bar's line.
    func finish() {
        if form == .bar, shown.withLock({ $0 }) != nil { terminal.write("\n") }
    }

    private func isDue(_ progress: RenderProgress, every interval: Duration) -> Bool {
        shown.withLock { last in
            let isLast = progress.frames == progress.frameCount
            guard isLast || last.map({ progress.elapsed - $0 >= interval }) ?? true else {
                return false
            }
            last = progress.elapsed
            return true
        }
    }

    private func drawBar(_ progress: RenderProgress) {
        let text = "  " + line(progress)
        let width = max(0, min(40, terminal.width - text.count - 1))
        let done = width * progress.frames / max(1, progress.frameCount)
        let full = String(repeating: "━", count: done)
        let rest = String(repeating: "─", count: width - done)
        let bar = terminal.hasColour ? "\u{1B}[36m\(full)\u{1B}[2m\(rest)\u{1B}[0m" : full + rest
        terminal.write("\r\(bar)\(text)\u{1B}[K")
    }

    private func line(_ progress: RenderProgress) -> String {
        let share = "\(progress.frames)/\(progress.frameCount) frames"
        let speed = "\(Self.decimal(progress.framesPerSecond)) frames/s"
        let rest =
            progress.frames == progress.frameCount
            ? "took \(Self.clock(progress.elapsed))"
            : "\(Self.clock(progress.remaining ?? .zero)) left"
        return "\(share)  \(speed)  \(rest)"
    }

    private func json(_ progress: RenderProgress) -> String {
        "{\"frame\": \(progress.frames), \"frames\": \(progress.frameCount), "
            + "\"frames_per_second\": \(Self.decimal(progress.framesPerSecond)), "
            + "\"elapsed_seconds\": \(Self.decimal(progress.elapsed / .seconds(1)))}"
    }

    /// Two decimals, never with a comma.
    static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `0:07`, `12:34`, `1:02:03`.
    static func clock(_ duration: Duration) -> String {
        let seconds = Int((duration / .seconds(1)).rounded())
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return hours > 0
            ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
    }
}
