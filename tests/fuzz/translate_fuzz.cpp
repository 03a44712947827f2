// Any bytes translate, in a site that has tag files, headers and settings:
// diagnostics stand in their files and render, segments are as
// long as what they stand for; in a page without errors they are its bytes, or
// names made of them, and it numbers its texts and
// elements as its code uses them.
#include "compiler/diag/render.h"
#include "compiler/diag/reported.h"
#include "compiler/translate.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string_view>

using namespace quire::compiler;

namespace {

/// What stands beside the page.
struct File {
  const char* path;
  const char* text;
};
constexpr File kFiles[] = {
    {"WEB-INF/tags/card.tag",
     "<%@ attribute name=\"title\" required=\"true\" %><%@ attribute name=\"n\" type=\"int\" default=\"1\" %>"
     "<%@ attribute name=\"rows\" fragment=\"true\" %><b>${title}<page:invoke fragment=\"rows\"/></b><page:doBody/>"},
    {"WEB-INF/tags/self.tag",
     "<%@ tag dynamic-attributes=\"more\" %><%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %>"
     "<%@ variable name-given=\"row\" scope=\"NESTED\" %><t:self a=\"1\"/><t:card title=\"x\"/>"},
    {"WEB-INF/tags/raw.tag", "<%@ tag body-content=\"tagdependent\" %><%! int raw; %><page:doBody/>"},
    {"WEB-INF/tags/none.tag", "<%@ tag body-content=\"empty\" %>-"},
    {"WEB-INF/tags/main.tag",
     "<%@ attribute name=\"head\" fragment=\"true\" %><i><page:invoke fragment=\"head\"/></i>"},
    {"WEB-INF/tags/wrong.tag", "<%@ page session=\"true\" %><t:card><% { %>${"},
    {"WEB-INF/tags/circle.tag", "<%@ tag layout=\"circle.tag\" %>"},
    {"head.page", "<%@ taglib prefix=\"h\" tagdir=\"/WEB-INF/tags\" %><h1><%= title %></h1>\n"},
    {"again.page", "<%@ include file=\"/again.page\" %>"},
    {"cart.h", "struct Cart {};\n"},
    {"WEB-INF/web.toml", "[[group]]\npattern = \"/*\"\ntrim = \"lines\"\n"},
};

std::string root() {
  static const std::string folder =
      (boost::filesystem::temp_directory_path() / boost::filesystem::unique_path("quire-fuzz-%%%%%%%%")).string();
  return folder;
}

void remove_site() { boost::filesystem::remove_all(root()); }

bool is_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void check_diagnostics(const Translation& t) {
  render(t.sink, t.sources);
  const auto require_inside = [&](Span span) {
    if (span.file >= t.sources.size() || span.end < span.begin || span.end > t.sources.file(span.file).bytes().size())
      std::abort();
  };
  for (const Diagnostic& diagnostic : t.sink.diagnostics()) {
    require_inside(diagnostic.span);
    for (const Note& note : diagnostic.notes) require_inside(note.span);
    for (const Fix& fix : diagnostic.fixes) require_inside(fix.span);
    reported(diagnostic, t.sources);
  }
}

void check_segments(const Translation& t) {
  std::uint32_t end = 0;
  for (const Segment& segment : t.unit.segments) {
    const std::string_view code = std::string_view(t.unit.code).substr(segment.unit_begin, segment.page.size());
    const std::string_view page = t.sources.text(segment.page);
    if (segment.unit_begin < end || code.size() != page.size()) std::abort();
    if (!t.sink.has_errors() && code != page && !is_name(code)) std::abort();
    end = segment.unit_begin + segment.page.size();
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  for (const File& file : kFiles) {
    const boost::filesystem::path path = boost::filesystem::path(root()) / file.path;
    boost::filesystem::create_directories(path.parent_path());
    std::ofstream(path.string(), std::ios::binary) << file.text;
  }
  std::atexit(remove_site);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string page(data, data + size);
  const Translation t = translate_text(page, "/fuzz.page", root());
  check_diagnostics(t);
  check_segments(t);
  if (with_line_directives(t.unit, t.sources).code.size() < t.unit.code.size()) std::abort();
  const std::string last = "quire_text_[" + std::to_string(t.unit.texts.size()) + "]";
  if (!t.sink.has_errors() && page.find("quire_text_") == std::string::npos &&
      t.unit.code.find(last) != std::string::npos)
    std::abort();
  // As a part of a program: the same mistakes, and a map that fits that unit.
  const Translation linked = translate_text(page, "/fuzz.page", root(), {UnitForm::kLinked, "fuzz"});
  check_segments(linked);
  if (linked.sink.diagnostics().size() != t.sink.diagnostics().size() || linked.unit.texts != t.unit.texts)
    std::abort();
  return 0;
}
