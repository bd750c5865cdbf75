#ifndef SEGUE_CFFMPEGLOG_H
#define SEGUE_CFFMPEGLOG_H

/// What FFmpeg logs as an error, kept for the thread that logged it, and never printed.
///
/// A C target of its own: the shim of CFFmpeg is compiled into every Swift file that imports it, and a
/// variable there would exist once in each.

/// Takes FFmpeg's log over, for the whole process.
void segue_log_install(void);

/// Forgets what the calling thread has logged.
void segue_log_clear(void);

/// The calling thread's last line logged as an error, at most 255 bytes; empty if there is none.
const char *segue_log_line(void);

/// The calling thread's last line logged as a warning by an encoder, at most 255 bytes; empty if there
/// is none.
const char *segue_log_encoder_warning(void);

/// How many lines decoders have logged as errors on the calling thread.
int segue_log_decoder_errors(void);

/// How many lines demuxers have logged as errors on the calling thread.
int segue_log_demuxer_errors(void);

#endif
