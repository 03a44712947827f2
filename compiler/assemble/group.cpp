#include "compiler/assemble/group.h"

#include "compiler/assemble/content_type.h"
#include "compiler/source/site_settings.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

DiagnosticKind kind_of(SettingsMistakeKind kind) {
  switch (kind) {
    case SettingsMistakeKind::kMalformed:
      return DiagnosticKind::kMalformedSettings;
    case SettingsMistakeKind::kUnknownTable:
    case SettingsMistakeKind::kUnknownKey:
      return DiagnosticKind::kUnknownSetting;
    case SettingsMistakeKind::kBadValue:
      break;
  }
  return DiagnosticKind::kBadSetting;
}

void report(const SettingsMistake& mistake, const SourceSet& sources, Sink& sink) {
  const std::string_view near = near_name(sources.text(mistake.span), mistake.known_keys);
  if (mistake.kind == SettingsMistakeKind::kUnknownTable && near != "group") return;
  Diagnostic& d = sink.report(kind_of(mistake.kind), mistake.span, mistake.message);
  if (near.empty()) return;
  d.message += "; did you mean `" + std::string(near) + "`?";
  d.fixes.push_back({mistake.span, std::string(near)});
}

void check_content_type(const GroupSettings& group, Sink& sink) {
  if (!group.content_type) return;
  const std::string_view mistake = read_content_type(group.content_type->value).mistake;
  if (mistake.empty()) return;
  sink.report(DiagnosticKind::kBadSetting, group.content_type->span,
              "bad value of `content_type`; " + std::string(mistake));
}

/// `<%@ include file="…" %>` for a path in web.toml.
Node include_of(const Setting<std::string>& path) {
  Node node{NodeKind::kDirective, path.span, path.span, "include"};
  node.attributes.push_back({path.span, path.span, "file", path.value, path.value, {}});
  return node;
}

}  // namespace

GroupSettings settings_for(std::string_view page_path, TranslationContext& context) {
  SiteFile found = context.site.resolve("", kSiteSettings);
  context.read(found);
  if (found.status == ReadStatus::kMissing) return {};
  const FileId file = context.add(found);
  if (found.status != ReadStatus::kRead) {
    report_unread(found, found.name, {file, 0, 0}, context.sink);
    return {};
  }
  const SiteSettings settings = read_site_settings(file, context.sources.file(file));
  for (const SettingsMistake& mistake : settings.mistakes) report(mistake, context.sources, context.sink);
  for (const GroupRule& group : settings.groups) check_content_type(group.settings, context.sink);
  return settings_of(settings, page_path);
}

bool check_may_be_page(FileId page, const GroupSettings& group, Sink& sink) {
  if (!group.pages || group.pages->value) return true;
  Diagnostic& d = sink.report(DiagnosticKind::kNotAPage, {page, 0, 0}, "files here are no pages");
  d.notes.push_back({group.pages->span, "pages are turned off here"});
  return false;
}

void add_group_includes(Page& page) {
  const auto includes = [](const std::vector<Setting<std::string>>& paths) {
    std::vector<Node> nodes;
    std::transform(paths.begin(), paths.end(), std::back_inserter(nodes), include_of);
    return nodes;
  };
  const auto insert = [&page](auto at, std::vector<Node> nodes) {
    page.nodes.insert(at, std::make_move_iterator(nodes.begin()), std::make_move_iterator(nodes.end()));
  };
  insert(page.nodes.begin(), includes(page.settings.group.preludes));
  insert(page.nodes.end(), includes(page.settings.group.codas));
}

}  // namespace quire::compiler
