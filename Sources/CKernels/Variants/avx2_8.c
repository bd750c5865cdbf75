#if defined(__x86_64__)
#define SEGUE_AVX2
#define SEGUE_LANES 8
#include "../Templates/Convolutions/convolutions.h"
#endif
