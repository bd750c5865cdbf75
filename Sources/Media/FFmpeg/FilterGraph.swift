import CFFmpeg
import Glibc

/// A graph of FFmpeg's filters with `buffer` or `abuffer` sources, numbered as they stand in its
/// description, and one `buffersink` or `abuffersink`.
final class FilterGraph {
    private let place: String
    private let graph: UnsafeMutablePointer<AVFilterGraph>
    private var sources: [UnsafeMutablePointer<AVFilterContext>] = []
    private var sink: UnsafeMutablePointer<AVFilterContext>?

    /// A graph from FFmpeg's own notation.
    ///
    /// Throws ``MediaError/encoderMissing(place:name:)`` when one of `needed`, the filters in it, is
    /// not there.
    init(_ description: String, needed: [String], place: String) throws {
        FFmpegStatus.begin()
        for name in needed where avfilter_get_by_name(name) == nil {
            throw MediaError.encoderMissing(place: place, name: "\(name) filter")
        }
        self.place = place
        graph = try FFmpegStatus.made(
            avfilter_graph_alloc(), "avfilter_graph_alloc", place: place)
        // One thread, for the same result on every machine.
        graph.pointee.nb_threads = 1
        var inputs: UnsafeMutablePointer<AVFilterInOut>?
        var outputs: UnsafeMutablePointer<AVFilterInOut>?
        defer {
            avfilter_inout_free(&inputs)
            avfilter_inout_free(&outputs)
        }
        try FFmpegStatus.check(
            avfilter_graph_parse2(graph, description, &inputs, &outputs),
            "avfilter_graph_parse2", place: place)
        findEnds()
        try FFmpegStatus.check(
            avfilter_graph_config(graph, nil), "avfilter_graph_config", place: place)
    }

    deinit {
        var released: UnsafeMutablePointer<AVFilterGraph>? = graph
        avfilter_graph_free(&released)
    }

    private func findEnds() {
        for index in 0..<Int(graph.pointee.nb_filters) {
            guard let filter = graph.pointee.filters[index] else { continue }
            switch String(cString: filter.pointee.filter.pointee.name) {
            case "buffer", "abuffer": sources.append(filter)
            case "buffersink", "abuffersink": sink = filter
            default: break
            }
        }
    }

    /// Hands a frame to a source, which leaves it as it is, and has the filters take it at once, so
    /// that none pile up before ``pull(into:)``; nil says that none follows.
    func push(_ frame: Frame?, to source: Int = 0) throws {
        let flags = Int32(AV_BUFFERSRC_FLAG_KEEP_REF) | Int32(AV_BUFFERSRC_FLAG_PUSH)
        try FFmpegStatus.check(
            av_buffersrc_add_frame_flags(sources[source], frame?.pointer, flags),
            "av_buffersrc_add_frame_flags", place: place)
    }

    /// The next frame that comes out; false when there is none yet, or none any more.
    func pull(into frame: Frame) throws -> Bool {
        frame.clear()
        let code = av_buffersink_get_frame(sink, frame.pointer)
        if code == segue_error(EAGAIN) || code == segue_error_end { return false }
        try FFmpegStatus.check(code, "av_buffersink_get_frame", place: place)
        return true
    }
}
