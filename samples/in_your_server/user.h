#pragma once

#include <string>
#include <vector>

/// What the program knows of a user, in its own terms.
struct User {
  std::string name;
  std::vector<std::string> languages;
};
