#pragma once
#include "price.h"
