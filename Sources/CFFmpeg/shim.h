#pragma once
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Macros that Swift does not import.
static const int segue_error_end = AVERROR_EOF;
static const int segue_error_invalid_data = AVERROR_INVALIDDATA;
static const int segue_error_unknown = AVERROR_UNKNOWN;
static const int64_t segue_no_timestamp = AV_NOPTS_VALUE;

// The error code of an errno value.
static inline int segue_error(int number) { return AVERROR(number); }

// The calling thread's last line logged as an error.  Each object file that names these functions
// has its own copy of the line, so only one Swift file may.
static inline char *segue_log_line(void)
{
    static _Thread_local char line[256];
    return line;
}

static inline void segue_log_take(void *object, int level, const char *format, va_list values)
{
    (void)object;
    if (level > AV_LOG_ERROR) return;
    vsnprintf(segue_log_line(), 256, format, values);
    segue_log_line()[strcspn(segue_log_line(), "\r\n")] = 0;
}

// Keeps FFmpeg from printing; from now on its errors are kept for segue_log_line.
static inline void segue_log_install(void) { av_log_set_callback(segue_log_take); }

static inline void segue_log_clear(void) { segue_log_line()[0] = 0; }
