// `#if` in the code of a page: the compiler reads one of its parts, and nobody else knows which. If each
// part consists of whole statements, they are like the arms of a branch, and stay in the list. Otherwise,
// as in
//
//     #if A
//     if (a) {
//     #else
//     if (b) {
//     #endif
//
// the statements after it depend on the part. If all parts have the same keywords and brackets, as here,
// the first stands for all of them. If not, the first is used too, and a problem is returned. That is
// harmless only within a scriptlet that is complete with the first parts, and also with the last ones,
// where `#if` without `#else` has an empty last part.
#include "compiler/check/flow_items.h"

#include <algorithm>
#include <string>
#include <utility>

namespace quire::compiler {
namespace {

using Kind = FlowItem::Kind;

bool is_opener(const FlowItem& item) { return item.is('(') || item.is('[') || item.is('{'); }
bool is_closer(const FlowItem& item) { return item.is(')') || item.is(']') || item.is('}'); }

/// Whether leaving out the item could hide where control or output goes.
bool matters(const FlowItem& item) {
  switch (item.word) {
    case FlowWord::kOut:
    case FlowWord::kBreak:
    case FlowWord::kContinue:
    case FlowWord::kReturn:
    case FlowWord::kThrow:
    case FlowWord::kGoto:
      return true;
    default:
      return item.kind == Kind::kNode;
  }
}

/// What one part of an `#if` looks like from outside.
class PartShape {
 public:
  void add(const FlowItem& item) {
    if (items_++ == 0 && (item.word == FlowWord::kElse || item.word == FlowWord::kCatch)) fail(item);
    needs_body_ = false;
    switch (item.word) {
      case FlowWord::kIf:
      case FlowWord::kFor:
      case FlowWord::kWhile:
      case FlowWord::kSwitch:
      case FlowWord::kCatch:
        head_ = item;
        head_depth_ = depth_;
        break;
      case FlowWord::kElse:
      case FlowWord::kDo:
      case FlowWord::kTry:
        head_ = item;
        needs_body_ = true;
        break;
      default:
        break;
    }
    if (item.word > FlowWord::kOther && item.word < FlowWord::kOut)
      skeleton_ += static_cast<char>('a' + static_cast<int>(item.word));
    if (is_opener(item) || is_closer(item)) bracket(item);
  }

  /// A part of which a nested `#if` stays.
  void add_group() { needs_body_ = false; }

  void finish() {
    if (depth_ > lowest_) fail(last_opener_);
    else if (needs_body_) fail(head_);
  }

  bool is_whole() const { return is_whole_; }
  const FlowItem& problem() const { return problem_; }
  /// Closes as many brackets of what is before it, and opens as many for what follows.
  bool has_same_brackets(const PartShape& other) const { return depth_ == other.depth_ && lowest_ == other.lowest_; }
  /// Equal for parts with the same keywords and brackets.
  const std::string& skeleton() const { return skeleton_; }

 private:
  void bracket(const FlowItem& item) {
    skeleton_ += item.c;
    if (is_opener(item)) {
      ++depth_;
      last_opener_ = item;
      return;
    }
    if (depth_-- == lowest_) {
      --lowest_;
      fail(item);
    }
    needs_body_ = item.is(')') && head_depth_ == depth_;
    if (needs_body_ || item.is('}')) head_depth_ = -1;
  }

  void fail(const FlowItem& item) {
    if (is_whole_) problem_ = item;
    is_whole_ = false;
  }

  std::string skeleton_;
  int items_ = 0;
  int depth_ = 0;
  int lowest_ = 0;
  // The last keyword that needs a body, and how many brackets were open there; -1 after its `(…)`.
  FlowItem head_;
  int head_depth_ = -1;
  // The last token was the end of such a head.
  bool needs_body_ = false;
  FlowItem last_opener_;
  FlowItem problem_;
  bool is_whole_ = true;
};

class ConditionResolver {
 public:
  explicit ConditionResolver(std::vector<FlowItem>& items)
      : items_(items), dropped_(items.size() + 1), dropped_of_last_(items.size() + 1), matters_(1) {
    for (const FlowItem& item : items) matters_.push_back(matters_.back() + (matters(item) ? 1 : 0));
  }

  std::vector<ConditionProblem> run() {
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].is_condition()) continue;
      if (items_[i].kind == Kind::kIf) open_.push_back({{}, false, false});
      if (open_.empty()) {
        drop(i, i + 1);
        continue;
      }
      open_.back().marks.push_back(i);
      if (items_[i].kind == Kind::kEndIf) end_group();
    }
    for (const Group& group : open_)
      for (const std::uint32_t mark : group.marks) drop(mark, mark + 1);
    if (!problems_.empty()) check_last_parts();
    remove_dropped();
    return std::move(problems_);
  }

 private:
  /// One `#if` with all that belongs to it.
  struct Group {
    /// Where its `#if`, `#elif`, `#else` and `#endif` are.
    std::vector<std::uint32_t> marks;
    /// Contains a group of which only the first part remains, and one for which there is a problem.
    bool has_reduced;
    bool has_problem;
  };

  void end_group() {
    Group group = std::move(open_.back());
    open_.pop_back();
    const std::vector<std::uint32_t>& marks = group.marks;
    std::vector<PartShape> parts;
    for (std::size_t i = 0; !group.has_reduced && i + 1 < marks.size(); ++i)
      parts.push_back(shape(marks[i] + 1, marks[i + 1]));
    if (!group.has_reduced && std::ranges::all_of(parts, &PartShape::is_whole)) {
      for (std::size_t i = 0; i + 1 < marks.size(); ++i) items_[marks[i]].match = marks[i + 1];
      return;
    }
    if (!group.has_problem && !are_alike(marks, parts)) {
      group.has_problem = true;
      const auto cut = std::ranges::find_if_not(parts, &PartShape::is_whole);
      problems_.push_back({cut == parts.end() ? items_[marks[0]] : cut->problem(), is_quiet(marks, parts)});
    }
    drop(marks[0], marks[0] + 1);
    drop(marks[1], marks.back() + 1);
    const bool has_else = items_[marks[marks.size() - 2]].kind == Kind::kElse;
    ++dropped_of_last_[marks[0]];
    --dropped_of_last_[has_else ? marks[marks.size() - 2] : marks.back()];
    if (open_.empty()) return;
    open_.back().has_reduced = true;
    open_.back().has_problem |= group.has_problem;
  }

  /// The shape of the items from `begin` to `end`, in time that does not depend on nested groups.
  PartShape shape(std::uint32_t begin, std::uint32_t end) const {
    PartShape part;
    for (std::uint32_t i = begin; i < end; ++i) {
      if (items_[i].kind == Kind::kIf) {
        while (items_[i].match != 0) i = items_[i].match;
        part.add_group();
      } else {
        part.add(items_[i]);
      }
    }
    part.finish();
    return part;
  }

  /// Whether the first part can stand for all.
  bool are_alike(const std::vector<std::uint32_t>& marks, const std::vector<PartShape>& parts) const {
    if (parts.empty() || items_[marks[marks.size() - 2]].kind != Kind::kElse || has_content(marks[1], marks.back()))
      return false;
    return std::ranges::all_of(parts, [&](const PartShape& part) { return part.skeleton() == parts[0].skeleton(); });
  }

  bool has_content(std::uint32_t begin, std::uint32_t end) const { return matters_[end] > matters_[begin]; }

  /// The group is in one scriptlet and in no other group, what is dropped of it does not jump or print,
  /// and its other parts have the brackets of the first or the last.
  bool is_quiet(const std::vector<std::uint32_t>& marks, const std::vector<PartShape>& parts) const {
    if (!open_.empty() || parts.empty() || has_content(marks[1], marks.back())) return false;
    return items_[marks[0]].scriptlet == items_[marks.back()].scriptlet &&
           std::ranges::all_of(parts, [&](const PartShape& part) {
             return part.has_same_brackets(parts.front()) || part.has_same_brackets(parts.back());
           });
  }

  /// Keeps problems harmless only where the scriptlet closes what it opens with the last parts too.
  void check_last_parts() {
    std::uint32_t scriptlets = 0;
    for (const FlowItem& item : items_) scriptlets = std::max(scriptlets, item.scriptlet);
    std::vector<int> depths(scriptlets + 1);
    std::vector<bool> is_complete(scriptlets + 1, true);
    int drops = 0;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      drops += dropped_of_last_[i];
      if (drops > 0) continue;
      int& depth = depths[items_[i].scriptlet];
      if (is_opener(items_[i])) ++depth;
      else if (is_closer(items_[i]) && depth-- == 0) is_complete[items_[i].scriptlet] = false;
    }
    for (ConditionProblem& problem : problems_) {
      const std::uint32_t scriptlet = problem.item.scriptlet;
      if (depths[scriptlet] != 0 || !is_complete[scriptlet]) problem.may_be_harmless = false;
    }
  }

  void drop(std::uint32_t begin, std::uint32_t end) {
    ++dropped_[begin];
    --dropped_[end];
  }

  void remove_dropped() {
    std::vector<std::uint32_t> moved(items_.size());
    std::uint32_t kept = 0;
    int drops = 0;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      drops += dropped_[i];
      moved[i] = kept;
      // A node is never lost.
      if (drops > 0 && items_[i].kind != Kind::kNode) continue;
      items_[kept++] = items_[i];
    }
    items_.resize(kept);
    for (FlowItem& item : items_)
      if (item.match != 0) item.match = moved[item.match];
  }

  std::vector<FlowItem>& items_;
  std::vector<Group> open_;
  // How many dropped ranges begin at an item, less those that end there.
  std::vector<int> dropped_;
  // The same for all parts but the last.
  std::vector<int> dropped_of_last_;
  // How many items that matter precede an item.
  std::vector<std::uint32_t> matters_;
  std::vector<ConditionProblem> problems_;
};

}  // namespace

std::vector<ConditionProblem> resolve_conditions(std::vector<FlowItem>& items) {
  return ConditionResolver(items).run();
}

}  // namespace quire::compiler
