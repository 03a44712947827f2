#ifndef QUIRE_COMPILER_CHECK_TAG_FILES_H_
#define QUIRE_COMPILER_CHECK_TAG_FILES_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/include_resolver.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quire::compiler {

/// Whether a path is that of a tag file, as `/WEB-INF/tags/card.tag`.
bool names_tag_file(std::string_view path);

/// A page without content that has one tag file, `file`: so that a tag file is
/// checked by itself, whether pages use it or not.
Page around_tag_file(FileId file, const IncludeResolver& site, SourceSet& sources, Sink& sink,
                     std::vector<std::string>& missing);

/// Finds what the tags of a page mean: of each tag file that it uses, and that
/// those use, `root.tag_files` has one. Reports unknown tags and layouts, and
/// layouts that go round in a circle. Keeps references to all arguments.
class TagFileLoader {
 public:
  TagFileLoader(Page& root, const IncludeResolver& site, SourceSet& sources, Sink& sink,
                std::vector<std::string>& missing)
      : root_(root), site_(site), sources_(sources), sink_(sink), missing_(missing) {
    for (const Page& known : root_.tag_files) paths_.push_back(known.tag.path);
  }

  /// Makes tags of the actions whose prefix is a library's, in the page and in
  /// all tag files.
  void run();

 private:
  void resolve(Page& page);
  void resolve(Node& node, const std::vector<TagLibrary>& libraries);
  void resolve_layout(Page& page);
  void check_layout_cycle(const Page& page);
  /// The tag at a path without its extension.
  std::optional<std::uint32_t> find_tag(const std::string& stem, Span use);
  std::optional<std::uint32_t> find(const std::string& path, Span use);
  const std::vector<std::string>& list(const std::string& folder);
  void report_unknown_tag(const Node& node, const TagLibrary& library, std::string_view name);

  Page& root_;
  const IncludeResolver& site_;
  SourceSet& sources_;
  Sink& sink_;
  std::vector<std::string>& missing_;
  // What was looked for, for a page may use one tag thousands of times.
  std::unordered_map<std::string, std::optional<std::uint32_t>> tags_;
  std::unordered_map<std::string, std::vector<std::string>> folders_;
  std::unordered_map<std::string, std::string> near_names_;
  /// Of `root_.tag_files`, in their order.
  std::vector<std::string> paths_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_TAG_FILES_H_
