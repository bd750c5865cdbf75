#define SEGUE_LANES 8
#include "../Templates/convolutions.h"
