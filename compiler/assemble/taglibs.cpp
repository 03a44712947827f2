#include "compiler/assemble/directive_readers.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/parse/xml_namespaces.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

constexpr std::string_view kTagFolder = "/WEB-INF/tags";
constexpr std::string_view kReservedPrefixes[] = {"page", "jsp", "jspx", "java", "javax", "servlet", "sun", "sunw"};

/// The attribute that names the location of the tags; reports it if there is not exactly one.
const Attribute* location_of(const Node& directive, Sink& sink) {
  std::vector<const Attribute*> given;
  for (const char* way : {"tagdir", "header", "uri"})
    if (const Attribute* attribute = directive.find(way)) given.push_back(attribute);
  if (given.size() == 1) return given.front();
  if (given.empty()) {
    sink.report(DiagnosticKind::kMissingAttribute, directive.name_span,
                "taglib directive does not say where its tags are; add `tagdir`, `header` or `uri`");
    return nullptr;
  }
  Diagnostic& d = sink.report(DiagnosticKind::kConflictingAttribute, given[1]->name_span,
                              "a taglib directive takes only one of `tagdir`, `header` and `uri`");
  d.notes.push_back({given[0]->name_span, "also given here"});
  return nullptr;
}

bool check_prefix(const Attribute& prefix, Sink& sink) {
  if (std::ranges::find(kReservedPrefixes, prefix.value) != std::end(kReservedPrefixes)) {
    report_bad_value(prefix, "that prefix is reserved; choose another", sink);
    return false;
  }
  const bool is_name = !prefix.value.empty() && std::all_of(prefix.value.begin(), prefix.value.end(), [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '-' || c == '.';
  });
  if (!is_name) report_bad_value(prefix, "a prefix may contain only letters, digits, `_`, `-` and `.`", sink);
  return is_name;
}

/// Whether it is a namespace such as `a::b`, or empty.
bool is_namespace(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return is_alphanumeric(c) || c == '_' || c == ':'; });
}

void report_uri(const Attribute& uri, Sink& sink) {
  if (is_known_library(uri.value))
    sink.report(DiagnosticKind::kNotSupportedYet, uri.value_span,
                "tag library `" + uri.value + "` is not supported yet");
  else
    sink.report(DiagnosticKind::kUnknownLibrary, uri.value_span,
                "unknown tag library `" + uri.value + "`; use `tagdir` for tag files, `header` for C++ tags");
}

bool check_location(const Attribute& location, Sink& sink) {
  if (location.name == "uri") report_uri(location, sink);
  if (location.name != "tagdir") return location.name == "header";
  const bool in_folder = location.value == kTagFolder || location.value.starts_with(std::string(kTagFolder) + "/");
  if (!in_folder) report_bad_value(location, "tag files must be in `/WEB-INF/tags` or a folder below it", sink);
  return in_folder;
}

}  // namespace

void read_taglib(const Node& directive, Page& page, Sink& sink) {
  const Attribute* prefix = directive.find("prefix");
  if (prefix == nullptr) return report_missing_attribute(directive.name_span, "taglib directive", "prefix", sink);
  const Attribute* location = location_of(directive, sink);
  if (location == nullptr || !check_prefix(*prefix, sink) || !check_location(*location, sink)) return;
  TagLibrary library{TagLibrary::Kind::kFolder, *prefix, *location, {}};
  const Attribute* cpp_namespace = directive.find("namespace");
  if (location->name == "header") {
    library.kind = TagLibrary::Kind::kHeader;
    if (cpp_namespace != nullptr) library.cpp_namespace = cpp_namespace->value;
    if (!is_namespace(library.cpp_namespace))
      return report_bad_value(*cpp_namespace, "it must be a C++ namespace", sink);
    read_imports(*location, page.settings, sink);
  } else if (cpp_namespace != nullptr) {
    sink.report(DiagnosticKind::kConflictingAttribute, cpp_namespace->name_span,
                "`namespace` is only for `header`; tag files do not have one");
  }
  if (is_full(page.libraries.size(), "tag libraries", prefix->value_span, sink)) return;
  const auto same = std::ranges::find_if(page.libraries,
                                         [&](const TagLibrary& other) { return other.prefix.value == prefix->value; });
  if (same == page.libraries.end()) return page.libraries.push_back(std::move(library));
  if (same->location.name == location->name && same->location.value == location->value &&
      same->cpp_namespace == library.cpp_namespace)
    return;
  Diagnostic& d = sink.report(DiagnosticKind::kDuplicateName, prefix->value_span,
                              "prefix `" + prefix->value + "` is declared twice, for different tags");
  d.notes.push_back({same->prefix.value_span, "first declared here"});
}

}  // namespace quire::compiler
