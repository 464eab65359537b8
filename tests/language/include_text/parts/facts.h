#include "base.h"
n(BASE).
