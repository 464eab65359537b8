#ifndef BASE_H
#define BASE_H
#define BASE 10
#endif
#include "nothing.h"
