import CFFmpeg
import Files
import Timelines

/// The pictures of a film in the order in which they are shown, from any of them on.
final class FilmReader {
    let index: FilmIndex

    private let file: RegularFile
    private let damage: DamageHandling
    private var demuxer: Demuxer
    private var decoder: Deinterlacer
    private(set) var stream: UnsafeMutablePointer<AVStream>
    /// The picture that was decoded last.
    private let frame: Frame
    /// Its number while nobody has taken it.
    private var waiting: Int?
    /// The number of the picture that comes next at the soonest.
    private var next = 0
    /// How many pictures were passed over because of damage.
    private(set) var lostCount = 0

    /// At the film's beginning.
    init(_ file: RegularFile, _ index: FilmIndex, damage: DamageHandling) throws {
        (self.file, self.index, self.damage) = (file, index, damage)
        (demuxer, stream, decoder) = try Self.open(file, index, damage)
        frame = try Frame(place: file.path)
    }

    private static func open(
        _ file: RegularFile, _ index: FilmIndex, _ damage: DamageHandling
    ) throws -> (Demuxer, UnsafeMutablePointer<AVStream>, Deinterlacer) {
        let demuxer = try Demuxer(file, damage: damage)
        let stream = try demuxer.pictures()
        let decoder = try Decoder(
            demuxer, stream, damage: damage, awaitsKey: index.missingStart > 0)
        return (demuxer, stream, try Deinterlacer(decoder, stream, place: file.path))
    }

    /// What the container calls the film's rate, best first.
    var statedRates: [FrameRate] { demuxer.frameRates(of: stream) }

    /// The film's own sound; nil for a silent film.
    var sound: Sound? { demuxer.soundCodec.map { Sound(path: file.path, codec: $0) } }

    /// What the container has besides.
    var accompaniment: Accompaniment {
        demuxer.otherTracks.accompaniment(
            path: file.path, origin: index.clock.seconds(index.times[0]))
    }

    /// What a user should hear of once the first picture has been read.
    var notice: String? { decoder.notice }

    /// The number of the next picture, which is then in `picture`; nil after the last.
    func read(into picture: Frame) throws -> Int? {
        guard let number = try waiting ?? decode() else { return nil }
        waiting = nil
        av_frame_unref(picture.pointer)
        av_frame_move_ref(picture.pointer, frame.pointer)
        return number
    }

    /// After fewer pictures than this from a key to the film's end, FFmpeg's decoder of H.264 lets go of some: it holds
    /// up to 16, and those that the end drives out it does not know to be whole.
    private static let tail = 17

    /// Goes on with a later picture, and decodes as little before it as can be.
    ///
    /// After damage that is held, the next picture may be one after it.
    func go(to number: Int) throws {
        // A whole frame is made of the fields of three.
        let start = decoder.isInterlaced ? max(0, number - 1) : number
        if let nearest = index.key(before: min(start, index.count - Self.tail)),
            index.keys[nearest] > next
        {
            // A container may miss the key that it is asked for, and a decoder may want more than a key.
            let later = (max(0, nearest - 2)...nearest).filter { index.keys[$0] > next }
            for key in later.reversed() {
                if try seek(to: index.keys[key], for: start) { return try pass(until: number) }
            }
            (demuxer, stream, decoder) = try Self.open(file, index, damage)
            (waiting, next) = (nil, 0)
        }
        try pass(until: number)
    }
}

extension FilmReader {
    /// Decodes the pictures before one, and leaves it waiting.
    private func pass(until number: Int) throws {
        while try waiting ?? decode() ?? index.count < number { waiting = nil }
    }

    /// Decodes from a key; false where its container or decoder does not go on early enough for a picture.
    private func seek(to key: Int, for number: Int) throws -> Bool {
        (waiting, next) = (nil, key)
        guard decoder.seek(to: index.times[key]), let found = try? decode(), found <= number else {
            return false
        }
        return true
    }

    /// Decodes the next picture, and leaves it waiting; its number, or nil after the last.
    private func decode() throws -> Int? {
        guard try decoder.next(into: frame) else { return nil }
        let number =
            index.keys.isEmpty
            ? min(next, index.count - 1)
            : index.number(atTick: frame.pointer.pointee.best_effort_timestamp)
        lostCount += max(0, number - next)
        next = number + 1
        waiting = number
        return number
    }
}
