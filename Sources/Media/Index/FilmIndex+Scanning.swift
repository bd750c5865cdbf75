import CFFmpeg
import Files
import Timelines

extension FilmIndex {
    /// Reads a film's packets, and decodes it where these do not say when its pictures are shown.
    ///
    /// Throws ``MediaError/badInput(place:found:expected:)`` for a film without pictures and, unless damage is
    /// held, for one that is damaged or cut short.
    init(_ file: RegularFile, damage: DamageHandling = .error) throws {
        let demuxer = try Demuxer(file, damage: damage)
        let stream = try demuxer.pictures()
        let packets = try FilmPackets(demuxer, stream)
        let clock = FilmClock(stream)
        guard packets.areTimed else {
            self = try Self.decoding(file, packets, damage)
            return
        }
        let kept = packets.pictures.dropFirst(packets.missingStart).sorted { $0.time < $1.time }
        guard let last = kept.last else { throw Self.noFrames(file.path) }
        times = kept.map(\.time)
        keys = kept.indices.filter { kept[$0].isKey }.map { $0 - kept.startIndex }
        end = try Self.end(times, lasting: last.duration, clock, place: file.path)
        missingStart = packets.missingStart
        self.clock = clock
    }

    /// Counts by decoding.  What has no time follows the picture before at the container's rate.
    private static func decoding(
        _ file: RegularFile, _ packets: FilmPackets, _ damage: DamageHandling
    ) throws -> FilmIndex {
        let demuxer = try Demuxer(file, damage: damage)
        let stream = try demuxer.pictures()
        let decoder = try Decoder(
            demuxer, stream, damage: damage, awaitsKey: packets.missingStart > 0)
        let clock = FilmClock(stream)
        let usual = demuxer.frameRates(of: stream).first.map { 1 / $0.framesPerSecond } ?? 0.04
        let step = max(1, Int64(exactly: (usual / clock.seconds(1)).rounded()) ?? 1)
        let frame = try Frame(place: file.path)
        var times: [Int64] = []
        var duration: Int64 = 0
        var isTimed = true
        while try decoder.next(into: frame) {
            let picture = frame.pointer.pointee
            let time = picture.best_effort_timestamp
            let isKnown = time != segue_no_timestamp
            isTimed = isTimed && isKnown && times.last.map { $0 < time } ?? true
            duration = picture.pkt_duration > 0 ? picture.pkt_duration : step
            let next = times.last.map { $0 &+ step } ?? 0
            times.append(isKnown ? max(time, times.last ?? time) : next)
        }
        guard !times.isEmpty else { throw noFrames(file.path) }
        // With times that the packets know too, the film can be read from any key on.
        let known = Set(packets.pictures.filter(\.isKey).map(\.time))
        return FilmIndex(
            times: times, end: try end(times, lasting: duration, clock, place: file.path),
            clock: clock, keys: isTimed ? times.indices.filter { known.contains(times[$0]) } : [],
            missingStart: packets.missingStart)
    }

    private static func noFrames(_ place: String) -> MediaError {
        .badInput(place: place, found: "no frames", expected: "at least one")
    }

    /// When the last picture is over; one without a length lasts as long as the one before.
    private static func end(
        _ times: [Int64], lasting duration: Int64, _ clock: FilmClock, place: String
    ) throws -> Int64 {
        let last = times[times.count - 1]
        let before = times.count > 1 ? last &- times[times.count - 2] : 0
        let (end, overflow) = last.addingReportingOverflow(max(1, duration > 0 ? duration : before))
        let (length, lengthOverflow) = end.subtractingReportingOverflow(times[0])
        guard !overflow, !lengthOverflow, clock.time(length) != nil else {
            throw MediaError.badInput(
                place: place, found: "a picture at an impossible time",
                expected: "times within the film")
        }
        return end
    }
}
