import CFFmpeg

/// What the packets of a film say of its pictures, without decoding any.
struct FilmPackets {
    /// A picture as its packet announces it.
    struct Picture {
        /// In ticks.
        let time: Int64
        let duration: Int64
        /// Whether it needs no other.
        let isKey: Bool
    }

    /// Pictures that are shown, in the order in which they are stored.
    private(set) var pictures: [Picture] = []

    /// Whether there is one picture for each packet, each at a time of its own.
    private(set) var areTimed = true

    /// How many pictures are stored before the first that needs no other.
    private(set) var missingStart = 0

    /// Reads all packets of the stream.
    init(_ demuxer: Demuxer, _ stream: UnsafeMutablePointer<AVStream>) throws {
        demuxer.keepOnly(stream)
        let packet = try Packet(place: demuxer.path)
        var hasKey = false
        while try demuxer.read(into: packet, position: " at \(position(stream))") {
            let data = packet.pointer.pointee
            guard data.stream_index == stream.pointee.index else { continue }
            let isKey = data.flags & AV_PKT_FLAG_KEY != 0
            hasKey = hasKey || isKey
            if data.pts == segue_no_timestamp || data.size == 0 { areTimed = false }
            guard data.flags & AV_PKT_FLAG_DISCARD == 0 else { continue }
            if !hasKey { missingStart += 1 }
            pictures.append(Picture(time: data.pts, duration: data.duration, isKey: isKey))
        }
        if !hasKey { (missingStart, areTimed) = (0, false) }
        let codec = stream.pointee.codecpar.pointee
        areTimed =
            areTimed && Self.holdOne(codec.codec_id) && codec.field_order.rawValue < 2
            && !hasLeading && Set(pictures.map(\.time)).count == pictures.count
    }

    /// Whether the first picture that needs no other is stored before some that are shown before it: they
    /// may need what is not there.
    private var hasLeading: Bool {
        let kept = pictures.dropFirst(missingStart)
        guard let first = kept.first else { return false }
        return kept.contains { $0.time < first.time }
    }

    /// Whether a packet of a codec is always one picture.  Of others, some packets show none, or two: those
    /// of VP8 and of MPEG-4 from AVI among them.
    private static func holdOne(_ codec: AVCodecID) -> Bool {
        switch codec {
        case AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1,
            AV_CODEC_ID_PRORES, AV_CODEC_ID_DNXHD, AV_CODEC_ID_MJPEG, AV_CODEC_ID_FFV1,
            AV_CODEC_ID_FFVHUFF, AV_CODEC_ID_HUFFYUV, AV_CODEC_ID_UTVIDEO, AV_CODEC_ID_GIF,
            AV_CODEC_ID_PNG, AV_CODEC_ID_APNG, AV_CODEC_ID_RAWVIDEO, AV_CODEC_ID_CFHD,
            AV_CODEC_ID_DVVIDEO, AV_CODEC_ID_V210, AV_CODEC_ID_QTRLE, AV_CODEC_ID_WRAPPED_AVFRAME:
            true
        default: false
        }
    }

    /// Where in the film reading is, for messages.
    private func position(_ stream: UnsafeMutablePointer<AVStream>) -> String {
        guard let latest = pictures.last, latest.time != segue_no_timestamp else {
            return "picture \(pictures.count)"
        }
        let seconds = FilmClock(stream).seconds(latest.time)
        return "picture \(pictures.count), \((seconds * 100).rounded() / 100) s"
    }
}
