#define SEGUE_LANES 8
#include "../Templates/Convolutions/convolutions.h"
