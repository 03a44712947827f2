// The statements of scriptlets.

#include "compiler/check/place_walker.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace quire::compiler {
namespace {

/// Where a loop begins may change while its body is followed, each time for stricter escaping.
constexpr int kMaxRounds = 4;

/// Whether an exception may come from the statement itself, rather than from those in it.
bool throws(const Flow& flow) {
  switch (flow.kind) {
    case FlowKind::kNode:
      return flow.node->kind != NodeKind::kText;
    case FlowKind::kBlock:
    case FlowKind::kTry:
    case FlowKind::kFunction:
    case FlowKind::kBreak:
    case FlowKind::kContinue:
      return false;
    default:
      return true;
  }
}

}  // namespace

void PlaceWalker::walk_page(HtmlContext html) {
  frames_.push_back({Frame::Kind::kFunction, {page_.file, 0, 0}});
  must_end_in_text(balanced(page_.nodes, std::move(html), Whole::kPage), {page_.file, 0, 0});
  frames_.pop_back();
}

void PlaceWalker::walk_content(HtmlContext html) {
  const HtmlContext begin = html;
  frames_.push_back({Frame::Kind::kFunction, {page_.file, 0, 0}});
  must_end_alike(begin, balanced(page_.nodes, std::move(html), Whole::kPart), {page_.file, 0, 0}, "the page");
  frames_.pop_back();
}

void PlaceWalker::walk_tag(HtmlContext html) {
  const HtmlContext begin = html;
  frames_.push_back({Frame::Kind::kFunction, {page_.file, 0, 0}});
  const Reached end = balanced(page_.nodes, std::move(html), Whole::kPart);
  frames_.pop_back();
  if (page_.tag.context == "text") must_end_in_text(end, {page_.file, 0, 0});
  else must_end_alike(begin, end, {page_.file, 0, 0}, "the tag file");
}

PlaceWalker::Reached PlaceWalker::content(std::vector<Node>& nodes, HtmlContext html) {
  std::vector<Flow> list = read_flow(nodes, chooser_.sources(), chooser_.sink());
  return statements(list, std::move(html));
}

PlaceWalker::Reached PlaceWalker::statements(std::vector<Flow>& list, Reached html) {
  // What follows a `return` is followed from the beginning, so that its mistakes are found as well.
  Reached unreachable;
  for (Flow& flow : list) {
    if (html) {
      if (!statement(flow, *html)) html.reset();
    } else {
      if (!unreachable) {
        unreachable = chooser_.start();
        unreachable->elements().forget();
      }
      statement(flow, *unreachable);
    }
  }
  return html;
}

/// Returns false if control does not continue after it.
bool PlaceWalker::statement(Flow& flow, HtmlContext& html) {
  const auto go_on = [&html](Reached reached) {
    if (reached) html = *std::move(reached);
    return reached.has_value();
  };
  if (throws(flow)) may_throw(html, flow.span);
  switch (flow.kind) {
    case FlowKind::kNode:
      if (flow.node->kind == NodeKind::kStandardTag) return go_on(standard_tag(*flow.node, html));
      node(*flow.node, html);
      return true;
    case FlowKind::kBlock:
      return go_on(statements(flow.children, html));
    case FlowKind::kBranch:
      return go_on(branch(flow, html));
    case FlowKind::kLoop:
      return go_on(loop(flow, html));
    case FlowKind::kSwitch:
      return go_on(switch_statement(flow, html));
    case FlowKind::kTry:
      return go_on(try_statement(flow, html));
    case FlowKind::kFunction:
      function(flow, html);
      return true;
    case FlowKind::kBreak:
    case FlowKind::kContinue:
    case FlowKind::kReturn:
      leave(flow, html);
      return false;
    case FlowKind::kThrow:
      return false;
    case FlowKind::kOutput:
      output(flow, html);
      return true;
    case FlowKind::kCode:
      check_calls(flow, html);
      return true;
    case FlowKind::kCase:
      return true;
  }
  return true;
}

PlaceWalker::Reached PlaceWalker::branch(Flow& flow, const HtmlContext& html) {
  Reached end;
  bool is_first = true;
  for (Flow& arm : flow.children) {
    Reached reached = statements(arm.children, html);
    end = is_first ? std::move(reached) : meet(std::move(end), reached, flow.span, "the ends of the branches");
    is_first = false;
  }
  return flow.has_else ? end : meet(html, end, flow.span, "the ends of the branches");
}

PlaceWalker::Reached PlaceWalker::loop(Flow& flow, const HtmlContext& html) {
  HtmlContext begin = html;
  Reached end;
  Reached breaks;
  for (int round = 0; round < kMaxRounds; ++round) {
    frames_.push_back({Frame::Kind::kLoop, flow.span});
    end = begin;
    for (Flow& body : flow.children) end = statements(body.children, begin);
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    breaks = frame.breaks;
    if (frame.continues) end = meet(std::move(end), frame.continues, flow.span, "the end of the loop and `continue`");
    if (round == 0) check_loop(flow, begin, end);
    const Reached again = meet(begin, end, flow.span, "the beginning and the end of the loop");
    if (!again || *again == begin) break;
    begin = *again;
  }
  Reached after = flow.runs_once ? end : meet(begin, end, flow.span, "the beginning and the end of the loop");
  return breaks ? meet(std::move(after), breaks, flow.span, "the end of the loop and `break`") : after;
}

PlaceWalker::Reached PlaceWalker::switch_statement(Flow& flow, const HtmlContext& html) {
  frames_.push_back({Frame::Kind::kSwitch, flow.span});
  Reached reached;
  for (Flow& child : flow.children) {
    if (child.kind == FlowKind::kCase)
      reached = meet(html, reached, child.span, "the beginning of the switch and the end of the case before");
    else if (HtmlContext here = reached ? *std::move(reached) : html; statement(child, here)) reached = std::move(here);
    else reached.reset();
  }
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  Reached end = flow.has_default ? reached : meet(html, reached, flow.span, "the ends of the cases");
  return frame.breaks ? meet(std::move(end), frame.breaks, flow.span, "the ends of the cases") : end;
}

/// An exception may come from any statement of the block, so `catch` continues from any of them.
PlaceWalker::Reached PlaceWalker::try_statement(Flow& flow, const HtmlContext& html) {
  if (flow.children.empty()) return html;
  frames_.push_back({Frame::Kind::kTry, flow.span});
  Reached end = statements(flow.children.front().children, html);
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  const HtmlContext thrown = frame.breaks.value_or(html);
  // What is thrown may be of another type than `catch` takes.
  if (frame.breaks) may_throw(thrown, flow.span);
  for (Flow& handler : flow.children | std::views::drop(1))
    end = meet(std::move(end), statements(handler.children, thrown), flow.span, "the ends of `try` and `catch`");
  return end;
}

void PlaceWalker::may_throw(const HtmlContext& html, Span span) {
  for (Frame& frame : frames_ | std::views::reverse) {
    if (frame.kind == Frame::Kind::kFunction) return;
    if (frame.kind != Frame::Kind::kTry) continue;
    if (!frame.breaks) frame.breaks = html;
    else frame.breaks = meet(frame.breaks, html, span, "statements of the `try` block, any of which may throw,");
    return;
  }
}

void PlaceWalker::function(Flow& flow, const HtmlContext& html) {
  note_function(flow, html);
  frames_.push_back({Frame::Kind::kFunction, flow.span});
  Reached end = html;
  // It may be called anywhere.
  end->elements().forget();
  for (Flow& body : flow.children) end = statements(body.children, end);
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  must_end_alike(html, end, flow.span, "the function");
  if (frame.breaks) must_end_alike(html, frame.breaks, flow.span, "the function");
}

void PlaceWalker::leave(const Flow& flow, const HtmlContext& html) {
  const bool is_return = flow.kind == FlowKind::kReturn;
  const bool is_continue = flow.kind == FlowKind::kContinue;
  const auto frame = std::ranges::find_if(frames_ | std::views::reverse, [&](const Frame& each) {
    if (is_return || each.kind == Frame::Kind::kFunction) return each.kind == Frame::Kind::kFunction;
    return each.kind == Frame::Kind::kLoop || (!is_continue && each.kind == Frame::Kind::kSwitch);
  });
  if (frame == frames_.rend()) return;
  if (frame->kind == Frame::Kind::kFunction && &*frame == &frames_.front()) {
    // The page ends here.
    return must_end_in_text(html, flow.span);
  }
  Reached& reached = is_continue ? frame->continues : frame->breaks;
  if (reached) reached = meet(std::move(reached), html, flow.span, "these places");
  else reached = html;
}

void PlaceWalker::output(const Flow& flow, HtmlContext& html) {
  if (flow.is_raw) html.elements().may_miss_tags();
  if (!checks_ || flow.is_raw || html.takes_html_text() || !html.is_sure()) return;
  report(
      DiagnosticKind::kUnsafePlace, flow.span,
      "`out <<` escapes as HTML text, but this is in " + html.describe() + "; write `<%= … %>`, which escapes for it");
}

PlaceWalker::Reached PlaceWalker::meet(Reached a, const Reached& b, Span span, std::string_view what) {
  if (!a || !b) return a ? a : b;
  std::optional<HtmlContext> joined = HtmlContext::join(*a, *b);
  if (joined) return joined;
  if (checks_) {
    Diagnostic& d = report(DiagnosticKind::kUnclearPlace, span,
                           std::string(what) + " are in different parts of the HTML, " + a->describe() + " and " +
                               b->describe() + "; values after them could not be escaped for both");
    for (const HtmlContext* each : {static_cast<const HtmlContext*>(&*a), &*b})
      if (!each->is_text() && (each == &*b || a->opened() != b->opened()))
        d.notes.push_back({at(each->opened()), each->describe() + " begins here"});
  }
  return a;
}

void PlaceWalker::must_end_alike(const HtmlContext& begin, const Reached& end, Span span, const std::string& what) {
  if (!checks_ || !end || HtmlContext::join(begin, *end)) return;
  Diagnostic& d = report(DiagnosticKind::kUnclearPlace, span,
                         what + " ends in another part of the HTML than it begins in: in " + end->describe());
  if (!end->is_text()) d.notes.push_back({at(end->opened()), end->describe() + " begins here"});
}

void PlaceWalker::must_end_in_text(const Reached& html, Span span) {
  if (!checks_ || !html || !html->is_open()) return;
  const Span opened = at(html->opened());
  Diagnostic& d = report(DiagnosticKind::kUnclosedHtml, opened, html->describe() + " is not closed");
  if (span.begin > 0) d.notes.push_back({span, "the page may end here"});
}

Span PlaceWalker::at(std::uint64_t position) const {
  const auto file = static_cast<FileId>(position >> 32);
  const auto offset = static_cast<std::uint32_t>(position);
  const auto size = static_cast<std::uint32_t>(chooser_.sources().file(file).bytes().size());
  const std::uint32_t begin = std::min(offset, size);
  return {file, begin, std::min(begin + 1, size)};
}

}  // namespace quire::compiler
