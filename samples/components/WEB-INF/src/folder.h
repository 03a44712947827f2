#pragma once

#include <string>
#include <vector>

struct Folder {
  std::string name;
  std::vector<Folder> folders = {};
};
