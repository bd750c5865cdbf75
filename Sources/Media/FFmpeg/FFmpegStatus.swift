import CFFmpeg
import CFFmpegLog
import Glibc

/// The one place where FFmpeg's codes and log lines become text.
///
/// FFmpeg prints nothing from the first use on; what it logs as errors is kept for each thread.
enum FFmpegStatus {
    private static let silenced: Void = segue_log_install()

    /// Forgets what the calling thread has logged; called before what may fail.
    static func begin() {
        _ = silenced
        segue_log_clear()
    }

    /// What an encoder has warned of last on the calling thread since ``begin()``; empty for nothing.
    static var encoderWarning: String { String(cString: segue_log_encoder_warning()) }

    /// How many errors decoders have logged on the calling thread since ``begin()``.
    static var decoderErrors: Int { Int(segue_log_decoder_errors()) }

    /// How many errors demuxers have logged on the calling thread since ``begin()``.
    static var demuxerErrors: Int { Int(segue_log_demuxer_errors()) }

    /// The text of a code, and the calling thread's last error line in brackets where there is one.
    static func text(_ code: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        av_strerror(code, &buffer, buffer.count)
        let name = string(buffer)
        let line = String(cString: segue_log_line())
        return line.isEmpty ? name : "\(name) (\(line))"
    }

    private static func string(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Throws ``MediaError/outOfMemory(place:call:)`` for the code that means so,
    /// ``MediaError/libraryFailure(place:call:reason:)`` for any other negative code, and otherwise
    /// returns it.
    @discardableResult
    static func check(_ code: Int32, _ call: String, place: String) throws -> Int32 {
        guard code < 0 else { return code }
        try checkMemory(code, call, place: place)
        throw MediaError.libraryFailure(place: place, call: call, reason: text(code))
    }

    /// Throws ``MediaError/outOfMemory(place:call:)`` for the code that means so, and for any other
    /// failure of which FFmpeg or x264 logged that an allocation failed.
    static func checkMemory(_ code: Int32, _ call: String, place: String) throws {
        guard code < 0 else { return }
        let line = String(cString: segue_log_line())
        guard code == segue_error(ENOMEM) || line.contains("malloc of size") else { return }
        throw MediaError.outOfMemory(place: place, call: call)
    }

    /// The pointer, or an error that says memory ran out in `call`.
    static func made<T>(_ pointer: T?, _ call: String, place: String) throws -> T {
        guard let pointer else { throw MediaError.outOfMemory(place: place, call: call) }
        return pointer
    }
}
