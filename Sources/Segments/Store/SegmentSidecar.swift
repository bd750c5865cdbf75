import Files
import Foundation
import Imaging
import Media
import Rendering

/// What stands beside a segment's images: how large they are, what they show, and their file's hash.
///
/// A segment without a sidecar, or whose file has another hash than the sidecar says, is not there.
struct SegmentSidecar: Codable, Sendable, Equatable {
    /// The form of the file; 1.
    let segue: Int
    /// Its place in the grid.
    let number: Int
    /// Columns of the images.
    let width: Int
    /// Rows of the images.
    let height: Int
    /// Planes of the images where they are not three: four, the last of them alpha.
    let planes: Int?
    /// The form of the samples; nil for levels of 16 bits.
    let samples: SampleForm?
    /// The keys of the images in the order in which they stand in the file.
    let keys: [String]
    /// Of which render the input ended within or before this segment, so that it has no more frames: the
    /// mark of `FrameCacheKeys`; nil where the input goes on, or nobody knows.
    let inputEnded: String?
    /// The file's SHA-256.
    let sha256: String

    enum CodingKeys: String, CodingKey {
        case segue, number, width, height, planes, samples, keys, sha256
        case inputEnded = "input_ended"
    }

    /// Of a segment that has been written.
    init(
        number: Int, form: StoredForm, keys: [Digest], inputEnded: Digest?, sha256: Digest
    ) {
        segue = 1
        (self.number, width, height) = (number, form.size.width, form.size.height)
        planes = form.channels == 3 ? nil : form.channels
        samples = form.samples == .levels16 ? nil : form.samples
        self.keys = keys.map(\.description)
        self.inputEnded = inputEnded?.description
        self.sha256 = sha256.description
    }

    /// What a sidecar's bytes say; nil for any other bytes.
    init?(_ bytes: [UInt8]) {
        guard let found = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
            found.segue == 1, found.number >= 0, found.hasImageForm,
            found.imageKeys.count == found.keys.count, Digest(found.sha256) != nil
        else { return nil }
        self = found
    }

    /// Of the images.
    var form: StoredForm {
        StoredForm(
            size: Size(width: width, height: height), channels: planes ?? 3,
            samples: samples ?? .levels16)
    }

    /// Whether there are images of this form.
    private var hasImageForm: Bool {
        (3...4).contains(form.channels)
            && (try? Image.sampleCount(width: width, height: height, channels: form.channels))
                != nil
    }

    /// The keys of the images; fewer than there are names where one is none.
    var imageKeys: [Digest] { keys.compactMap { Digest($0) } }

    /// The sidecar's text, a line at its end.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// What files of these images are called, without an ending: the number, and twelve digits of the
    /// hash of the keys.
    static func name(number: Int, keys: [Digest], inputEnded: Digest?) throws -> String {
        let hash = try SHA256()
        for key in keys { try key.bytes.withUnsafeBytes { try hash.update($0) } }
        if let inputEnded { try hash.update("ended \(inputEnded)") }
        return digits(of: number) + "-" + (try hash.digest()).description.prefix(12)
    }

    /// A segment's number with six digits or more.
    static func digits(of number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
