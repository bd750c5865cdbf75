// Asserts, which hold in debug builds: for those the package manager defines DEBUG.
#pragma once
#ifndef DEBUG
#define NDEBUG
#endif
#include <assert.h>
