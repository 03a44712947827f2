// Text, values, actions and tags.

#include "compiler/check/place_walker.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

/// The place of a value that the runtime escapes as an attribute's value later.
ValuePlace without_attribute(ValuePlace place) {
  if (place.part == ValuePart::kAttribute) place.part = ValuePart::kPlain;
  place.within = ValueWithin::kNothing;
  return place;
}

}  // namespace

void PlaceWalker::node(Node& node, HtmlContext& html) {
  switch (node.kind) {
    case NodeKind::kText:
      return text(node, html);
    case NodeKind::kExpression:
    case NodeKind::kEl:
      return value(node, node.span, html);
    case NodeKind::kRawExpression:
      html.elements().may_miss_tags();
      return html.value(&node);
    case NodeKind::kTag:
      return tag_use(node, html);
    case NodeKind::kAction:
      return action(node, html);
    default:
      return;
  }
}

void PlaceWalker::text(Node& node, HtmlContext& html) {
  const HtmlContext::Problem problem = html.advance(node.text, position_of(node.span));
  note_structure(node, html);
  // A value before a `:` chooses the scheme. The nodes are those of this page, which is not const.
  for (const void* value : html.take_schemes()) {
    RareVector<ValuePlace>& place = const_cast<Node*>(static_cast<const Node*>(value))->place;
    if (!place.empty()) place[0].part = ValuePart::kUrlScheme;
  }
  for (const HtmlContext::CodePlace& code : html.take_code_places()) {
    RareVector<ValuePlace>& place = const_cast<Node*>(static_cast<const Node*>(code.value))->place;
    if (!place.empty()) place[0] = code.place;
  }
  if (!checks_ || problem.message.empty()) return;
  const Span span = at(position_of(node.span) + problem.offset);
  report(problem.is_warning ? DiagnosticKind::kUnquotedValue : DiagnosticKind::kUnsafePlace, span, problem.message);
}

/// `<%= … %>`, `${…}`, or a property of a bean.
void PlaceWalker::value(Node& node, Span span, HtmlContext& html) {
  node.in_script = html.in_script();
  if (literal_arms(node, html)) return;
  if (checks_) {
    if (const std::string objection = html.objection(); !objection.empty())
      report(DiagnosticKind::kUnsafePlace, span,
             "no value can be printed safely in " + html.describe() + " here: " + objection);
    node.place.clear();
    if (const ValuePlace place = html.place(); !place.is_text()) node.place.push_back(place);
    if (html.is_unquoted()) {
      Diagnostic& d = report(DiagnosticKind::kUnquotedValue, span,
                             "a value in an attribute without quotes; write quotes around it");
      d.fixes.push_back({span, "\"" + std::string(chooser_.sources().text(span)) + "\""});
    }
  }
  html.value(&node);
}

void PlaceWalker::action(Node& action, HtmlContext& html) {
  const std::string name = "`<" + action.text + ">`";
  switch (action.action) {
    case ActionKind::kInclude:
      html.elements().may_miss_tags();
      return must_be_in_text(html, action.name_span, "the output of " + name);
    case ActionKind::kGetProperty:
      return value(action, action.span, html);
    case ActionKind::kElement:
      must_be_in_text(html, action.name_span, name);
      return element(action, html);
    case ActionKind::kUseBean:
      if (const Reached end = content(action.children, html); end) must_end_alike(html, end, action.name_span, name);
      return;
    case ActionKind::kFragment:
      must_be_in_text(html, action.name_span, name);
      return own_content(action.children, html, action.name_span, name);
    case ActionKind::kDoBody:
      return run(action, places_.body, html);
    case ActionKind::kInvoke: {
      const Attribute* fragment = action.find("fragment");
      if (fragment == nullptr) return;
      std::optional<RunPlace> place;
      if (const auto known = places_.fragments.find(fragment->value); known != places_.fragments.end())
        place = known->second;
      run(action, place, html);
      if (place) places_.fragments.insert_or_assign(fragment->value, *place);
      return;
    }
    case ActionKind::kAttribute: {
      // A slot of the page's layout.
      const Attribute* slot = action.find("name");
      if (slot == nullptr || !page_.settings.layout_file) return;
      const TagPlaces& layout = chooser_.tag(*page_.settings.layout_file);
      const auto place = layout.fragments.find(slot->value);
      return own_content(action.children, place == layout.fragments.end() ? chooser_.start() : place->second.html,
                         action.name_span, name);
    }
    default:
      return;
  }
}

/// `<page:element>`: its attributes are escaped by the runtime, after what their names ask for.
void PlaceWalker::element(Node& element, const HtmlContext& html) {
  const Attribute* name = element.find("name");
  const std::string element_name = name != nullptr && name->is_text() ? name->value : std::string();
  for (Attribute& attribute : element.attributes)
    if (attribute.name != "name") element_attribute(element_name, attribute.name, attribute.parts);
  for (Node& slot : element.slots) element_attribute(element_name, slot.given().value, slot.children);
  HtmlContext begin = html;
  if (!element_name.empty()) begin.advance("<" + element_name + ">", position_of(element.span));
  own_content(element.children, begin, element.name_span, "`<" + element.text + ">`");
}

void PlaceWalker::element_attribute(std::string_view element, std::string_view name, std::vector<Node>& parts) {
  HtmlContext html = chooser_.start();
  html.advance(std::string("<").append(element.empty() ? "x" : element).append(" ").append(name).append("=\""), 0);
  content(parts, html);
  for (Node& part : parts)
    if (!part.place.empty()) part.place[0] = without_attribute(part.place[0]);
}

void PlaceWalker::tag_use(Node& tag, HtmlContext& html) {
  const std::string name = "`<" + tag.text + ">`";
  const bool is_file = page_.libraries[tag.library].kind == TagLibrary::Kind::kFolder;
  if (!is_file) {
    struct_use(tag, html);
    return own_content(tag.children, chooser_.start(), tag.name_span, "the content of " + name);
  }
  const Page& tag_file = chooser_.root().tag_files[tag.tag_file];
  const TagPlaces& places = chooser_.tag(tag.tag_file);
  const bool is_for_text = tag_file.tag.context == "text";
  if (is_for_text) {
    must_be_in_text(html, tag.name_span, "the output of " + name,
                    "a tag file for another place says so, as by `<%@ tag context=\"attribute\" %>`");
  } else if (checks_ && html.place() != chooser_.tag_start(tag_file).place()) {
    report(DiagnosticKind::kUnsafePlace, tag.name_span,
           name + " is for another place: its tag file declares `context=\"" + tag_file.tag.context +
               "\"`, but this is in " + html.describe());
  }
  for (Node& slot : tag.slots) {
    const auto place = places.fragments.find(slot.given().value);
    if (place == places.fragments.end()) continue;
    own_content(slot.children, place->second.html, slot.name_span, "the fragment `" + slot.given().value + "`");
  }
  own_content(tag.children, places.body ? places.body->html : chooser_.start(), tag.name_span,
              "the content of " + name);
}

/// A C++ tag. Outside of text, its struct must say that it writes plain text, which is escaped as a
/// value is; only Clang knows whether it does.
void PlaceWalker::struct_use(Node& tag, HtmlContext& html) {
  html.elements().may_miss_tags();
  if (checks_) tag.place.clear();
  if (html.takes_tags() || !html.is_sure()) return;
  if (checks_) {
    if (const std::string objection = html.objection(); !objection.empty())
      report(DiagnosticKind::kUnsafePlace, tag.name_span,
             "nothing can be printed safely in " + html.describe() + " here: " + objection);
    tag.place.push_back(html.place());
  }
  html.value(&tag);
}

/// Notes where a tag file runs the content or a fragment of its caller. What is captured is text.
void PlaceWalker::run(const Node& action, std::optional<RunPlace>& place, const HtmlContext& html) {
  const bool is_captured = action.has("var") || action.has("varReader");
  const HtmlContext here = is_captured ? chooser_.start() : html;
  if (!place) {
    place = RunPlace{here, action.name_span};
    return;
  }
  if (!checks_ || HtmlContext::join(place->html, here)) return;
  Diagnostic& d = report(DiagnosticKind::kUnclearPlace, action.name_span,
                         "the caller's content runs in two parts of the HTML, in " + place->html.describe() +
                             " and in " + here.describe() + "; values in it could not be escaped for both");
  d.notes.push_back({place->span, "the other place is here"});
}

void PlaceWalker::own_content(std::vector<Node>& nodes, const HtmlContext& begin, Span span, const std::string& what) {
  if (nodes.empty()) return;
  // Whatever surrounds it is not left by its jumps.
  std::vector<Frame> outer = std::exchange(frames_, {});
  frames_.push_back({Frame::Kind::kFunction, span});
  frames_.push_back({Frame::Kind::kFunction, span});
  const Reached end = balanced(nodes, begin, Whole::kPart);
  const Frame frame = frames_.back();
  frames_ = std::move(outer);
  must_end_alike(begin, end, span, what);
  if (frame.breaks) must_end_alike(begin, frame.breaks, span, what);
}

void PlaceWalker::must_be_in_text(const HtmlContext& html, Span span, const std::string& what, std::string_view hint) {
  if (!checks_ || !html.is_sure() || html.takes_tags()) return;
  report(DiagnosticKind::kUnsafePlace, span,
         what + " is HTML text, but this is in " + html.describe() + "; " + std::string(hint));
}

}  // namespace quire::compiler
