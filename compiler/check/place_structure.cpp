// Elements that are not closed, crossed, or closed without being open, and attributes that occur twice.
//
// The tags are followed by `OpenElements`, which is a part of the HTML context, and so takes the same
// ways through the page's branches. What a page, the content of a tag, or a fragment opens, it should
// close. A page may also be a part of another, as one with the head of a document for `<page:include>`:
// so elements that lay out pages are only missed where all of the document is at hand.

#include "compiler/check/place_walker.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

std::string start_tag(const TagName& name) { return "`<" + std::string(name.text()) + ">`"; }
std::string end_tag(const TagName& name) { return "`</" + std::string(name.text()) + ">`"; }

constexpr std::size_t kStart = std::string_view("<").size();
constexpr std::size_t kEnd = std::string_view("</").size();

}  // namespace

bool PlaceWalker::follows_structure() const {
  const auto& setting = chooser_.root().settings.group.structure;
  return checks_ && !chooser_.has_errors() && !page_.is_xml && (!setting || setting->value != "off");
}

/// Follows what should close the elements that it opens.
PlaceWalker::Reached PlaceWalker::balanced(std::vector<Node>& nodes, HtmlContext html, Whole whole) {
  html.begin_elements();
  std::vector<NestingMistake> outer = std::exchange(nesting_, {});
  const Reached end = content(nodes, std::move(html));
  report_nesting(end, whole);
  nesting_ = std::move(outer);
  return end;
}

/// After text: takes what was found in it.
void PlaceWalker::note_structure(Node& text, HtmlContext& html) {
  for (const std::uint64_t place : html.take_nonce_places()) {
    const std::uint64_t begin = position_of(text.span);
    const auto offset = static_cast<std::uint32_t>(place < begin ? 0 : place - begin);
    if (std::ranges::find(text.nonces, offset) == text.nonces.end()) text.nonces.push_back(offset);
  }
  for (const NestingMistake& mistake : html.elements().take_mistakes()) nesting_.push_back(mistake);
  for (const TagAttributes::Repeated& each : html.take_repeated()) {
    Diagnostic d = structure_diagnostic(DiagnosticKind::kRepeatedHtmlAttribute, name_at(each.second, each.name, 0),
                                        "attribute `" + std::string(each.name.text()) +
                                            "` was given before in this tag, and browsers ignore the second one");
    d.notes.push_back({name_at(each.first, each.name, 0), "first given here"});
    add_structure(std::move(d));
  }
}

void PlaceWalker::check_loop(const Flow& flow, const HtmlContext& begin, const Reached& end) {
  // What a macro's body is, is not known.
  if (flow.is_macro || !end || !end->is_sure()) return;
  const auto mistake = OpenElements::loop_mistake(begin.elements(), end->elements());
  if (!mistake) return;
  const Span start = name_at(mistake->at, mistake->name, kStart);
  if (mistake->kind == NestingMistake::Kind::kUnclosed) {
    Diagnostic d =
        structure_diagnostic(DiagnosticKind::kUnclosedHtmlElement, start,
                             "each round of a loop opens " + start_tag(mistake->name) + ", but does not close it");
    d.notes.push_back({flow.span, "the loop begins here"});
    return add_structure(std::move(d));
  }
  Diagnostic d = structure_diagnostic(
      DiagnosticKind::kUnmatchedHtmlEndTag, flow.span,
      "each round of this loop closes " + start_tag(mistake->name) + ", which is opened only once, before the loop");
  d.notes.push_back({start, "opened here"});
  add_structure(std::move(d));
}

void PlaceWalker::report_nesting(const Reached& end, Whole whole) {
  const bool is_complete = end && end->elements().is_complete(whole == Whole::kPage);
  if (end && end->is_sure() && !end->is_open())
    for (const NestingMistake& mistake : end->elements().unclosed()) nesting_.push_back(mistake);
  for (const NestingMistake& mistake : nesting_)
    if (is_complete || !mistake.is_container) report_nesting(mistake);
}

void PlaceWalker::report_nesting(const NestingMistake& mistake) {
  if (mistake.kind == NestingMistake::Kind::kUnmatchedEnd)
    return add_structure(structure_diagnostic(DiagnosticKind::kUnmatchedHtmlEndTag,
                                              name_at(mistake.at, mistake.name, kEnd),
                                              end_tag(mistake.name) + " closes nothing: no such element is open here"));
  const bool is_within = !mistake.outer.empty();
  Diagnostic d = structure_diagnostic(
      DiagnosticKind::kUnclosedHtmlElement, name_at(mistake.at, mistake.name, kStart),
      start_tag(mistake.name) +
          (is_within ? " is still open at " + end_tag(mistake.outer) + ", which ends the element around it"
                     : std::string(" is not closed")));
  if (is_within)
    d.notes.push_back({name_at(mistake.outer_at, mistake.outer, kEnd), end_tag(mistake.outer) + " is here"});
  add_structure(std::move(d));
}

Diagnostic PlaceWalker::structure_diagnostic(DiagnosticKind kind, Span span, std::string message) const {
  const auto& setting = chooser_.root().settings.group.structure;
  const bool is_error = setting && setting->value == "error";
  return {kind, is_error ? Severity::kError : default_severity(kind), span, std::move(message)};
}

void PlaceWalker::add_structure(Diagnostic diagnostic) {
  if (follows_structure()) chooser_.sink().add(std::move(diagnostic));
}

/// A name in the page, and the `before` bytes before it.
Span PlaceWalker::name_at(std::uint64_t position, const TagName& name, std::size_t before) const {
  Span span = at(position);
  const std::size_t rest = chooser_.sources().file(span.file).bytes().size() - span.begin;
  span.end = span.begin + static_cast<std::uint32_t>(std::min(before + name.text().size(), rest));
  return span;
}

}  // namespace quire::compiler
