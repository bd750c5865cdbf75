#include "CFFmpegLog.h"

#include <libavutil/log.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct log {
    char line[256];
    bool goes_on;  // the line has no end yet
    int decoder_errors;
    int demuxer_errors;
    char warning[256];
};

static _Thread_local struct log kept;

// SVT-AV1 prints what it does on standard error unless the environment says that only what is fatal
// matters (0).  Before main there is no thread yet that could be reading the environment.
__attribute__((constructor)) static void quieten(void) { setenv("SVT_LOG", "0", 0); }

static AVClassCategory category_of(void *object) {
    const AVClass *description = object ? *(const AVClass **)object : NULL;
    if (!description) return AV_CLASS_CATEGORY_NA;
    return description->get_category ? description->get_category(object) : description->category;
}

static void keep(void *object, int level, const char *format, va_list values) {
    if (level > AV_LOG_WARNING) return;
    AVClassCategory category = category_of(object);
    if (level == AV_LOG_WARNING && category == AV_CLASS_CATEGORY_ENCODER) {
        vsnprintf(kept.warning, sizeof kept.warning, format, values);
        kept.warning[strcspn(kept.warning, "\r\n")] = 0;
    }
    if (level > AV_LOG_ERROR) return;
    if (category == AV_CLASS_CATEGORY_DECODER) kept.decoder_errors++;
    if (category == AV_CLASS_CATEGORY_DEMUXER) kept.demuxer_errors++;
    size_t used = kept.goes_on ? strlen(kept.line) : 0;
    vsnprintf(kept.line + used, sizeof kept.line - used, format, values);
    size_t end = strcspn(kept.line, "\r\n");
    kept.goes_on = kept.line[end] == 0;
    kept.line[end] = 0;
}

void segue_log_install(void) { av_log_set_callback(keep); }

void segue_log_clear(void) { memset(&kept, 0, sizeof kept); }

const char *segue_log_line(void) { return kept.line; }

const char *segue_log_encoder_warning(void) { return kept.warning; }

int segue_log_decoder_errors(void) { return kept.decoder_errors; }

int segue_log_demuxer_errors(void) { return kept.demuxer_errors; }
