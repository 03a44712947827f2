// Standard tags. Those that decide what runs are followed as the statements that they become.

#include "compiler/check/place_walker.h"

#include "compiler/check/standard_values.h"

#include <string>
#include <utility>

namespace quire::compiler {
namespace {

/// The content of the tag, as a block.
Flow block_of(Node& tag, const SourceSet& sources, Sink& sink) {
  Flow block{.kind = FlowKind::kBlock, .span = tag.name_span};
  block.children = read_flow(tag.children, sources, sink);
  return block;
}

/// The statement that the tag becomes.
Flow statement_of(Node& tag, const SourceSet& sources, Sink& sink) {
  Flow flow{.kind = FlowKind::kBranch, .span = tag.name_span};
  if (is_setting(tag.standard)) return block_of(tag, sources, sink);
  if (tag.standard == StandardTag::kChoose) {
    for (Node& child : tag.children) {
      if (!is_control(child.standard)) continue;
      flow.children.push_back(block_of(child, sources, sink));
      flow.has_else = flow.has_else || child.standard == StandardTag::kOtherwise;
    }
    return flow;
  }
  if (is_loop(tag.standard)) flow.kind = FlowKind::kLoop;
  if (tag.standard == StandardTag::kCatch) flow.kind = FlowKind::kTry;
  flow.children.push_back(block_of(tag, sources, sink));
  if (tag.standard == StandardTag::kCatch) flow.children.push_back({.kind = FlowKind::kBlock, .span = tag.name_span});
  return flow;
}

/// The tag with its content, if it is all in one file.
Span whole(const Node& tag) {
  Span span = tag.span;
  if (tag.close_span.file == span.file && tag.close_span.end > span.end) span.end = tag.close_span.end;
  return span;
}

}  // namespace

/// Attributes that are not the tag's own are printed as they are written. The URL of a form is one that the runtime
/// escapes as an attribute.
void PlaceWalker::form_attributes(Node& tag, std::string_view element, const HtmlContext& html) {
  must_be_in_text(html, tag.name_span, "the output of `<" + tag.text + ">`");
  for (Attribute& attribute : tag.attributes) {
    if (attribute.is_text()) continue;
    if (attribute.name == "action") element_attribute(element, attribute.name, attribute.parts);
    if (takes_attribute(tag.standard, attribute.name)) continue;
    HtmlContext begin = chooser_.start();
    begin.advance(std::string("<").append(element).append(" ").append(attribute.name).append("=\""), 0);
    content(attribute.parts, begin);
  }
}

PlaceWalker::Reached PlaceWalker::standard_tag(Node& tag, HtmlContext& html) {
  const std::string name = "`<" + tag.text + ">`";
  for (Node& slot : tag.slots) own_content(slot.children, chooser_.start(), slot.name_span, "the content of this slot");
  if (const FormTag* form = form_tag(tag.standard)) {
    form_attributes(tag, form->element, html);
    if (tag.children.empty()) return html;
    if (content_of(tag.standard) != StandardContent::kInner) {
      own_content(tag.children, chooser_.start(), tag.name_span, "the content of " + name);
      return html;
    }
    Flow flow = block_of(tag, chooser_.sources(), chooser_.sink());
    HtmlContext here = html;
    const Reached end = statement(flow, here) ? Reached(std::move(here)) : std::nullopt;
    if (end) must_end_alike(html, end, tag.name_span, name);
    return end;
  }
  if (is_control(tag.standard)) {
    Flow flow = statement_of(tag, chooser_.sources(), chooser_.sink());
    HtmlContext here = html;
    return statement(flow, here) ? Reached(std::move(here)) : std::nullopt;
  }
  // What they contain is a value or parameters, which is not printed where it stands.
  own_content(tag.children, chooser_.start(), tag.name_span, "the content of " + name);
  const Attribute* escapes = tag.find("escapeXml");
  const bool is_raw = escapes != nullptr && escapes->is_text() && escapes->value == "false";
  if (tag.standard == StandardTag::kOut && is_raw) html.value(&tag);
  else if (tag.prints_value()) value(tag, whole(tag), html);
  else if (tag.standard == StandardTag::kImport && !tag.has("var"))
    must_be_in_text(html, tag.name_span, "the output of " + name,
                    "keep the content in a variable, as by `var=\"x\"`, and print it with `${x}`");
  return html;
}

}  // namespace quire::compiler
