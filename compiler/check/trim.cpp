#include "compiler/check/passes.h"

#include "compiler/assemble/attribute_slots.h"
#include "compiler/check/follow_html.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

/// An item of a page, in page order: text, or something else.
struct Item {
  enum class Kind : unsigned char { kText, kPrinting, kSilent };
  Kind kind = Kind::kSilent;
  Node* node = nullptr;
};

/// The items of a page. A gap in the file, such as a comment, is an item without output.
class Items {
 public:
  explicit Items(std::vector<Node>& nodes) { walk(nodes); }
  std::vector<Item> take() { return std::move(items_); }

 private:
  template <typename Nodes>
  void walk(Nodes& nodes) {
    for (Node& node : nodes) {
      if (has_last_ && (node.span.file != last_.file || node.span.begin != last_.end)) items_.push_back({});
      const bool text = node.kind == NodeKind::kText;
      const bool printing = node.kind == NodeKind::kExpression || node.kind == NodeKind::kRawExpression ||
                            node.kind == NodeKind::kEl || node.kind == NodeKind::kNonce || node.prints_value();
      items_.push_back({text ? Item::Kind::kText : printing ? Item::Kind::kPrinting : Item::Kind::kSilent, &node});
      last_ = node.span;
      has_last_ = true;
      walk(node.slots);
      walk(node.children);
      if (node.close_span.size() == 0) continue;
      items_.push_back({Item::Kind::kSilent, &node});
      last_ = node.close_span;
    }
  }

  std::vector<Item> items_;
  Span last_;
  bool has_last_ = false;
};

/// Processes the page line by line and drops lines without content.
class LineTrimmer {
 public:
  void item(const Item& item) {
    if (item.kind == Item::Kind::kPrinting) has_content_ = true;
    if (item.kind == Item::Kind::kSilent) has_silent_ = true;
    if (item.kind != Item::Kind::kText) return;
    std::string& text = item.node->text;
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = text.find('\n', begin);
      const std::size_t line_end = end == std::string::npos ? text.size() : end + 1;
      if (!is_blank(std::string_view(text).substr(begin, line_end - begin))) has_content_ = true;
      pieces_.push_back({&text, begin, line_end});
      if (end != std::string::npos) end_line();
      begin = line_end;
    }
  }

  void finish() {
    end_line();
    // From the back, so that offsets stay valid.
    for (auto piece = dropped_.rbegin(); piece != dropped_.rend(); ++piece)
      piece->text->erase(piece->begin, piece->end - piece->begin);
  }

 private:
  struct Piece {
    std::string* text;
    std::size_t begin;
    std::size_t end;
  };

  void end_line() {
    if (has_silent_ && !has_content_) dropped_.insert(dropped_.end(), pieces_.begin(), pieces_.end());
    pieces_.clear();
    has_silent_ = has_content_ = false;
  }

  std::vector<Piece> pieces_;
  std::vector<Piece> dropped_;
  bool has_silent_ = false;
  bool has_content_ = false;
};

void trim_directives(const std::vector<Item>& items) {
  for (std::size_t index = 0; index < items.size(); ++index) {
    if (items[index].kind != Item::Kind::kText) continue;
    std::string& text = items[index].node->text;
    if (is_blank(text)) {
      text.clear();
      continue;
    }
    const Node* before = index == 0 ? nullptr : items[index - 1].node;
    if (before == nullptr || before->kind != NodeKind::kDirective) continue;
    const std::size_t end = text.find('\n');
    if (end != std::string::npos && is_blank(std::string_view(text).substr(0, end))) text.erase(0, end + 1);
  }
}

/// Appends a stretch of text in which each run of white space becomes a line end or a space.
void append_collapsed(std::string_view text, std::string& result) {
  while (!text.empty()) {
    const auto run = static_cast<std::size_t>(std::ranges::find_if(text, is_space) - text.begin());
    result += text.substr(0, run);
    text.remove_prefix(run);
    if (text.empty()) return;
    const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_space) - text.begin());
    result += text.substr(0, end).find('\n') == std::string_view::npos ? ' ' : '\n';
    text.remove_prefix(end);
  }
}

class Collapser {
 public:
  Collapser(const Page& page, const std::vector<Page>& tag_files) : page_(page), tag_files_(tag_files) {}

  void text(Node& node, HtmlReader& html) const {
    const std::string text = std::exchange(node.text, {});
    for (std::size_t at = 0; at < text.size();) {
      const HtmlReader::Stretch stretch = html.next(std::string_view(text).substr(at));
      const std::string_view part = std::string_view(text).substr(at, stretch.size);
      if (stretch.collapses) append_collapsed(part, node.text);
      else node.text += part;
      at += stretch.size;
    }
  }
  void value(Node&, const HtmlReader&) const {}
  /// Only a fragment is HTML: any other slot is the value of an attribute.
  bool enters_slot(const Node* action, const Node& slot) const {
    const Page* file = nullptr;
    if (action == nullptr && page_.settings.layout_file) file = &tag_files_[*page_.settings.layout_file];
    else if (action != nullptr && action->kind == NodeKind::kTag && is_from_file(*action))
      file = &tag_files_[action->tag_file];
    const Attribute* name = slot.find("name");
    const Parameter* declared = file == nullptr || name == nullptr ? nullptr : file->tag.find(name->value);
    return declared != nullptr && declared->is_fragment;
  }

 private:
  bool is_from_file(const Node& tag) const { return page_.libraries[tag.library].kind == TagLibrary::Kind::kFolder; }

  const Page& page_;
  const std::vector<Page>& tag_files_;
};

}  // namespace

void trim(Page& page, const std::vector<Page>& tag_files) {
  const Trim mode = page.settings.trim;
  if (mode == Trim::kOff) return;
  if (mode == Trim::kCollapse) return follow_html(page, Collapser(page, tag_files));
  const std::vector<Item> items = Items(page.nodes).take();
  if (mode == Trim::kDirectives) return trim_directives(items);
  LineTrimmer trimmer;
  for (const Item& item : items) trimmer.item(item);
  trimmer.finish();
}

}  // namespace quire::compiler
