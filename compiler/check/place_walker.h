#ifndef QUIRE_COMPILER_CHECK_PLACE_WALKER_H_
#define QUIRE_COMPILER_CHECK_PLACE_WALKER_H_

#include "compiler/ast/page.h"
#include "compiler/check/flow.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/html/html_context.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The first byte of a span, as `HtmlContext` keeps it.
constexpr std::uint64_t position_of(Span span) { return (std::uint64_t{span.file} << 32) | span.begin; }

/// Where a tag file runs the body of its caller, or one of its fragments.
struct RunPlace {
  HtmlContext html;
  /// The action that runs it.
  Span span;
};

/// What the callers of a tag file must know about it.
struct TagPlaces {
  bool is_followed = false;
  std::optional<RunPlace> body;
  std::map<std::string, RunPlace, std::less<>> fragments;
};

/// Follows a page and its tag files; see `places.cpp`.
class PlaceChooser {
 public:
  PlaceChooser(Page& root, const SourceSet& sources, Sink& sink)
      : root_(root), sources_(sources), sink_(sink), tags_(root.tag_files.size()), has_errors_(sink.has_errors()) {}

  /// Follows a tag file, unless it has been followed.
  const TagPlaces& tag(std::size_t file);
  void page();

  /// Where the page begins.
  HtmlContext start() const;
  /// Where a tag file begins.
  HtmlContext tag_start(const Page& tag_file) const;
  Page& root() { return root_; }
  const SourceSet& sources() const { return sources_; }
  Sink& sink() { return sink_; }
  /// Whether something else is wrong, of which missing tags may be a consequence.
  bool has_errors() const { return has_errors_; }
  void note_error() { has_errors_ = true; }

 private:
  Page& root_;
  const SourceSet& sources_;
  Sink& sink_;
  std::vector<TagPlaces> tags_;
  bool has_errors_;
};

/// Follows one page or tag file.
class PlaceWalker {
 public:
  /// `places` is where the bodies and fragments that a tag file runs are noted.
  PlaceWalker(PlaceChooser& chooser, Page& page, TagPlaces& places)
      : chooser_(chooser), page_(page), places_(places), checks_(page.settings.escaping == Escaping::kAuto) {}

  /// A whole document, which must end in text.
  void walk_page(HtmlContext html);
  /// The content of a layout, or a tag file: must end as it began.
  void walk_content(HtmlContext html);
  void walk_tag(HtmlContext html);

 private:
  /// Where control may be: nullopt if the statement before does not end.
  using Reached = std::optional<HtmlContext>;
  /// What `break`, `continue`, `return` or an exception leave.
  struct Frame {
    enum class Kind : unsigned char { kLoop, kSwitch, kFunction, kTry };
    Kind kind;
    Span span;
    Reached breaks = {};
    Reached continues = {};
  };

  // place_walker.cpp: statements
  Reached content(std::vector<Node>& nodes, HtmlContext html);
  Reached statements(std::vector<Flow>& list, Reached html);
  bool statement(Flow& flow, HtmlContext& html);
  Reached branch(Flow& flow, const HtmlContext& html);
  Reached loop(Flow& flow, const HtmlContext& html);
  Reached switch_statement(Flow& flow, const HtmlContext& html);
  Reached try_statement(Flow& flow, const HtmlContext& html);
  void function(Flow& flow, const HtmlContext& html);
  void leave(const Flow& flow, const HtmlContext& html);
  void may_throw(const HtmlContext& html, Span span);
  void output(const Flow& flow, HtmlContext& html);
  /// Where either of two continues; if values there would be escaped differently, reports `what`
  /// at `span`.
  Reached meet(Reached a, const Reached& b, Span span, std::string_view what);
  void must_end_alike(const HtmlContext& begin, const Reached& end, Span span, const std::string& what);
  void must_end_in_text(const Reached& html, Span span);

  // place_calls.cpp: code that prints elsewhere than where it is written
  void note_function(const Flow& flow, const HtmlContext& html);
  void check_calls(const Flow& flow, HtmlContext& html);
  std::string_view code_from(Span span) const;

  // place_standard_tag.cpp
  Reached standard_tag(Node& tag, HtmlContext& html);
  void form_attributes(Node& tag, std::string_view element, const HtmlContext& html);
  // place_structure.cpp: elements that are not closed, and the like
  enum class Whole : unsigned char { kPage, kPart };
  Reached balanced(std::vector<Node>& nodes, HtmlContext html, Whole whole);
  bool follows_structure() const;
  void note_structure(Node& text, HtmlContext& html);
  void check_loop(const Flow& flow, const HtmlContext& begin, const Reached& end);
  void report_nesting(const Reached& end, Whole whole);
  void report_nesting(const NestingMistake& mistake);
  Diagnostic structure_diagnostic(DiagnosticKind kind, Span span, std::string message) const;
  void add_structure(Diagnostic diagnostic);
  Span name_at(std::uint64_t position, const TagName& name, std::size_t before) const;

  // place_nodes.cpp: text, values, actions and tags
  void node(Node& node, HtmlContext& html);
  void text(Node& node, HtmlContext& html);
  void value(Node& node, Span span, HtmlContext& html);
  // place_arms.cpp
  bool literal_arms(Node& node, HtmlContext& html);
  void action(Node& action, HtmlContext& html);
  void element(Node& element, const HtmlContext& html);
  void element_attribute(std::string_view element, std::string_view name, std::vector<Node>& parts);
  void tag_use(Node& tag, HtmlContext& html);
  void struct_use(Node& tag, HtmlContext& html);
  void run(const Node& action, std::optional<RunPlace>& place, const HtmlContext& html);
  void own_content(std::vector<Node>& nodes, const HtmlContext& begin, Span span, const std::string& what);
  /// Reports what is elsewhere; `hint` says what to do instead.
  void must_be_in_text(const HtmlContext& html, Span span, const std::string& what,
                       std::string_view hint = "move it to the text of the page");

  Span at(std::uint64_t position) const;
  Diagnostic& report(DiagnosticKind kind, Span span, std::string message) {
    if (default_severity(kind) == Severity::kError) chooser_.note_error();
    return chooser_.sink().report(kind, span, std::move(message));
  }

  PlaceChooser& chooser_;
  Page& page_;
  TagPlaces& places_;
  /// False if values are escaped as HTML text everywhere, or not at all.
  const bool checks_;
  std::vector<Frame> frames_;
  /// Functions with page text that scriptlets keep in variables, by name: where they begin.
  std::map<std::string, RunPlace, std::less<>> functions_;
  /// Of what is followed by `balanced`.
  std::vector<NestingMistake> nesting_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_PLACE_WALKER_H_
