#pragma once
#include "reading.h"
#include <turbojpeg.h>
