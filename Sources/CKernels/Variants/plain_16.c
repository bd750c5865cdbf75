#define SEGUE_LANES 16
#include "../Templates/convolutions.h"
