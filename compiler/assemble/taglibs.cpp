#include "compiler/assemble/directive_readers.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/ast/known_library.h"
#include "compiler/ast/standard_tag.h"
#include "compiler/parse/attribute_parser.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>
#include <optional>
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

bool has_tags(KnownLibrary library) { return !standard_tag_names(library).empty(); }

/// The kind of a library with a `uri`; reports one that is not known.
std::optional<TagLibrary::Kind> kind_of(const Attribute& uri, Sink& sink) {
  const std::optional<KnownLibrary> library = known_library(uri.value);
  if (library && has_tags(*library)) return TagLibrary::Kind::kStandard;
  if (library == KnownLibrary::kFunctions) return TagLibrary::Kind::kFunctions;
  if (library) {
    sink.report(DiagnosticKind::kNotSupportedYet, uri.value_span,
                "tag library `" + uri.value + "` is not supported yet");
    return std::nullopt;
  }
  const std::string_view near = near_library(uri.value);
  report_unknown_name(DiagnosticKind::kUnknownLibrary, uri.value_span,
                      "unknown tag library `" + uri.value + "`" +
                          (near.empty() ? "; use `tagdir` for tag files, `header` for C++ tags" : ""),
                      near, sink);
  return std::nullopt;
}

/// The kind of the library there; reports a location that cannot be.
std::optional<TagLibrary::Kind> check_location(const Attribute& location, Sink& sink) {
  if (location.name == "uri") return kind_of(location, sink);
  if (location.name == "header") return TagLibrary::Kind::kHeader;
  const bool in_folder = location.value == kTagFolder || location.value.starts_with(std::string(kTagFolder) + "/");
  if (!in_folder) report_bad_value(location, "tag files must be in `/WEB-INF/tags` or a folder below it", sink);
  return in_folder ? std::optional(TagLibrary::Kind::kFolder) : std::nullopt;
}

/// Whether both declare the same tags; the core library, for example, has many names.
bool is_same(const TagLibrary& a, const TagLibrary& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == TagLibrary::Kind::kFunctions) return true;
  if (a.kind == TagLibrary::Kind::kStandard) return a.standard == b.standard;
  return a.location.value == b.location.value && a.cpp_namespace == b.cpp_namespace;
}

}  // namespace

void read_taglib(const Node& directive, Page& page, Sink& sink) {
  const Attribute* prefix = directive.find("prefix");
  if (prefix == nullptr) return report_missing_attribute(directive.name_span, "taglib directive", "prefix", sink);
  const Attribute* location = location_of(directive, sink);
  if (location == nullptr || !check_prefix(*prefix, sink)) return;
  const std::optional<TagLibrary::Kind> kind = check_location(*location, sink);
  if (!kind) return;
  TagLibrary library{*kind, *prefix, *location, {}};
  if (*kind == TagLibrary::Kind::kStandard) library.standard = *known_library(location->value);
  const Attribute* cpp_namespace = directive.find("namespace");
  if (*kind == TagLibrary::Kind::kHeader) {
    if (cpp_namespace != nullptr) library.cpp_namespace = cpp_namespace->value;
    if (!is_namespace(library.cpp_namespace))
      return report_bad_value(*cpp_namespace, "it must be a C++ namespace", sink);
    read_imports(*location, page.settings, sink);
  } else if (cpp_namespace != nullptr) {
    sink.report(DiagnosticKind::kConflictingAttribute, cpp_namespace->name_span,
                "`namespace` is only for `header`; other tags do not have one");
  }
  if (is_full(page.libraries.size(), "tag libraries", prefix->value_span, sink)) return;
  const auto same = std::ranges::find_if(page.libraries,
                                         [&](const TagLibrary& other) { return other.prefix.value == prefix->value; });
  if (same == page.libraries.end()) return page.libraries.push_back(std::move(library));
  if (is_same(*same, library)) return;
  Diagnostic& d = sink.report(DiagnosticKind::kDuplicateName, prefix->value_span,
                              "prefix `" + prefix->value + "` is declared twice, for different tags");
  d.notes.push_back({same->prefix.value_span, "first declared here"});
}

}  // namespace quire::compiler
