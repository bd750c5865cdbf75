import Foundation
import Timelines

/// A timeline for OpenTimelineIO, which Resolve, Blender's and Kdenlive's importers and many pipelines read.
///
/// Source: OpenTimelineIO's serialised schemata, Timeline.1 … Clip.2, of version 0.15 on.
struct OTIODocument {
    private let handoff: Handoff

    init(_ handoff: Handoff) { self.handoff = handoff }

    /// JSON of the timeline.
    func text() throws -> String {
        var tracks: [Value] = [track(kind: "Video", markers: markers)]
        if handoff.movie?.sound != nil { tracks.append(track(kind: "Audio", markers: [])) }
        let start = handoff.timecode.map { time(Double($0.hour)) } ?? .null
        let document = object(
            "Timeline.1", name: handoff.name,
            [
                "global_start_time": start,
                "tracks": object("Stack.1", name: "tracks", ["children": .list(tracks)]),
            ])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private func track(kind: String, markers: [Value]) -> Value {
        object(
            "Track.1", name: kind,
            ["kind": .text(kind), "children": .list([clip(isVideo: kind == "Video", markers)])])
    }

    /// The whole render; what is used is the movie, where there is one, since not every program reads numbered
    /// files from here.
    private func clip(isVideo: Bool, _ markers: [Value]) -> Value {
        var references: [String: Value] = [:]
        if let movie = handoff.movie {
            references["DEFAULT_MEDIA"] = .object([
                "OTIO_SCHEMA": .text("ExternalReference.1"), "name": .text(handoff.name),
                "target_url": .text(movie.path.percentEncoded), "available_range": range(from: 0),
                "metadata": .object([:]), "available_image_bounds": .null,
            ])
        }
        if isVideo, let sequence = handoff.sequence {
            let key = references.isEmpty ? "DEFAULT_MEDIA" : "frames"
            references[key] = .object([
                "OTIO_SCHEMA": .text("ImageSequenceReference.1"), "name": .text(handoff.name),
                "target_url_base": .text(sequence.folder.percentEncoded),
                "name_prefix": .text(sequence.prefix.percentEncoded),
                "name_suffix": .text(sequence.suffix.percentEncoded),
                "start_frame": .number(sequence.firstNumber), "frame_step": .number(1),
                "frame_zero_padding": .number(sequence.digits), "rate": .real(rate),
                "missing_frame_policy": .text("error"), "available_range": range(from: 0),
                "metadata": .object([:]), "available_image_bounds": .null,
            ])
        }
        return object(
            "Clip.2", name: handoff.name,
            [
                "source_range": range(from: 0), "media_references": .object(references),
                "active_media_reference_key": .text("DEFAULT_MEDIA"), "markers": .list(markers),
            ])
    }

    private var markers: [Value] {
        handoff.markers.map { marker in
            .object([
                "OTIO_SCHEMA": .text("Marker.2"), "name": .text(marker.name),
                "color": .text(marker.path == 0 ? "BLUE" : "GREEN"),
                "marked_range": range(from: marker.frame, count: 1), "comment": .text(""),
                "metadata": .object([:]),
            ])
        }
    }

    private var rate: Double { handoff.frameRate.framesPerSecond }

    private func time(_ frames: Double) -> Value {
        .object([
            "OTIO_SCHEMA": .text("RationalTime.1"), "rate": .real(rate), "value": .real(frames),
        ])
    }

    private func range(from frame: Int, count: Int? = nil) -> Value {
        .object([
            "OTIO_SCHEMA": .text("TimeRange.1"), "start_time": time(Double(frame)),
            "duration": time(Double(count ?? handoff.frameCount)),
        ])
    }

    /// An item of a timeline with the members that all have.
    private func object(_ schema: String, name: String, _ members: [String: Value]) -> Value {
        var all: [String: Value] = [
            "OTIO_SCHEMA": .text(schema), "name": .text(name), "metadata": .object([:]),
        ]
        if schema != "Timeline.1" {
            all["effects"] = .list([])
            all["enabled"] = .truth(true)
            all["source_range"] = .null
            all["markers"] = .list([])
            all["color"] = .null
        }
        return .object(all.merging(members) { $1 })
    }

    /// A value of JSON.
    private indirect enum Value: Encodable {
        case null
        case truth(Bool)
        case number(Int)
        case real(Double)
        case text(String)
        case list([Value])
        case object([String: Value])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .truth(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .real(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            case .list(let values): try container.encode(values)
            case .object(let members): try container.encode(members)
            }
        }
    }
}
