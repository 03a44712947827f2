#include "compiler/emit/headers.h"

#include "compiler/ast/visit.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace quire::compiler {
namespace {

void add_headers(const Page& page, std::set<std::string_view>& headers) {
  const PageSettings& settings = page.settings;
  if (!settings.params.empty()) headers.insert("param.h");
  const auto converts = [](const Parameter& p) { return p.fallback || p.min || p.max; };
  if (std::ranges::any_of(settings.params, converts) || std::ranges::any_of(settings.arguments, converts))
    headers.insert("attribute.h");
  if (settings.is_error_page) headers.insert("error_report.h");
  if (std::ranges::find(page.libraries, TagLibrary::Kind::kFunctions, &TagLibrary::kind) != page.libraries.end())
    headers.insert("functions.h");
  for_each_node_and_part(page.nodes, [&](const Node& node) {
    if (node.kind == NodeKind::kEl) headers.insert("el.h");
    // Lists and structs are printed as JSON there.
    const auto takes_json = [](const ValuePlace& place) {
      return place.part == ValuePart::kJs || place.part == ValuePart::kJson;
    };
    if (std::ranges::any_of(node.place, takes_json)) headers.insert("json.h");
    if (node.kind == NodeKind::kTag) headers.insert({"slot.h", "tag.h"});
    if (node.kind == NodeKind::kStandardTag) {
      headers.insert("core.h");
      const KnownLibrary library = library_of(node.standard);
      if (library == KnownLibrary::kFormat) headers.insert("format.h");
      if (library == KnownLibrary::kForm) headers.insert("form.h");
      if (library == KnownLibrary::kSecurity) headers.insert("security.h");
      if (is_loop(node.standard)) headers.insert("core_loop.h");
      if (makes_url(node.standard)) headers.insert("core_link.h");
      if (!node.slots.empty()) headers.insert("slot.h");
    }
    if (node.action == ActionKind::kNone) return;
    if (node.action == ActionKind::kUseBean) headers.insert("bean.h");
    else if (node.action == ActionKind::kSetProperty) headers.insert("property.h");
    else if (node.action == ActionKind::kElement) headers.insert("element.h");
    else if (node.action == ActionKind::kInclude || node.action == ActionKind::kForward) headers.insert("page_url.h");
    if (!node.slots.empty() || node.find("var") != nullptr || node.find("varReader") != nullptr)
      headers.insert("slot.h");
  });
}

}  // namespace

std::vector<std::string_view> needed_headers(const Page& page) {
  std::set<std::string_view> headers;
  add_headers(page, headers);
  for (const Page& tag_file : page.tag_files) add_headers(tag_file, headers);
  if (!page.tag_files.empty()) headers.insert({"slot.h", "tag.h"});
  return {headers.begin(), headers.end()};
}

bool is_std_header(std::string_view name) {
  constexpr std::string_view kFromC[] = {"assert", "ctype",  "errno",  "fenv",   "float",  "inttypes", "limits",
                                         "locale", "math",   "setjmp", "signal", "stdarg", "stddef",   "stdint",
                                         "stdio",  "stdlib", "string", "time",   "uchar",  "wchar",    "wctype"};
  if (name.ends_with(".h")) return std::ranges::find(kFromC, name.substr(0, name.size() - 2)) != std::end(kFromC);
  return !name.empty() && name.find_first_of("./") == std::string_view::npos;
}

}  // namespace quire::compiler
