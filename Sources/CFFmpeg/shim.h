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

// Macros that Swift does not import.
static const int segue_error_end = AVERROR_EOF;
static const int segue_error_invalid_data = AVERROR_INVALIDDATA;
static const int segue_error_unknown = AVERROR_UNKNOWN;
static const int64_t segue_no_timestamp = AV_NOPTS_VALUE;

// The error code of an errno value.
static inline int segue_error(int number) { return AVERROR(number); }
