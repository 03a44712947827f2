#include "compiler/assemble/assemble.h"

#include "compiler/ast/visit.h"
#include "compiler/lex/page_encoding.h"
#include "compiler/parse/attribute_parser.h"
#include "compiler/parse/parse.h"
#include "runtime/base/near_name.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxIncludes = 10'000;
constexpr std::size_t kMaxIncludedBytes = std::size_t{64} << 20;

void decode_page(FileId file, bool is_xml, SourceSet& sources) {
  sources.decode(file, declared_encoding(file, sources, is_xml));
}

class Splicer {
 public:
  Splicer(TranslationContext& context, const LexOptions& options)
      : context_(context), sources_(context.sources), sink_(context.sink), options_(options) {}

  Page run(FileId file, const GroupSettings& group) {
    const auto is_xml = group.is_xml ? std::optional(group.is_xml->value) : std::nullopt;
    Page whole = parse_file(file, sources_, sink_, options_, DocumentRole::kPage, is_xml);
    whole.settings.group = group;
    add_group_includes(whole);
    std::vector<Node> nodes = std::exchange(whole.nodes, {});
    stack_.push_back(file);
    expand(std::move(nodes), whole, whole.nodes);
    whole.declared_prefixes.insert(declared_.begin(), declared_.end());
    whole.unknown_prefixes.insert(unknown_.begin(), unknown_.end());
    return whole;
  }
  bool has_included() const { return count_ > 0; }
  /// Whether every included file was parsed with this syntax.
  bool has_parsed_all_with(ElSyntax el) const {
    return std::ranges::all_of(pages_, [&](const auto& page) { return page.second.el == el; });
  }

 private:
  static bool is_include(const Node& node) { return node.kind == NodeKind::kDirective && node.text == "include"; }

  /// Appends `nodes` of `page` to `whole`, with their includes expanded.
  void expand(std::vector<Node> nodes, const Page& page, std::vector<Node>& whole) {
    const bool includes = std::ranges::any_of(nodes, is_include);
    if (!includes && whole.empty()) {
      // Moved as a whole, as is usual for the content of an action.
      for (Node& node : nodes)
        if (!node.children.empty()) expand(std::exchange(node.children, {}), page, node.children);
      whole = std::move(nodes);
      return;
    }
    for (Node& node : nodes) {
      if (is_include(node)) {
        if (const Attribute* file = node.find("file")) include(page, *file, whole);
        else if (node.attributes.empty())
          sink_.report(DiagnosticKind::kMissingAttribute, node.name_span,
                       "include directive is missing its `file` attribute");
        continue;
      }
      if (!node.children.empty()) expand(std::exchange(node.children, {}), page, node.children);
      whole.push_back(std::move(node));
    }
  }

  void include(const Page& page, const Attribute& attribute, std::vector<Node>& whole) {
    if (limit_reached_) return;
    if (attribute.value.empty()) {
      sink_.report(DiagnosticKind::kBadAttributeValue, attribute.name_span,
                   "attribute `file` is empty; it must name a file");
      return;
    }
    const std::optional<FileId> file = open(page.file, attribute);
    if (!file) return;
    // A part of a group's pages that is also one of them.
    const bool is_of_group = attribute.value_span.file != page.file;
    if (is_of_group && *file == page.file) return;
    if (std::ranges::find(stack_, *file) != stack_.end()) {
      sink_.report(DiagnosticKind::kIncludeCycle, attribute.value_span,
                   "include cycle: `" + sources_.file(*file).name() + "` would include itself");
      return;
    }
    bytes_ += sources_.file(*file).bytes().size();
    if (stack_.size() > kMaxDepth) return report_limit(attribute, "includes are nested more than 64 levels deep");
    if (++count_ > kMaxIncludes) return report_limit(attribute, "the page includes more than 10,000 files");
    if (bytes_ > kMaxIncludedBytes) return report_limit(attribute, "the page includes more than 64 MB of text");
    const Page included = parsed(*file, page.el);
    declared_.insert(included.declared_prefixes.begin(), included.declared_prefixes.end());
    unknown_.insert(included.unknown_prefixes.begin(), included.unknown_prefixes.end());
    stack_.push_back(*file);
    expand(included.nodes, included, whole);
    stack_.pop_back();
  }

  void report_limit(const Attribute& attribute, const char* message) {
    limit_reached_ = true;
    sink_.report(DiagnosticKind::kIncludeLimit, attribute.value_span, message);
  }

  /// Finds the file, and reads it the first time.
  std::optional<FileId> open(FileId includer, const Attribute& attribute) {
    SiteFile found = context_.site.resolve(sources_.file(includer).name(), attribute.value);
    const FileId known = sources_.find_path(found.path);
    if (!found.path.empty() && known != sources_.size()) return known;
    context_.read(found);
    if (found.status != ReadStatus::kRead) {
      report_unread(found, attribute.value, attribute.value_span, sink_);
      return std::nullopt;
    }
    const FileId file = context_.add(found);
    decode_page(file, is_xml_file(sources_.file(file)), sources_);
    sink_.included_from(file, attribute.value_span);
    return file;
  }

  const Page& parsed(FileId file, ElSyntax el) {
    const auto key = std::pair(file, el);
    const auto found = pages_.find(key);
    if (found != pages_.end()) return found->second;
    Page page = parse_file(file, sources_, sink_, {el, options_.prefixes}, DocumentRole::kPart);
    return pages_.emplace(key, std::move(page)).first->second;
  }

  TranslationContext& context_;
  SourceSet& sources_;
  Sink& sink_;
  const LexOptions& options_;
  std::set<std::string> declared_;
  std::map<std::string, Span, std::less<>> unknown_;
  std::vector<FileId> stack_;
  std::map<std::pair<FileId, ElSyntax>, Page> pages_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
  bool limit_reached_ = false;
};

/// Whether the file declares the prefix as an XML namespace for browsers, such as `xmlns:svg`.
bool declares_namespace(const SourceFile& file, std::string_view prefix) {
  return file.bytes().find("xmlns:" + std::string(prefix)) != std::string_view::npos;
}

/// Reports tags with an undeclared prefix, which are sent as text: most often a taglib
/// directive is missing.
void report_unknown_prefixes(const Page& page, const SourceSet& sources, Sink& sink) {
  std::vector<std::string_view> names(page.declared_prefixes.begin(), page.declared_prefixes.end());
  names.insert(names.end(), {"page", "jsp"});
  for (const auto& [prefix, span] : page.unknown_prefixes) {
    if (declares_namespace(sources.file(span.file), prefix)) continue;
    Span where = span;
    where.end = where.begin + static_cast<std::uint32_t>(prefix.size());
    const std::string_view near = near_name(prefix, names);
    if (!near.empty()) {
      report_unknown_name(DiagnosticKind::kUnknownPrefix, where, "unknown tag prefix `" + prefix + "`", near, sink);
      continue;
    }
    sink.report(DiagnosticKind::kUndeclaredTag, span,
                "`<" + std::string(sources.text(span)) + ">` is sent as plain text; no taglib directive declares `" +
                    prefix + "`");
  }
}

/// The syntax for all files of a page: directives anywhere in it decide, or else the group.
ElSyntax el_syntax(const Page& page, const GroupSettings& group) {
  const Attribute* ignored = nullptr;
  const Attribute* deferred = nullptr;
  for_each_node(page.nodes, [&](const Node& node) {
    if (node.kind != NodeKind::kDirective || (node.text != "page" && node.text != "tag")) return;
    if (ignored == nullptr) ignored = node.find("isELIgnored");
    if (deferred == nullptr) deferred = node.find("deferredSyntaxAllowedAsLiteral");
  });
  ElSyntax el;
  if (ignored != nullptr) el.read_setting(ignored->name, ignored->value);
  else if (group.el && !group.el->value) el.read_setting("isELIgnored", "true");
  if (deferred != nullptr) el.read_setting(deferred->name, deferred->value);
  return el;
}

}  // namespace

Page splice_includes(FileId file, const GroupSettings& group, TranslationContext& context) {
  const bool is_xml = group.is_xml ? group.is_xml->value : is_xml_file(context.sources.file(file));
  decode_page(file, is_xml, context.sources);
  LexOptions options;
  options.el = el_syntax({}, group);
  const Sink before = context.sink;
  const std::size_t known_missing = context.missing.size();
  bool is_el_settled = false;
  while (true) {
    Splicer splicer(context, options);
    Page page = splicer.run(file, group);
    const ElSyntax el = el_syntax(page, group);
    const bool has_el = is_el_settled || (page.el == el && splicer.has_parsed_all_with(el));
    // Whether a prefix is declared after its first use.
    const bool is_early = std::ranges::any_of(
        page.unknown_prefixes, [&](const auto& unknown) { return page.declared_prefixes.contains(unknown.first); });
    const bool is_whole = std::ranges::includes(options.prefixes, page.declared_prefixes);
    // A file's own prefixes are known after its directives; those of other files are known
    // once all files have been read.
    if (has_el && (is_whole || (!splicer.has_included() && !is_early))) {
      report_unknown_prefixes(page, context.sources, context.sink);
      return page;
    }
    options.prefixes.insert(page.declared_prefixes.begin(), page.declared_prefixes.end());
    if (!has_el) options.el = el;
    is_el_settled = is_el_settled || !has_el;
    context.missing.resize(known_missing);
    const Sink attempt = std::exchange(context.sink, before);
    context.sink.keep_origins(attempt);
  }
}

}  // namespace quire::compiler
