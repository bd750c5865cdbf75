#if defined(__x86_64__)
#define SEGUE_AVX512
#define SEGUE_LANES 16
#include "../Templates/Convolutions/convolutions.h"
#endif
