#include "compiler/check/passes.h"

#include "compiler/assemble/attribute_slots.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
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
      const bool printing =
          node.kind == NodeKind::kExpression || node.kind == NodeKind::kRawExpression || node.kind == NodeKind::kEl;
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

/// Whether text is inside an element whose white space is significant.
class Preformatted {
 public:
  /// Advances to `offset` and returns whether white space is significant there.
  bool at(std::string_view text, std::size_t offset) {
    for (; at_ < offset; ++at_) {
      if (text[at_] != '<') continue;
      const std::string next = to_lower(std::string_view(text).substr(at_, 12));
      if (!open_.empty()) {
        if (next.starts_with("</" + std::string(open_))) open_ = {};
        continue;
      }
      for (const std::string_view name : {"pre", "textarea", "script", "style"})
        if (next.starts_with("<" + std::string(name)) && ends_name(next, name.size() + 1)) open_ = name;
    }
    return !open_.empty();
  }
  void next_text() { at_ = 0; }

 private:
  static bool ends_name(const std::string& tag, std::size_t at) {
    return at >= tag.size() || is_space(tag[at]) || tag[at] == '>' || tag[at] == '/';
  }

  std::string_view open_;
  std::size_t at_ = 0;
};

void collapse(const std::vector<Item>& items) {
  Preformatted preformatted;
  for (const Item& item : items) {
    if (item.kind != Item::Kind::kText) continue;
    const std::string text = std::move(item.node->text);
    std::string& result = item.node->text;
    result.clear();
    preformatted.next_text();
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = begin;
      while (end < text.size() && is_space(text[end])) ++end;
      if (end > begin && !preformatted.at(text, begin)) {
        const bool has_line_end =
            std::string_view(text).substr(begin, end - begin).find('\n') != std::string_view::npos;
        result += has_line_end ? '\n' : ' ';
      } else {
        end = std::max(end, begin + 1);
        result.append(text, begin, end - begin);
      }
      begin = end;
    }
    preformatted.at(text, text.size());
  }
}

}  // namespace

void trim(Page& page) {
  const Trim mode = page.settings.trim;
  if (mode == Trim::kOff) return;
  const std::vector<Item> items = Items(page.nodes).take();
  if (mode == Trim::kDirectives) trim_directives(items);
  else if (mode == Trim::kCollapse) collapse(items);
  if (mode != Trim::kLines) return;
  LineTrimmer trimmer;
  for (const Item& item : items) trimmer.item(item);
  trimmer.finish();
}

}  // namespace quire::compiler
