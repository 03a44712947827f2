#include "compiler/assemble/assemble.h"

#include "compiler/assemble/attribute_values.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace quire::compiler {
namespace {

Diagnostic diagnostic_of(const WebSettings::Mistake& mistake, FileId file) {
  // In the order of `Mistake::Kind`.
  constexpr DiagnosticKind kKinds[] = {DiagnosticKind::kMalformedSettings, DiagnosticKind::kUnknownSetting,
                                       DiagnosticKind::kBadSetting};
  const Span span = span_of(mistake.place, file);
  const bool is_error = mistake.stops_server() || mistake.side != WebSettings::Mistake::Side::kServer;
  Diagnostic d{kKinds[static_cast<std::size_t>(mistake.kind)], is_error ? Severity::kError : Severity::kWarning, span,
               mistake.message};
  if (!mistake.near.empty()) d.fixes.push_back({span, std::string(mistake.near)});
  return d;
}

void check_content_type(const WebSettings::Group& group, FileId file, Sink& sink) {
  if (!group.content_type) return;
  const std::string_view mistake = read_content_type(group.content_type->value).mistake;
  if (mistake.empty()) return;
  sink.report(DiagnosticKind::kBadSetting, span_of(group.content_type->place, file),
              "bad value for `content_type`; " + std::string(mistake));
}

/// `<%@ include file="…" %>` for a path in web.toml.
Node include_of(const WebSettings::Setting<std::string>& path, FileId file) {
  const Span span = span_of(path.place, file);
  Node node{NodeKind::kDirective, span, span, "include"};
  node.attributes.push_back({span, span, "file", path.value, path.value, {}});
  return node;
}

CustomAttributes attributes_of(const WebSettings& settings) {
  CustomAttributes attributes;
  for (const auto& [name, language] : settings.escaped_attributes) {
    const AttributeMeaning meaning = language == "js"    ? AttributeMeaning::kJavaScript
                                     : language == "url" ? AttributeMeaning::kUrl
                                     : language == "css" ? AttributeMeaning::kCss
                                                         : AttributeMeaning::kPlain;
    attributes.push_back({name, meaning});
  }
  return attributes;
}

/// Adds web.toml to the sources; returns nullopt if it does not exist or cannot be read.
std::optional<FileId> add_settings(TranslationContext& context) {
  SiteFile found = context.site.resolve("", kWebSettings);
  context.read(found);
  if (found.status == ReadStatus::kMissing) return std::nullopt;
  const FileId file = context.add(found);
  if (found.status == ReadStatus::kRead) return file;
  report_unread(found, found.name, {file, 0, 0}, context.sink);
  return std::nullopt;
}

}  // namespace

GroupSettings settings_for(std::string_view page_path, TranslationContext& context) {
  const std::optional<FileId> file = add_settings(context);
  if (!file) return {};
  const WebSettings settings = parse_web_settings(context.sources.file(*file).bytes());
  for (const WebSettings::Mistake& mistake : settings.mistakes)
    if (mistake.side != WebSettings::Mistake::Side::kServer) context.sink.add(diagnostic_of(mistake, *file));
  for (const WebSettings::Group& group : settings.groups) check_content_type(group, *file, context.sink);
  return {settings.group_of(page_path), *file, attributes_of(settings)};
}

void check_settings(TranslationContext& context) {
  const std::optional<FileId> file = add_settings(context);
  if (!file) return;
  const WebSettings settings = parse_web_settings(context.sources.file(*file).bytes());
  for (const WebSettings::Mistake& mistake : settings.mistakes) context.sink.add(diagnostic_of(mistake, *file));
  for (const WebSettings::Group& group : settings.groups) check_content_type(group, *file, context.sink);
  for (const WebSettings::ErrorPage& page : settings.error_pages) {
    SiteFile found = context.site.resolve("", page.page);
    if (page.page.empty()) continue;
    context.read(found);
    if (found.status == ReadStatus::kMissing) context.sink.add(diagnostic_of(page.if_missing, *file));
  }
}

bool check_may_be_page(FileId page, const GroupSettings& group, Sink& sink) {
  if (!group.pages || group.pages->value) return true;
  Diagnostic& d = sink.report(DiagnosticKind::kNotAPage, {page, 0, 0}, "files here are not pages");
  d.notes.push_back({span_of(group.pages->place, group.file), "pages are turned off here"});
  return false;
}

void add_group_includes(Page& page) {
  const GroupSettings& group = page.settings.group;
  std::vector<Node> preludes;
  for (const auto& prelude : group.preludes) preludes.push_back(include_of(prelude, group.file));
  page.nodes.insert(page.nodes.begin(), std::make_move_iterator(preludes.begin()),
                    std::make_move_iterator(preludes.end()));
  for (const auto& coda : group.codas) page.nodes.push_back(include_of(coda, group.file));
}

}  // namespace quire::compiler
