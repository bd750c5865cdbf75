import Foundation

/// The parent process: has children read the mutated films of a kind, and counts what came of them.
struct FuzzRun {
    private let kind: FilmKind
    private let folder: String
    private let end: Date?
    private var tally: Tally
    private var underWay: Int?

    /// Films in a process, so that what one leaves behind is not taken for another's.
    private static let batch = 500

    init(_ kind: FilmKind, folder: String, end: Date?) {
        (self.kind, self.folder, self.end) = (kind, folder, end)
        tally = Tally(kind: kind.name)
    }

    /// Reads the films of these numbers, or as many as there is time for.
    mutating func read(_ numbers: Range<Int>) throws -> Tally {
        var next = numbers.lowerBound
        while next < numbers.upperBound, end.map({ $0 > Date() }) ?? true {
            let count = min(Self.batch, numbers.upperBound - next)
            next = try readBatch(next..<next + count)
        }
        return tally
    }

    /// - Returns: the first number that was not read.
    private mutating func readBatch(_ numbers: Range<Int>) throws -> Int {
        let child = Process()
        child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = [
            "--child", kind.name, "--first", "\(numbers.lowerBound)", "--films", "\(numbers.count)",
            "--folder", folder,
        ]
        let pipe = Pipe()
        child.standardOutput = pipe
        child.standardInput = FileHandle.nullDevice
        try child.run()
        var next = numbers.lowerBound
        var rest = Data()
        while let data = try pipe.fileHandleForReading.read(upToCount: 1 << 16), !data.isEmpty {
            rest.append(data)
            while let end = rest.firstIndex(of: 10) {
                let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                rest = Data(rest[(end + 1)...])
                if let number = take(line) { next = number + 1 }
            }
        }
        child.waitUntilExit()
        guard next < numbers.upperBound else { return next }
        let how =
            child.terminationReason == .uncaughtSignal
            ? "signal \(child.terminationStatus)" : "exit \(child.terminationStatus)"
        try report(underWay ?? next, how)
        return (underWay ?? next) + 1
    }

    /// - Returns: the number of a film that has been read.
    private mutating func take(_ line: String) -> Int? {
        let words = line.split(separator: " ", maxSplits: 4)
        guard words.count > 1, let number = Int(words[1]) else { return nil }
        guard words.first == "end", words.count == 5, let peak = Int(words[2]) else {
            underWay = number
            return nil
        }
        underWay = nil
        tally.add(peak: peak, code: String(words[3]), message: String(words[4]))
        if words[3] == "70" || peak > 1_000_000 {
            try? report(number, "\(line.dropFirst(4))")
        }
        return number
    }

    /// Keeps the film of a finding.
    private mutating func report(_ number: Int, _ how: String) throws {
        let film = try MutatedFilms(kind, folder: folder).film(number)
        let found = "\(folder)/found"
        try FileManager.default.createDirectory(atPath: found, withIntermediateDirectories: true)
        let path = "\(found)/\(kind.name)-\(number).\(film.ending)"
        try Data(film.bytes).write(to: URL(filePath: path))
        tally.findings.append("\(path): \(how)")
    }
}
