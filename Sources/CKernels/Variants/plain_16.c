#define SEGUE_LANES 16
#include "../Templates/Convolutions/convolutions.h"
