import Files
import Foundation
import Media
import Rendering

/// What a stitch has made, so that a second one need not.
struct StitchRecord: Codable, Sendable, Equatable {
    /// The plan's hash.
    let plan: String
    /// SHA-256 of every output, by its path; of a sequence, of its images' hashes.
    let outputs: [String: String]

    private static let file = "stitched.json"

    /// Of outputs that have just been written.
    init(of job: SegmentJob) throws {
        plan = job.hash
        outputs = try Self.outputs(of: job.plan)
    }

    /// The record in a folder; nil when there is none that can be read.
    init?(in folder: SegmentFolder) throws {
        guard let file = try? folder.files.read(Self.file),
            let bytes = try? file.prefix(1 << 20),
            let record = try? JSONDecoder().decode(Self.self, from: Data(bytes))
        else { return nil }
        self = record
    }

    /// Writes it, in place of an earlier one.
    func write(in folder: SegmentFolder) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let text = try encoder.encode(self) + Data("\n".utf8)
        let file = try folder.files.newFile(Self.file)
        try text.withUnsafeBytes { try file.write($0) }
        try file.commit()
    }

    /// Whether a job's outputs are there as they were written.
    func isTrue(of job: SegmentJob) -> Bool {
        plan == job.hash && outputs == (try? Self.outputs(of: job.plan))
    }

    private static func outputs(of plan: RenderPlan) throws -> [String: String] {
        let hashes = try plan.outputs.map { output in
            (output.path, try output.digest(frames: plan.frames).description)
        }
        return Dictionary(hashes) { first, _ in first }
    }
}

extension Output {
    /// SHA-256 of the file; of a sequence, of the hashes of its images as far as there are any.
    fileprivate func digest(frames: Range<Int>) throws -> Digest {
        guard let pattern = SequencePattern(path) else {
            return try SHA256.digest(ofFile: path)
        }
        let hash = try SHA256()
        let numbers = numbers(of: frames)
        for number in numbers {
            do {
                try hash.update(SHA256.digest(ofFile: pattern.path(number)).description)
            } catch FileError.missing where number > numbers.lowerBound {
                break
            }
        }
        return try hash.digest()
    }
}
