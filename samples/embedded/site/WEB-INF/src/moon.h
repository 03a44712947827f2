#pragma once

#include <string>
#include <vector>

/// The date of a full moon.
struct Moon {
  std::string month;
  int day = 1;
};

/// The full moons of a year, computed from the mean lunation; accurate to a day.
std::vector<Moon> full_moons(int year);
