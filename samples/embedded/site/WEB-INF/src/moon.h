#pragma once

#include <string>
#include <vector>

/// A full moon: month and day of a year.
struct Moon {
  std::string month;
  int day = 1;
};

/// By the mean length of a lunation: right to a day.
std::vector<Moon> full_moons(int year);
