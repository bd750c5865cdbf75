import Bundles
import Files
import FlyingFox
import Foundation
import Rendering
import Segments

/// Renders, their estimates, and files that come in.
extension StudioSession {
    /// Estimates what a render takes, once for each state.
    func makeEstimate() {
        guard let plan, !isEstimating, render == nil else { return }
        if let estimate, estimate.revision == revision {
            tell(estimate.message, about: .estimate)
            return
        }
        let revision = revision
        isEstimating = true
        Task.detached { [self] in
            let summary = try? await PlanSummary(plan)
            await estimated(summary, revision)
        }
    }

    private func estimated(_ summary: PlanSummary?, _ revision: Int) {
        isEstimating = false
        guard let summary else { return }
        let message = PageMessage.Estimate(
            revision: revision, frames: summary.frames.count, inferences: summary.inferences,
            seconds: summary.seconds, memory: summary.prepared.memory.bytes,
            disk: summary.folders.reduce(0) { $0 + $1.keptBytes })
        estimate = (revision, message)
        if revision == self.revision {
            tell(message, about: .estimate)
        } else {
            makeEstimate()
        }
    }

    /// Starts the render that `segue render` would make of the preset.
    func startRender(replacing: Bool) throws {
        guard render == nil else { throw Refusal("a render is under way, expected its end first") }
        guard let plan, draft.problems.isEmpty else {
            throw Refusal("the preset has mistakes, expected none: see its text")
        }
        guard !plan.outputs.isEmpty else {
            throw Refusal("no 'output' in the preset, expected where the render goes")
        }
        guard !plan.outputs.contains(where: \.isStandardOutput) else {
            throw Refusal("the output '-', expected files")
        }
        let known = Set(outputs.map(\.path))
        let isOwn = plan.outputs.allSatisfy { known.contains($0.path) }
        let final = plan.overwriting(replacing || isOwn)
        let preset = draft.text
        render = Task.detached { [self] in
            do {
                _ = try final.mixingWarnings()
                let bundle = final.isBundled ? try OutputBundle(final) : nil
                try bundle?.check()
                let report = try await ResumableRenderer(final).render(progress: { progress in
                    Task { await self.show(progress) }
                })
                _ = try bundle?.write()
                await rendered(report, final, of: preset)
            } catch is CancellationError {
                await ended(with: PageMessage.Stopped())
            } catch {
                let existing = error.existingFile
                let message = PageMessage.Failed(
                    message: existing.map { "\($0.printable) is there already." }
                        ?? "\(error)".printable, exists: existing != nil)
                await ended(with: message)
            }
        }
    }

    private func ended(with message: some Encodable & Sendable) {
        render = nil
        tell(event: message)
    }

    private func show(_ progress: RenderProgress) {
        guard render != nil else { return }
        let left = progress.remaining.map { $0 / .seconds(1) }
        tell(
            PageMessage.Progress(
                frames: progress.frames, of: progress.frameCount,
                perSecond: progress.framesPerSecond, secondsLeft: left), about: .progress)
    }

    private func rendered(_ report: RenderReport, _ plan: RenderPlan, of preset: String) {
        render = nil
        outputs = plan.outputs.enumerated().map { index, output in
            PageMessage.Rendered.Output(
                path: output.path, index: index, kind: output.kindForPage)
        }
        tell(
            event: PageMessage.Rendered(
                seconds: report.elapsed / .seconds(1), outputs: outputs))
    }

    /// The file of an output of the last render; nil for a sequence and for none.
    func outputFile(_ index: Int) -> String? {
        guard outputs.indices.contains(index), outputs[index].kind != "sequence" else { return nil }
        return outputs[index].path
    }

    /// The most bytes of a file that is dropped on the page.
    static let inputLimit = 8 << 30

    /// Stores a file beside the preset and makes it the input.
    ///
    /// - Throws: ``Refusal``, `FileError`.
    nonisolated func takeInput(named name: String, from body: HTTPBodySequence) async throws {
        let name = name.split(separator: "/").last.map(String.init) ?? ""
        guard !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 200,
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw Refusal("a file without a proper name, expected such as photo.jpg") }
        guard let size = body.count, size > 0 else { throw Refusal("an empty file") }
        guard size <= Self.inputLimit else {
            throw Refusal("a file of \(size) bytes, expected at most \(Self.inputLimit)")
        }
        let free = await freeName(like: name)
        let file = try AtomicFile(path: free.path, existing: .refuse)
        for try await part in body { try part.withUnsafeBytes { try file.write($0) } }
        guard file.size == size else { throw Refusal("the file ended early") }
        try file.commit()
        do {
            try await adoptInput(free.name)
        } catch {
            unlink(free.path)
            throw error
        }
    }

    private func freeName(like name: String) -> (name: String, path: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let (stem, ending) =
            parts.count > 1
            ? (parts.dropLast().joined(separator: "."), ".\(parts[parts.count - 1])") : (name, "")
        let names = [name] + (2...999).map { "\(stem)-\($0)\(ending)" }
        let free = names.first { !FileManager.default.fileExists(atPath: "\(file.folder)/\($0)") }
        return (free ?? name, "\(file.folder)/\(free ?? name)")
    }
}

extension Output {
    /// How a page shows it.
    fileprivate var kindForPage: String {
        if path.contains("%") { return "sequence" }
        let ending = path.split(separator: ".").last.map(String.init)?.lowercased() ?? ""
        return ["gif", "apng", "webp", "png", "jpg"].contains(ending) ? "image" : "video"
    }
}

extension Error {
    /// The file that stands where an output goes; nil for other errors.
    fileprivate var existingFile: String? {
        guard case .exists(let path)? = self as? FileError else { return nil }
        return path
    }
}
