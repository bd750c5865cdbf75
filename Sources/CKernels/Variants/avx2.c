#if defined(__x86_64__)
#define SEGUE_AVX2
#include "../Templates/kernels.h"
#endif
