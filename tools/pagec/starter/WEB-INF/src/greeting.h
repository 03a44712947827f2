#pragma once

#include <string_view>

/// The greeting for an hour of the day, 0 to 23.
inline std::string_view greeting(int hour) {
  if (hour < 5) return "Good night";
  if (hour < 12) return "Good morning";
  if (hour < 18) return "Good afternoon";
  return "Good evening";
}
