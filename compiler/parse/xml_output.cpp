#include "compiler/parse/xml_output.h"

#include "compiler/parse/attribute_parser.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <string_view>

namespace quire::compiler {
namespace {

constexpr const char* kOmit = "omit-xml-declaration";
constexpr const char* kRoot = "doctype-root-element";
constexpr const char* kPublic = "doctype-public";
constexpr const char* kSystem = "doctype-system";
constexpr std::string_view kNames[] = {kOmit, kRoot, kPublic, kSystem};

bool is_yes(std::string_view value) { return value == "true" || value == "yes"; }
bool is_no(std::string_view value) { return value == "false" || value == "no"; }

/// An identifier in a document type declaration, in quotes that it does not contain.
std::string quoted(const std::string& identifier) {
  const char quote = identifier.find('"') == std::string::npos ? '"' : '\'';
  return quote + identifier + quote;
}

/// Whether the value can be written; if not, reports it.
bool check_value(const Attribute& attribute, Sink& sink) {
  const std::string& value = attribute.value;
  const auto report = [&](const std::string& rule) {
    sink.report(DiagnosticKind::kBadAttributeValue, value.empty() ? attribute.name_span : attribute.value_span,
                "attribute `" + attribute.name + "` is `" + value + "`; " + rule);
    return false;
  };
  if (attribute.name == kOmit && !is_yes(value) && !is_no(value)) return report("it must be `true` or `false`");
  if (attribute.name == kRoot && value.find_first_of(" \t\r\n<>[]'\"&") < value.size())
    return report("it must be a name");
  if (attribute.name == kRoot && value.empty()) return report("it must be a name");
  if (value.find('"') != std::string::npos && value.find('\'') != std::string::npos)
    return report("it cannot contain both kinds of quotes");
  return true;
}

}  // namespace

void XmlOutput::add(Span action, const std::vector<Attribute>& attributes, Sink& sink) {
  for (const Attribute& attribute : attributes) {
    if (std::ranges::find(kNames, attribute.name) == std::end(kNames)) {
      report_unknown_name(DiagnosticKind::kUnknownAttribute, attribute.name_span,
                          "unknown attribute `" + attribute.name + "` of `<page:output>`",
                          near_name(attribute.name, kNames), sink);
      continue;
    }
    if (!check_value(attribute, sink)) continue;
    const auto [first, is_new] = given_.emplace(attribute.name, attribute);
    if (is_new || first->second.value == attribute.value) continue;
    Diagnostic& d = sink.report(DiagnosticKind::kConflictingAttribute, attribute.name_span,
                                "attribute `" + attribute.name + "` is given again with a different value");
    d.notes.push_back({first->second.name_span, "first given here"});
  }
  check_doctype(action, sink);
}

/// A document type has a name and a system identifier; both or neither must be given.
void XmlOutput::check_doctype(Span action, Sink& sink) {
  const bool has_root = given_.contains(kRoot);
  const bool has_system = given_.contains(kSystem);
  const bool is_whole = has_root ? has_system : !has_system && !given_.contains(kPublic);
  if (is_whole) return;
  const char* missing = has_root ? kSystem : kRoot;
  sink.report(DiagnosticKind::kBadOutput, action,
              "document type is missing its `" + std::string(missing) +
                  "`; it needs `doctype-root-element` and `doctype-system`, which is empty for `<!DOCTYPE html>`");
}

const std::string* XmlOutput::find(const std::string& name) const {
  const auto found = given_.find(name);
  return found == given_.end() ? nullptr : &found->second.value;
}

std::string XmlOutput::text(bool declares) const {
  std::string result;
  const std::string* omit = find(kOmit);
  if (omit == nullptr ? declares : is_no(*omit)) result += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  const std::string* root = find(kRoot);
  const std::string* system_id = find(kSystem);
  if (root == nullptr || system_id == nullptr) return result;
  result += "<!DOCTYPE " + *root;
  if (const std::string* public_id = find(kPublic))
    result += " PUBLIC " + quoted(*public_id) + " " + quoted(*system_id);
  else if (!system_id->empty()) result += " SYSTEM " + quoted(*system_id);
  return result + ">\n";
}

}  // namespace quire::compiler
