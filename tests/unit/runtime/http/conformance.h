#ifndef QUIRE_TESTS_UNIT_RUNTIME_HTTP_CONFORMANCE_H_
#define QUIRE_TESTS_UNIT_RUNTIME_HTTP_CONFORMANCE_H_

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace quire::http {

/// A file of cases collected from other projects, from the folder that the
/// variable QUIRE_CONFORMANCE names; nothing, with a warning, without it.
inline std::optional<boost::json::object> read_conformance(const std::string& name) {
  const char* folder = std::getenv("QUIRE_CONFORMANCE");
  const std::string path = std::string(folder ? folder : QUIRE_CONFORMANCE) + "/" + name;
  std::ifstream file(path);
  if (!file) {
    WARN("skipped: no " + path);
    return std::nullopt;
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return boost::json::parse(text).as_object();
}

inline std::string text_of(const boost::json::value& value) { return std::string(value.as_string()); }

}  // namespace quire::http

#endif  // QUIRE_TESTS_UNIT_RUNTIME_HTTP_CONFORMANCE_H_
