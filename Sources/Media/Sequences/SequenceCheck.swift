import Files
import Imaging

/// Looks at every picture of a sequence before the first is used, and reports all that cannot be.
///
/// Of most formats the header is enough.  A picture is decoded where it is not, and where the header
/// gives another size than the first picture's, so that nothing is refused wrongly.
struct SequenceCheck {
    private let files: SequenceFiles
    private let path: String
    /// The size and the path of the first picture that can be read.
    private var first: (size: Size, path: String)?
    private var faults: [(path: String, error: any Error)] = []
    private var faultCount = 0
    private var hasAlpha = false

    /// How many are named.
    private static let shownFaults = 10

    /// Throws for numbers that are missing, pictures that cannot be read and pictures of another size
    /// than the first: ``MediaError/badInput(place:found:expected:)``, or `FileError` where nothing else is
    /// wrong than files that are not there.
    ///
    /// - Parameter looksAtPictures: whether more than the numbers is looked at.
    /// - Returns: whether a picture that was looked at is transparent, as far as its header tells.
    static func run(_ files: SequenceFiles, path: String, looksAtPictures: Bool) throws -> Bool {
        var check = SequenceCheck(files: files, path: path)
        for path in looksAtPictures ? files.paths : [] {
            try Task.checkCancellation()
            check.look(at: path)
        }
        try check.throwFaults()
        return check.hasAlpha
    }

    private init(files: SequenceFiles, path: String) {
        (self.files, self.path) = (files, path)
    }

    private mutating func look(at path: String) {
        do {
            let size = try size(of: path)
            guard let first else {
                first = (size, path)
                return
            }
            guard size != first.size else { return }
            throw MediaError.badInput(
                place: path, found: "\(size)",
                expected: "\(first.size) as the first picture")
        } catch {
            faultCount += 1
            if faults.count < Self.shownFaults { faults.append((path, error)) }
        }
    }

    private mutating func size(of path: String) throws -> Size {
        let file = try RegularFile.media(path)
        hasAlpha = try hasAlpha || PictureHeader.hasAlpha(file)
        let header = try PictureHeader.size(of: file)
        if let header, first == nil || header == first?.size { return header }
        // Beyond those that are named, the header is trusted.
        if let header, faults.count == Self.shownFaults { return header }
        return try StillPicture(path: path).image.size
    }

    private func throwFaults() throws {
        guard let missing = files.missing else {
            guard faultCount > 1 else {
                if let fault = faults.first { throw fault.error }
                return
            }
            throw MediaError.badInput(place: path, found: faultText, expected: sizeText)
        }
        let remedy = "or --gaps hold or skip, also as 'gaps' of the preset's input"
        let range = "\(missing.range.lowerBound) to \(missing.range.upperBound)"
        guard faultCount > 0 else {
            throw FileError.missing(
                path: path, found: "no picture of number \(missing.numbers)",
                expected: "every one from \(range), \(remedy)")
        }
        throw MediaError.badInput(
            place: path, found: "no picture of number \(missing.numbers); \(faultText)",
            expected: "every number from \(range), \(remedy), and \(sizeText)")
    }

    /// Which pictures, and why.
    private var faultText: String {
        let names = faults.map { path, error in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return "\(name): \(Self.reason(error))"
        }
        let more = faultCount - faults.count
        return "\(faultCount) of \(files.paths.count) pictures cannot be used: "
            + names.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
    }

    private var sizeText: String {
        first.map { "pictures of \($0.size) as \($0.path)" } ?? "pictures"
    }

    /// What was found, without the path and what was expected.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case MediaError.badInput(_, let found, _), FileError.missing(_, let found, _),
            FileError.refused(_, let found, _), FileError.inputOutput(_, let found, _):
            found
        default: "\(error)"
        }
    }
}
