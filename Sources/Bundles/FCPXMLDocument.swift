import Imaging
import Timelines

/// A project for Final Cut Pro in FCPXML 1.10; times are exact fractions of seconds.
///
/// Source: Apple, "FCPXML Reference", version 1.10: resources, asset, asset-clip, marker.
struct FCPXMLDocument {
    private let handoff: Handoff

    init(_ handoff: Handoff) { self.handoff = handoff }

    /// The document.
    var text: String {
        let (frame, start) = (time(1), handoff.timecode?.hour ?? 0)
        let format = XMLElement(
            "format",
            [
                "id": "r1", "name": "FFVideoFormatRateUndefined", "frameDuration": frame,
                "width": "\(handoff.size.width)", "height": "\(handoff.size.height)",
                "colorSpace": "1-1-1 (Rec. 709)",
            ])
        let form = handoff.timecode?.dropsFrames == true ? "DF" : "NDF"
        let clip = XMLElement(
            "asset-clip",
            [
                "ref": "r2", "name": handoff.name, "offset": time(start),
                "duration": time(handoff.frameCount), "start": "0s", "format": "r1",
                "tcFormat": form,
            ],
            handoff.markers.map { marker in
                XMLElement(
                    "marker",
                    ["start": time(marker.frame), "duration": frame, "value": marker.name])
            })
        let sequence = XMLElement(
            "sequence",
            [
                "format": "r1", "duration": time(handoff.frameCount), "tcStart": time(start),
                "tcFormat": form,
            ], [XMLElement("spine", [:], [clip])])
        return XMLElement(
            "fcpxml", ["version": "1.10"],
            [
                XMLElement("resources", [:], [format, asset]),
                XMLElement(
                    "library", [:],
                    [
                        XMLElement(
                            "event", ["name": handoff.name],
                            [XMLElement("project", ["name": handoff.name], [sequence])])
                    ]),
            ]
        ).document(type: "fcpxml")
    }

    /// The movie; where there is none, the first of the numbered files.
    private var asset: XMLElement {
        let path = handoff.movie?.path ?? handoff.sequence?.path(ofFrame: 0) ?? ""
        let media = XMLElement(
            "media-rep", ["kind": "original-media", "src": path.percentEncoded])
        let duration = time(handoff.frameCount)
        guard let sound = handoff.movie?.sound else {
            return XMLElement(
                "asset",
                [
                    "id": "r2", "name": handoff.name, "start": "0s", "duration": duration,
                    "hasVideo": "1", "format": "r1",
                ], [media])
        }
        return XMLElement(
            "asset",
            [
                "id": "r2", "name": handoff.name, "start": "0s", "duration": duration,
                "hasVideo": "1", "format": "r1", "hasAudio": "1", "audioSources": "1",
                "audioChannels": "\(sound.channels)", "audioRate": "\(sound.sampleRate)",
            ], [media])
    }

    /// A number of frames in seconds: a multiple of a frame, as Final Cut wants it.
    private func time(_ frames: Int) -> String {
        let (ticks, second) = (
            Int64(frames) * handoff.frameRate.denominator, handoff.frameRate.numerator
        )
        return ticks == 0 ? "0s" : second == 1 ? "\(ticks)s" : "\(ticks)/\(second)s"
    }
}
