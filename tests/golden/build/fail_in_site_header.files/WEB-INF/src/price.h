#pragma once
inline int total() { return price_of("all"); }
