import Files
import Rendering
import Synchronization

/// Shows frames, frames per second and time left on standard error.
final class ProgressDisplay: Sendable {
    private enum Form { case bar, lines, json, none }

    private let form: Form
    private let terminal = Terminal.error
    /// When something was last shown, since the start of the render.
    private let shown = Mutex<Duration?>(nil)

    /// A bar needs a terminal; elsewhere `auto` means lines.
    init(_ style: ProgressOptions.Style) {
        form =
            switch style {
            case .auto: Terminal.error.isInteractive ? .bar : .lines
            case .lines: .lines
            case .json: .json
            case .none: .none
            }
    }

    /// Shows that one more frame is finished.
    func show(_ progress: RenderProgress) {
        switch form {
        case .bar: if isDue(progress, every: .milliseconds(100)) { drawBar(progress) }
        case .lines:
            if isDue(progress, every: .seconds(5)) { terminal.write(progress.line + "\n") }
        case .json: terminal.write(progress.json + "\n")
        case .none: break
        }
    }

    /// Ends the bar's line.
    func finish() {
        if form == .bar, shown.withLock({ $0 }) != nil { terminal.write("\n") }
    }

    /// Shows the summary, to people and to programs.
    func summarise(_ report: RenderReport) throws {
        if form == .json { terminal.write(try report.json() + "\n") }
        say(report.line)
    }

    /// Shows a line to people; not in JSON, nor if progress is off.
    func say(_ line: String) {
        guard form == .bar || form == .lines else { return }
        terminal.write(line.printable + "\n")
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
        let (full, rest, text) = progress.bar(columns: terminal.width)
        let bar = terminal.hasColour ? "\u{1B}[36m\(full)\u{1B}[2m\(rest)\u{1B}[0m" : full + rest
        terminal.writeControls("\r\(bar)\(text)\u{1B}[K")
    }
}
