#pragma once
#include <string>
inline std::size_t count_words(const std::string& text) {
  std::stringstream words(text);
  return static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(words), {}));
}
