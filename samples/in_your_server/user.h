#pragma once

#include <string>
#include <vector>

/// A user of the program.
struct User {
  std::string name;
  std::vector<std::string> languages;
};
