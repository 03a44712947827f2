#include "compiler/make/build_answer.h"

#include "compiler/make/diagnostics_json.h"
#include "compiler/translate.h"

#include <boost/json.hpp>

namespace quire::compiler {

namespace {

namespace json = boost::json;

}  // namespace

std::string site_name(const std::string& page) { return page.starts_with('/') ? page.substr(1) : page; }

json::object failed_build(const std::string& page, const std::string& sentence) {
  Translation translation;
  translation.sources.add(SourceFile(site_name(page), "", ""));
  translation.sink.report(DiagnosticKind::kBuildFailed, Span{}, sentence);
  return {{"ok", false},
          {"page", page},
          {"record", ""},
          {"compiled", false},
          {"diagnostics", diagnostics_to_json(translation, false)},
          {"dependencies", json::array()},
          {"missing", json::array()},
          {"milliseconds", json::object()}};
}

}  // namespace quire::compiler
