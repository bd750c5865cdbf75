import Imaging
import Timelines

/// A sequence in Final Cut Pro 7's XML, version 5, which Premiere, Resolve and others read.
///
/// Source: Apple, "Final Cut Pro XML Interchange Format", xmeml version 5.
struct FCP7Document {
    private let handoff: Handoff
    private let timecode: Timecode

    /// Nil for a rate without timecode, which the format cannot say.
    init?(_ handoff: Handoff) {
        guard let timecode = handoff.timecode else { return nil }
        (self.handoff, self.timecode) = (handoff, timecode)
    }

    /// The document.
    var text: String {
        var tracks = [XMLElement("video", [:], [format, XMLElement("track", [:], [clip(1)])])]
        if handoff.movie?.sound != nil {
            tracks.append(XMLElement("audio", [:], [XMLElement("track", [:], [clip(2)])]))
        }
        let sequence = XMLElement(
            "sequence", ["id": "sequence-1"],
            [
                XMLElement("name", text: handoff.name), duration, rate,
                XMLElement(
                    "timecode", [:],
                    [
                        rate,
                        XMLElement("string", text: timecode.text(ofFrame: timecode.hour)),
                        XMLElement("frame", text: "\(timecode.hour)"),
                        XMLElement("displayformat", text: timecode.dropsFrames ? "DF" : "NDF"),
                    ]), XMLElement("media", [:], tracks),
            ] + handoff.markers.map(marker))
        return XMLElement("xmeml", ["version": "5"], [sequence]).document(type: "xmeml")
    }

    private var rate: XMLElement {
        XMLElement(
            "rate", [:],
            [
                XMLElement("timebase", text: "\(timecode.base)"),
                XMLElement("ntsc", text: timecode.isFractional ? "TRUE" : "FALSE"),
            ])
    }

    private var duration: XMLElement { XMLElement("duration", text: "\(handoff.frameCount)") }

    private var format: XMLElement {
        XMLElement("format", [:], [samples])
    }

    private var samples: XMLElement {
        XMLElement(
            "samplecharacteristics", [:],
            [
                rate, XMLElement("width", text: "\(handoff.size.width)"),
                XMLElement("height", text: "\(handoff.size.height)"),
                XMLElement("pixelaspectratio", text: "square"),
                XMLElement("fielddominance", text: "none"),
            ])
    }

    private func clip(_ number: Int) -> XMLElement {
        XMLElement(
            "clipitem", ["id": "clipitem-\(number)"],
            [
                XMLElement("name", text: handoff.name), duration, rate,
                XMLElement("start", text: "0"), XMLElement("end", text: "\(handoff.frameCount)"),
                XMLElement("in", text: "0"), XMLElement("out", text: "\(handoff.frameCount)"),
                number == 1 ? file : XMLElement("file", ["id": "file-1"]),
                XMLElement(
                    "sourcetrack", [:],
                    [
                        XMLElement("mediatype", text: number == 1 ? "video" : "audio"),
                        XMLElement("trackindex", text: "1"),
                    ]),
            ])
    }

    /// The movie; where there is none, the first of the numbered files, which importers take for all.
    private var file: XMLElement {
        let path = handoff.movie?.path ?? handoff.sequence?.path(ofFrame: 0) ?? ""
        var media = [XMLElement("video", [:], [samples])]
        if let sound = handoff.movie?.sound {
            media.append(
                XMLElement(
                    "audio", [:],
                    [
                        XMLElement(
                            "samplecharacteristics", [:],
                            [
                                XMLElement("depth", text: "16"),
                                XMLElement("samplerate", text: "\(sound.sampleRate)"),
                            ]), XMLElement("channelcount", text: "\(sound.channels)"),
                    ]))
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return XMLElement(
            "file", ["id": "file-1"],
            [
                XMLElement("name", text: name),
                XMLElement("pathurl", text: path.percentEncoded), rate, duration,
                XMLElement("media", [:], media),
            ])
    }

    private func marker(_ marker: Handoff.Marker) -> XMLElement {
        XMLElement(
            "marker", [:],
            [
                XMLElement("name", text: marker.name), XMLElement("comment", text: ""),
                XMLElement("in", text: "\(marker.frame)"), XMLElement("out", text: "-1"),
            ])
    }
}
