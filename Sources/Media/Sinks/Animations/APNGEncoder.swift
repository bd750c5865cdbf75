public import Files
public import Formats
public import Imaging
public import Timelines

/// An APNG of frames that libpng compresses: of each frame the rectangle that differs from the one before.
///
/// Source: PNG specification (third edition), sections 11.3.6 (acTL, fcTL and fdAT) and 4.9.
struct APNGEncoder: AnimationEncoder {
    private let rate: FrameRate
    private let place: String
    private var size = Size(width: 0, height: 0)
    private var hasAlpha = false
    /// The rows of the frame before.
    private var shown: [UInt8] = []
    /// Numbers that fcTL and fdAT chunks share.
    private var sequence = 0

    init(_ output: SinkOutput) { (rate, place) = (output.frameRate, output.path) }

    var notices: [String] {
        [AnimationClock(rate: rate, ticks: 1000).slowness].compactMap(\.self)
    }

    mutating func write(_ image: Image, to file: AtomicFile) throws {
        if shown.isEmpty { (size, hasAlpha) = (image.size, image.hasAlpha) }
        let rows = try image.withLevels(.eight, place: place) { Array($0) }
        guard !shown.isEmpty else {
            try writeFirst(rows, to: file)
            shown = rows
            return
        }
        guard rows.count == shown.count else {
            throw MediaError.unsuitable(
                place: place, found: "a frame of \(image.channels) channels",
                expected: "\(hasAlpha ? 4 : 3) as the first")
        }
        let area = changedArea(rows)
        let png = try encoded(rows, area)
        let data = Self.chunks(png).filter { $0.starts(with: "IDAT".utf8) }.flatMap {
            $0.dropFirst(4)
        }
        try file.append(PNGChunks.chunk(control(area)))
        try file.append(PNGChunks.chunk(Array("fdAT".utf8) + number() + data))
        shown = rows
    }

    mutating func finish(frames: Int, recipe: String?, to file: AtomicFile) throws {
        if let recipe { try file.append(RecipeText.pngChunk(recipe)) }
        try file.append(PNGChunks.chunk(Array("IEND".utf8)))
        try Self.count(frames).withUnsafeBytes { try file.write($0, at: Self.countPlace) }
    }

    /// A rectangle of a frame.
    private struct Area {
        var left = 0, top = 0, width = 1, height = 1
    }

    /// The file's beginning, and the first frame, which is the picture of readers that know no animation.
    private mutating func writeFirst(_ rows: [UInt8], to file: AtomicFile) throws {
        let whole = Area(width: size.width, height: size.height)
        let chunks = Self.chunks(try encoded(rows, whole))
        try file.append(PNGChunks.signature)
        for chunk in chunks where !chunk.starts(with: "IEND".utf8) {
            if chunk.starts(with: "IDAT".utf8), sequence == 0 {
                try file.append(PNGChunks.chunk(control(whole)))
            }
            try file.append(PNGChunks.chunk(chunk))
            if chunk.starts(with: "IHDR".utf8) { try file.append(Self.count(0)) }
        }
    }

    /// Behind the signature and the header's chunk.
    private static let countPlace = 8 + 25

    /// The chunk of the number of frames, and of passes: 0, for ever.
    private static func count(_ frames: Int) -> [UInt8] {
        PNGChunks.chunk(Array("acTL".utf8) + PNGChunks.bytes(frames) + PNGChunks.bytes(0))
    }

    /// What a frame is: its rectangle, its delay, that it stays and replaces what was there.
    private mutating func control(_ area: Area) -> [UInt8] {
        let numbers = [area.width, area.height, area.left, area.top].flatMap(PNGChunks.bytes)
        let delay = [rate.denominator, rate.numerator].flatMap {
            PNGChunks.bytes(Int($0)).suffix(2)
        }
        return Array("fcTL".utf8) + number() + numbers + delay + [0, 0]
    }

    private mutating func number() -> [UInt8] {
        defer { sequence += 1 }
        return PNGChunks.bytes(sequence)
    }

    /// The smallest rectangle that holds all changes; one pixel where there are none.
    private func changedArea(_ rows: [UInt8]) -> Area {
        let rowBytes = size.width * (hasAlpha ? 4 : 3)
        let pixelBytes = hasAlpha ? 4 : 3
        var (top, bottom, left, right) = (size.height, -1, rowBytes, -1)
        rows.withUnsafeBufferPointer { rows in
            shown.withUnsafeBufferPointer { shown in
                for y in 0..<size.height {
                    let start = y * rowBytes
                    guard
                        let first = (0..<rowBytes).first(where: {
                            rows[start &+ $0] != shown[start &+ $0]
                        })
                    else { continue }
                    let last = (first..<rowBytes).last { rows[start &+ $0] != shown[start &+ $0] }
                    (top, bottom) = (min(top, y), y)
                    (left, right) = (min(left, first), max(right, last ?? first))
                }
            }
        }
        guard bottom >= 0 else { return Area() }
        let (first, last) = (left / pixelBytes, right / pixelBytes)
        return Area(left: first, top: top, width: last - first + 1, height: bottom - top + 1)
    }

    /// The PNG of a rectangle.
    private func encoded(_ rows: [UInt8], _ area: Area) throws -> [UInt8] {
        let (pixelBytes, rowBytes) = (hasAlpha ? 4 : 3, size.width * (hasAlpha ? 4 : 3))
        var part = rows
        if area.width < size.width || area.height < size.height {
            part = []
            part.reserveCapacity(area.width * area.height * pixelBytes)
            for y in area.top..<area.top + area.height {
                let start = y * rowBytes + area.left * pixelBytes
                part += rows[start..<start + area.width * pixelBytes]
            }
        }
        return try part.withUnsafeBytes {
            try PNGFile.encoded(
                $0, Size(width: area.width, height: area.height), hasAlpha: hasAlpha, .eight,
                place: place)
        }
    }

    /// The types and data of a PNG's chunks.
    private static func chunks(_ png: [UInt8]) -> [[UInt8]] {
        var (chunks, position) = ([[UInt8]](), 8)
        while position + 12 <= png.count {
            let length = PNGChunks.number(in: png, at: position)
            chunks.append(Array(png[position + 4..<position + 8 + length]))
            position += 12 + length
        }
        return chunks
    }
}

extension AtomicFile {
    fileprivate func append(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

extension APNGFormat: WritableFormat {
    public func makeSink(_ output: SinkOutput) throws -> any FrameSink {
        try AnimationSink(APNGEncoder(output), output)
    }

    public func check(frameRate _: FrameRate, place _: String) {}

    public static func handling(of _: Sound) -> SoundHandling? { nil }

    public static var recipePlace: RecipePlace? { .pngText }

    /// An APNG is read as its first frame.
    public var isExact: Bool { false }

    public func planesDigest(of image: Image, place: String) throws -> Digest {
        try image.levelsDigest(.eight, place: place)
    }

    public static func canResume(path: String, firstNumber: Int) -> Bool? { nil }

    public var pictureWriter: PictureWriter? { nil }
}
