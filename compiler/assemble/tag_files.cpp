#include "compiler/assemble/assemble.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/ast/visit.h"
#include "compiler/parse/attribute_parser.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

constexpr std::string_view kTagFolder = "/WEB-INF/tags/";
constexpr std::string_view kExtensions[] = {".tag", ".tagx"};

/// `card` for `card.tag`; empty if the file is not a tag file.
std::string_view tag_name(std::string_view file) {
  for (const std::string_view extension : kExtensions)
    if (file.ends_with(extension)) return file.substr(0, file.size() - extension.size());
  return {};
}

/// Parses a tag file that is already a source.
Page read_tag_file(FileId file, TranslationContext& context) {
  Page page = splice_includes(file, {}, context);
  page.is_tag_file = true;
  page.tag.path = context.sources.file(file).name();
  page.tag.name = tag_name(std::string_view(page.tag.path).substr(page.tag.path.rfind('/') + 1));
  read_directives(page, context.sources, context.sink);
  check_actions(page, context.sources, context.sink);
  return page;
}

class TagFileLoader {
 public:
  TagFileLoader(Page& root, TranslationContext& context) : root_(root), context_(context), sink_(context.sink) {
    for (const Page& known : root_.tag_files) paths_.push_back(known.tag.path);
  }

  /// Turns actions with the prefix of a library into tags, in the page and in all tag files.
  void run();

 private:
  void resolve(Page& page);
  void resolve(Node& node, const std::vector<TagLibrary>& libraries);
  void resolve_layout(Page& page);
  void check_layout_cycle(const Page& page);
  /// The tag file at a path without its extension.
  std::optional<std::uint32_t> find_tag(const std::string& stem, Span use);
  std::optional<std::uint32_t> find(const std::string& path, Span use);
  const std::vector<std::string>& list(const std::string& folder);
  void report_unknown_tag(const Node& node, const TagLibrary& library);
  void resolve_standard(Node& node, KnownLibrary library);
  void report_function(const Node& node);

  Page& root_;
  TranslationContext& context_;
  Sink& sink_;
  // Results of earlier lookups: a page may use one tag thousands of times.
  std::unordered_map<std::string, std::optional<std::uint32_t>> tags_;
  std::unordered_map<std::string, std::vector<std::string>> folders_;
  std::unordered_map<std::string, std::string> near_names_;
  /// The paths of `root_.tag_files`, in the same order.
  std::vector<std::string> paths_;
};

void TagFileLoader::run() {
  resolve(root_);
  for (std::size_t index = 0; index < root_.tag_files.size(); ++index) {
    // Moved out, because looking up its tags may add files.
    Page page = std::move(root_.tag_files[index]);
    resolve(page);
    root_.tag_files[index] = std::move(page);
  }
  check_layout_cycle(root_);
  for (const Page& page : root_.tag_files) check_layout_cycle(page);
}

void TagFileLoader::resolve(Page& page) {
  for_each_node(page.nodes, [&](Node& node) {
    if (node.kind == NodeKind::kAction && node.action == ActionKind::kNone) resolve(node, page.libraries);
  });
  resolve_layout(page);
}

void TagFileLoader::resolve(Node& node, const std::vector<TagLibrary>& libraries) {
  const std::string_view prefix = std::string_view(node.text).substr(0, node.text.find(':'));
  const auto library =
      std::ranges::find_if(libraries, [&](const TagLibrary& each) { return each.prefix.value == prefix; });
  // The directive is invalid, and its errors have been reported.
  if (library == libraries.end()) return;
  if (library->kind == TagLibrary::Kind::kStandard) return resolve_standard(node, library->standard);
  if (library->kind == TagLibrary::Kind::kFunctions) return report_function(node);
  node.kind = NodeKind::kTag;
  node.library = static_cast<std::uint32_t>(std::distance(libraries.begin(), library));
  if (library->kind != TagLibrary::Kind::kFolder) return;
  const std::string stem = library->location.value + "/" + std::string(node.local_name());
  if (const auto file = find_tag(stem, node.name_span)) {
    node.tag_file = *file;
    return;
  }
  node.kind = NodeKind::kAction;
  report_unknown_tag(node, *library);
}

std::optional<std::uint32_t> TagFileLoader::find_tag(const std::string& stem, Span use) {
  const auto known = tags_.find(stem);
  if (known != tags_.end()) return known->second;
  std::optional<std::uint32_t> file;
  for (const std::string_view extension : kExtensions)
    if (!file) file = find(stem + std::string(extension), use);
  return tags_.emplace(stem, file).first->second;
}

const std::vector<std::string>& TagFileLoader::list(const std::string& folder) {
  const auto [listed, is_new] = folders_.try_emplace(folder);
  if (is_new) listed->second = context_.site.list(folder);
  return listed->second;
}

/// The tag file at a path in the site; it is read the first time.
std::optional<std::uint32_t> TagFileLoader::find(const std::string& path, Span use) {
  SiteFile found = context_.site.resolve("", path);
  const auto known = std::ranges::find(paths_, found.name);
  if (known != paths_.end()) return static_cast<std::uint32_t>(std::distance(paths_.begin(), known));
  context_.read(found);
  if (found.status == ReadStatus::kMissing) return std::nullopt;
  const FileId file = context_.add(found);
  sink_.included_from(file, use, "used");
  if (found.status != ReadStatus::kRead) report_unread(found, path, use, sink_);
  // Reserves its index before its own tags are looked up: a tag may use itself.
  const auto index = static_cast<std::uint32_t>(root_.tag_files.size());
  paths_.push_back(found.name);
  root_.tag_files.push_back(read_tag_file(file, context_));
  return index;
}

void TagFileLoader::report_unknown_tag(const Node& node, const TagLibrary& library) {
  const std::string_view name = node.local_name();
  const auto [near, is_new] = near_names_.try_emplace(library.location.value + "/" + std::string(name));
  if (is_new) {
    std::vector<std::string_view> names;
    for (const std::string& file : list(library.location.value))
      if (const std::string_view tag = tag_name(file); !tag.empty()) names.push_back(tag);
    near->second = near_name(name, names);
  }
  report_unknown_name(DiagnosticKind::kUnknownTag, node.local_name_span(),
                      "there is no tag `" + std::string(name) + "` in `" + library.location.value + "`", near->second,
                      sink_);
}

void TagFileLoader::resolve_standard(Node& node, KnownLibrary library) {
  node.standard = standard_tag(library, node.local_name());
  if (node.standard != StandardTag::kNone) {
    node.kind = NodeKind::kStandardTag;
    return;
  }
  report_unknown_name(
      DiagnosticKind::kUnknownTag, node.local_name_span(),
      "the " + std::string(name_of(library)) + " library has no tag `" + std::string(node.local_name()) + "`",
      near_name(node.local_name(), standard_tag_names(library)), sink_);
}

void TagFileLoader::report_function(const Node& node) {
  sink_.report(DiagnosticKind::kUnknownTag, node.name_span,
               written_tag(node, context_.sources) + " is not a tag: this library has functions, as in `${" +
                   node.text + "(value)}`");
}

void TagFileLoader::resolve_layout(Page& page) {
  if (!page.settings.layout) return;
  const Attribute layout = *page.settings.layout;
  std::string path = layout.value.starts_with('/') ? layout.value : std::string(kTagFolder) + layout.value;
  const auto file = tag_name(path).empty() ? std::nullopt : find(path, layout.value_span);
  if (file) {
    page.settings.layout_file = *file;
    return;
  }
  if (tag_name(path).empty()) return report_bad_value(layout, "a layout must be a tag file, such as `main.tag`", sink_);
  const std::vector<std::string>& files = list(std::string(kTagFolder));
  const std::vector<std::string_view> names(files.begin(), files.end());
  report_unknown_name(DiagnosticKind::kUnknownTag, layout.value_span,
                      "there is no layout `" + path.substr(1) + "` in the site", near_name(layout.value, names), sink_);
}

void TagFileLoader::check_layout_cycle(const Page& page) {
  // A cycle is reported once, for its first file.
  const auto own = static_cast<std::size_t>(&page - root_.tag_files.data());
  std::vector<std::size_t> seen;
  const Page* step = &page;
  while (step->settings.layout_file) {
    const std::size_t next = *step->settings.layout_file;
    const Page* layout = &root_.tag_files[next];
    if (layout == &page || std::ranges::find(seen, next) != seen.end()) {
      if (layout != &page || std::ranges::any_of(seen, [&](std::size_t other) { return other < own; })) return;
      sink_.report(DiagnosticKind::kIncludeCycle, step->settings.layout->value_span,
                   "layout cycle: `" + layout->tag.path + "` would be its own layout");
      return;
    }
    seen.push_back(next);
    step = layout;
  }
}

}  // namespace

bool names_tag_file(std::string_view path) { return !tag_name(path).empty(); }

Page around_tag_file(FileId file, TranslationContext& context) {
  Page page;
  page.file = file;
  page.tag_files.push_back(read_tag_file(file, context));
  return page;
}

void load_tag_files(Page& page, TranslationContext& context) { TagFileLoader(page, context).run(); }

}  // namespace quire::compiler
