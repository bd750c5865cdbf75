#include "vectors.h"
#include "factors.h"

#include "winograd_dense.h"
#include "winograd_kernels.h"

#include "winograd_strided.h"
#include "winograd_kernels.h"

#include "factors_end.h"
#include "vectors_end.h"
