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
        let codec = stream.pointee.codecpar.pointee.codec_id
        var hasKey = false
        while try demuxer.read(into: packet, position: " at \(position(stream))") {
            let data = packet.pointer.pointee
            guard data.stream_index == stream.pointee.index else { continue }
            let isKey = data.flags & AV_PKT_FLAG_KEY != 0
            hasKey = hasKey || isKey
            if data.pts == segue_no_timestamp || data.size == 0 { areTimed = false }
            guard data.flags & AV_PKT_FLAG_DISCARD == 0, Self.isShown(data, codec) else { continue }
            if !hasKey { missingStart += 1 }
            pictures.append(Picture(time: data.pts, duration: data.duration, isKey: isKey))
        }
        if !hasKey { (missingStart, areTimed) = (0, false) }
        let isInterlaced = stream.pointee.codecpar.pointee.field_order.rawValue > 1
        areTimed =
            areTimed && Self.holdOne(codec, isInterlaced: isInterlaced, demuxer.keepsFramesWhole)
            && !hasLeading && Set(pictures.map(\.time)).count == pictures.count
    }

    /// Whether a packet shows what it holds: in VP8 some only serve others (RFC 6386, 9.1, show_frame).
    private static func isShown(_ packet: AVPacket, _ codec: AVCodecID) -> Bool {
        guard codec == AV_CODEC_ID_VP8, packet.size > 0, let data = packet.data else { return true }
        return data[0] & 0x10 != 0
    }

    /// Whether the first picture that needs no other is stored before some that are shown before it: they
    /// may need what is not there.
    private var hasLeading: Bool {
        let kept = pictures.dropFirst(missingStart)
        guard let first = kept.first else { return false }
        return kept.contains { $0.time < first.time }
    }

    /// Whether a packet is always one picture.
    ///
    /// Streams that are cut into pictures only for reading may have one for each field, and MPEG-4 two pictures in a
    /// packet and then none, as AVI needs it.
    private static func holdOne(
        _ codec: AVCodecID, isInterlaced: Bool, _ keepsFramesWhole: Bool
    ) -> Bool {
        switch codec {
        case AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO:
            keepsFramesWhole || !isInterlaced
        case AV_CODEC_ID_MPEG4: keepsFramesWhole
        case AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1, AV_CODEC_ID_THEORA,
            AV_CODEC_ID_PRORES, AV_CODEC_ID_DNXHD, AV_CODEC_ID_MJPEG, AV_CODEC_ID_FFV1,
            AV_CODEC_ID_FFVHUFF, AV_CODEC_ID_HUFFYUV, AV_CODEC_ID_UTVIDEO, AV_CODEC_ID_GIF,
            AV_CODEC_ID_PNG, AV_CODEC_ID_APNG, AV_CODEC_ID_RAWVIDEO, AV_CODEC_ID_CFHD,
            AV_CODEC_ID_DVVIDEO, AV_CODEC_ID_V210, AV_CODEC_ID_QTRLE:
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
