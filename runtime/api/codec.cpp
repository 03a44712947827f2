#include <quire/codec.h>

#include <stdexcept>

namespace quire::detail {

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Removes `quire::units::p_<hash>_<hash>::`, which identifies a page's version.
void strip_page_namespaces(std::string& text) {
  constexpr std::string_view kPrefix = "quire::units::p_";
  for (std::size_t at = text.find(kPrefix); at != std::string::npos; at = text.find(kPrefix, at)) {
    const std::size_t end = text.find("::", at + kPrefix.size());
    if (end == std::string::npos) return;
    text.erase(at, end + 2 - at);
  }
}

}  // namespace

const Value& without_objects(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kList:
      for (const Value& item : value.as_list()) without_objects(item);
      break;
    case Value::Kind::kMap:
      for (const auto& entry : value.as_map()) without_objects(entry.second);
      break;
    case Value::Kind::kObject:
      throw std::logic_error(
          "a lambda, stream or implicit object of the Expression Language exists only in its expression and cannot be "
          "stored");
    default:
      break;
  }
  return value;
}

std::string type_name(std::string_view pretty_function) {
  // Clang: `… [T = int]`; g++: `… [with T = int; std::string = …]`.
  constexpr std::string_view kMark = "T = ";
  const std::size_t begin = pretty_function.find(kMark) + kMark.size();
  std::size_t end = pretty_function.find(';', begin);
  if (end == std::string_view::npos) end = pretty_function.rfind(']');
  std::string name(pretty_function.substr(begin, end - begin));
  strip_page_namespaces(name);
  replace_all(name, "std::__cxx11::", "std::");
  replace_all(name, "std::basic_string<char>", "std::string");
  return name;
}

void wrong_type(std::string_view name, const std::string& held, const std::string& asked) {
  throw std::logic_error("`" + std::string(name) + "` has type `" + held + "`, but was read as `" + asked + "`");
}

}  // namespace quire::detail
