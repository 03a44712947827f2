#include "compiler/import/imported_name.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

struct Ending {
  std::string_view jsp;
  std::string_view page;
};

constexpr Ending kEndings[] = {{".jsp", ".page"}, {".jspf", ".pagef"}, {".jspx", ".pagex"},
                               {".tag", ".tag"},  {".tagx", ".tagx"},  {".tagf", ".tagf"}};

const Ending* ending_of(std::string_view path) {
  const auto* ending = std::ranges::find_if(kEndings, [&](const Ending& each) { return path.ends_with(each.jsp); });
  return ending == std::end(kEndings) ? nullptr : ending;
}

}  // namespace

bool is_jsp_file(std::string_view path) { return ending_of(path) != nullptr; }

std::string imported_name(std::string_view path) {
  const Ending* ending = ending_of(path);
  if (ending == nullptr) return std::string(path);
  return std::string(path.substr(0, path.size() - ending->jsp.size())) + std::string(ending->page);
}

std::string imported_link(std::string_view link) {
  const std::size_t end = std::min(link.find_first_of("?#;"), link.size());
  const std::string_view path = link.substr(0, end);
  const bool is_elsewhere = path.starts_with("//") || path.find(':') != std::string_view::npos;
  if (is_elsewhere) return std::string(link);
  return imported_name(path) + std::string(link.substr(end));
}

std::string imported_literal(std::string_view code) {
  const bool is_literal = code.size() >= 2 && code.front() == '"' && code.find('"', 1) == code.size() - 1;
  if (!is_literal) return std::string(code);
  return "\"" + imported_link(code.substr(1, code.size() - 2)) + "\"";
}

}  // namespace quire::compiler
