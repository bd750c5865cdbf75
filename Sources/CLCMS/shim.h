#pragma once
#include <lcms2.h>

// Macros that Swift does not import.
static const cmsUInt32Number segue_lcms_rgb_float = TYPE_RGB_FLT;
static const cmsUInt32Number segue_lcms_gray_float = TYPE_GRAY_FLT;
static const cmsUInt32Number segue_lcms_no_cache = cmsFLAGS_NOCACHE;
