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
// has its own copy of the line and the counts, so only one Swift file may.
static inline char *segue_log_line(void)
{
    static _Thread_local char line[256];
    return line;
}

// How many lines decoders [0] and demuxers [1] have logged as errors on the calling thread, and whether
// the last one goes on [2].
static inline int *segue_log_counts(void)
{
    static _Thread_local int counts[3];
    return counts;
}

// The category of what logs, AVClass's; 0 where it has none.
static inline int segue_log_category(void *object)
{
    const AVClass *description = object ? *(const AVClass **)object : NULL;
    if (!description) return 0;
    return description->get_category ? (int)description->get_category(object)
                                     : (int)description->category;
}

static inline void segue_log_take(void *object, int level, const char *format, va_list values)
{
    if (level > AV_LOG_ERROR) return;
    int category = segue_log_category(object);
    if (category == AV_CLASS_CATEGORY_DECODER) segue_log_counts()[0]++;
    if (category == AV_CLASS_CATEGORY_DEMUXER) segue_log_counts()[1]++;
    char *line = segue_log_line();
    size_t used = segue_log_counts()[2] ? strlen(line) : 0;
    vsnprintf(line + used, 256 - used, format, values);
    size_t end = strcspn(line, "\r\n");
    segue_log_counts()[2] = line[end] == 0;
    line[end] = 0;
}

// Keeps FFmpeg from printing; from now on its errors are kept for segue_log_line.
static inline void segue_log_install(void) { av_log_set_callback(segue_log_take); }

static inline void segue_log_clear(void)
{
    segue_log_line()[0] = 0;
    memset(segue_log_counts(), 0, 3 * sizeof(int));
}
