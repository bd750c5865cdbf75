#include "../Templates/kernels.h"
