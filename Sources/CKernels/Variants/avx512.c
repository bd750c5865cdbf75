#if defined(__x86_64__)
#define SEGUE_AVX512
#include "../Templates/kernels.h"
#endif
