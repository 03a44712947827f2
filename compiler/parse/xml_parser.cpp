#include "compiler/parse/parse.h"

#include "compiler/lex/xml_name.h"
#include "compiler/lex/xml_scanner.h"
#include "compiler/parse/attribute_parser.h"
#include "compiler/parse/tag_parser.h"
#include "compiler/parse/xml_element.h"
#include "compiler/parse/xml_namespaces.h"
#include "compiler/parse/xml_output.h"
#include "compiler/parse/xml_template.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace quire::compiler {
namespace {

/// All passes walk the tree recursively.
constexpr std::size_t kMaxDepth = 200;

/// The versions of documents (Jakarta Server Pages 4.0, 5.15).
constexpr std::string_view kVersions[] = {"1.2", "2.0", "2.1", "2.2", "2.3", "3.0", "3.1", "4.0"};

/// What an element becomes.
enum class ElementKind : unsigned char {
  kTemplate,  // text
  kAction,    // a node with children
  kCode,      // a node with C++
  kRoot,      // nothing, but its content is kept
  kEmpty,     // nothing; it must be empty
  kIgnored,   // nothing; its errors have been reported
};

struct Element {
  ElementKind kind = ElementKind::kTemplate;
  Span span;
  Span name;
  /// For an action; for code, the node's kind.
  Node node = {NodeKind::kAction, {}, {}};
  /// For code: its text.
  std::vector<const XmlToken*> texts = {};
  std::vector<std::string> prefixes = {};
  bool is_damaged = false;
};

class XmlParser {
 public:
  XmlParser(FileId file, const SourceSet& sources, const LexOptions& options, DocumentRole role)
      : file_(file),
        sources_(sources),
        role_(role),
        namespaces_(options.prefixes),
        declared_el_(options.el),
        template_(options.el, sources, sink_) {
    page_.file = file;
    page_.el = options.el;
    page_.is_xml = true;
  }

  Page run();
  const Sink& sink() const { return sink_; }
  /// The syntax of the whole file, after its directives.
  ElSyntax declared_el() const { return declared_el_; }

 private:
  std::string written(Span name) const { return std::string(sources_.text(name)); }
  /// The list that the next node belongs to.
  std::vector<Node>& nodes();
  ElementKind innermost() const { return open_.empty() ? ElementKind::kRoot : open_.back().kind; }

  void take(const XmlToken& token);
  void text(const XmlToken& token);
  void open(const XmlToken& token);
  bool check_root(const XmlToken& token);
  void declare_namespaces(const XmlToken& token, Element& element);
  void classify(const XmlToken& token, Element& element);
  void standard(const XmlToken& token, std::string_view name, Element& element);
  void action(const XmlToken& token, std::string name, Element& element);
  void directive(const XmlToken& token, std::string_view name);
  void root(const XmlToken& token, Element& element);
  void misplaced(Span name, const std::string& rule);
  void report_content(Span name);
  void report_undeclared(Span name);
  void close(const XmlToken& token);
  void report_unclosed(const Element& element, const XmlToken* closer);
  void finish(Span closer);

  FileId file_;
  const SourceSet& sources_;
  DocumentRole role_;
  Sink sink_;
  Page page_;
  XmlNamespaces namespaces_;
  ElSyntax declared_el_;
  XmlTemplate template_;
  XmlOutput output_;
  // The elements that enclose the next token, innermost last.
  std::vector<Element> open_;
  std::optional<Span> root_;
  bool has_root_action_ = false;
  bool told_outside_ = false;
  bool is_too_deep_ = false;
};

Page XmlParser::run() {
  // A file that could not be read has been reported.
  if (sources_.file(file_).bytes().empty()) return std::move(page_);
  const std::vector<XmlToken> tokens = scan_xml(file_, sources_, sink_);
  for (const XmlToken& token : tokens) {
    take(token);
    if (is_too_deep_) break;
  }
  while (!open_.empty()) {
    if (!is_too_deep_) report_unclosed(open_.back(), nullptr);
    finish(open_.back().name);
  }
  if (!root_)
    sink_.report(DiagnosticKind::kRootElement, {file_, 0, 0},
                 "the document has no element; an XML file has one root element, which contains all others");
  std::string before = output_.text(role_ == DocumentRole::kPage && !has_root_action_);
  const Span start{file_, 0, 0};
  if (!before.empty()) page_.nodes.insert(page_.nodes.begin(), {NodeKind::kText, start, start, std::move(before)});
  return std::move(page_);
}

std::vector<Node>& XmlParser::nodes() {
  const auto action = std::find_if(open_.rbegin(), open_.rend(),
                                   [](const Element& element) { return element.kind == ElementKind::kAction; });
  return action == open_.rend() ? page_.nodes : action->node.children;
}

void XmlParser::take(const XmlToken& token) {
  switch (token.kind) {
    case XmlTokenKind::kText:
    case XmlTokenKind::kCdata:
      return text(token);
    case XmlTokenKind::kInstruction:
      if (innermost() == ElementKind::kCode)
        misplaced({file_, token.span.begin, token.span.begin + 2}, "`<?` is inside C++ code");
      else if (innermost() != ElementKind::kIgnored) template_.verbatim(token.span, nodes());
      return;
    case XmlTokenKind::kOpenTag:
    case XmlTokenKind::kEmptyTag:
      return open(token);
    case XmlTokenKind::kCloseTag:
      return close(token);
  }
}

void XmlParser::text(const XmlToken& token) {
  const bool is_blank = token.kind == XmlTokenKind::kText && is_xml_blank(sources_.text(token.inner));
  if (open_.empty()) {
    if (!is_blank && !std::exchange(told_outside_, true))
      sink_.report(DiagnosticKind::kRootElement, token.span, "text outside the root element; put it inside");
    return;
  }
  Element& element = open_.back();
  if (element.kind == ElementKind::kCode) return element.texts.push_back(&token);
  if (element.kind == ElementKind::kIgnored) return;
  if (element.kind == ElementKind::kEmpty) {
    if (!is_blank) report_content(element.name);
    return;
  }
  const bool keeps_blanks = element.node.action == ActionKind::kText;
  if (!is_blank || keeps_blanks) template_.text(token, nodes());
}

void XmlParser::open(const XmlToken& token) {
  Element element;
  element.span = token.span;
  element.name = token.name;
  element.is_damaged = token.is_damaged;
  if (!check_root(token)) element.kind = ElementKind::kIgnored;
  if (open_.size() >= kMaxDepth) {
    is_too_deep_ = true;
    sink_.report(DiagnosticKind::kNestingLimit, token.name, "elements are nested more than 200 levels deep");
    return;
  }
  declare_namespaces(token, element);
  if (innermost() == ElementKind::kIgnored) element.kind = ElementKind::kIgnored;
  if (element.kind != ElementKind::kIgnored) classify(token, element);
  open_.push_back(std::move(element));
  if (token.kind == XmlTokenKind::kEmptyTag) finish(token.name);
}

/// Whether the element may be here, as the root element or inside it.
bool XmlParser::check_root(const XmlToken& token) {
  if (!open_.empty()) return true;
  if (!root_) {
    root_ = token.name;
    return true;
  }
  if (!std::exchange(told_outside_, true)) {
    Diagnostic& d = sink_.report(DiagnosticKind::kRootElement, token.name,
                                 "`<" + written(token.name) +
                                     ">` is outside the root element; wrap both in one, "
                                     "such as `<page:root>…</page:root>`");
    d.notes.push_back({*root_, "the root element is here"});
  }
  return false;
}

void XmlParser::declare_namespaces(const XmlToken& token, Element& element) {
  for (const XmlAttribute& attribute : token.attributes) {
    const std::string_view name = sources_.text(attribute.name);
    if (!XmlNamespaces::is_declaration(name)) continue;
    std::optional<Node> library = namespaces_.declare(attribute, sources_, sink_);
    element.prefixes.emplace_back(name == "xmlns" ? std::string_view() : xml_local_name(name));
    if (!library) continue;
    page_.declared_prefixes.insert(element.prefixes.back());
    nodes().push_back(*std::move(library));
  }
}

void XmlParser::misplaced(Span name, const std::string& rule) {
  sink_.report(DiagnosticKind::kMisplacedElement, name, rule);
}

void XmlParser::classify(const XmlToken& token, Element& element) {
  const std::string name = written(token.name);
  const std::string_view prefix = xml_prefix(name);
  const XmlVocabulary vocabulary = namespaces_.vocabulary(prefix);
  element.kind = ElementKind::kIgnored;
  if (innermost() == ElementKind::kCode) {
    // What looks like a tag need not be closed.
    if (!element.is_damaged)
      misplaced(token.name,
                "`<" + name + ">` is inside C++ code; write `<` as `&lt;`, or put the code in `<![CDATA[…]]>`");
    element.is_damaged = true;
  } else if (innermost() == ElementKind::kEmpty) {
    report_content(open_.back().name);
  } else if (!open_.empty() && open_.back().node.action == ActionKind::kText) {
    misplaced(token.name,
              "`<" + name + ">` is inside `<page:text>`, which contains only text; put markup in `<![CDATA[…]]>`");
  } else if (vocabulary == XmlVocabulary::kStandard) {
    standard(token, xml_local_name(name), element);
  } else if (vocabulary == XmlVocabulary::kTags) {
    action(token, name, element);
  } else {
    if (vocabulary == XmlVocabulary::kUndeclared && !element.is_damaged) report_undeclared(token.name);
    element.kind = ElementKind::kTemplate;
    template_.tag(token, namespaces_, nodes());
  }
}

/// Reports the content of an element that must be empty.
void XmlParser::report_content(Span name) {
  misplaced(name, "`<" + written(name) + ">` must be empty; write `<" + written(name) + " …/>`");
}

void XmlParser::report_undeclared(Span name) {
  const std::string prefix(xml_prefix(sources_.text(name)));
  sink_.report(DiagnosticKind::kUndeclaredPrefix, name,
               "prefix `" + prefix + "` is not declared; for tag files, write `xmlns:" + prefix +
                   "=\"urn:jsptagdir:/WEB-INF/tags\"` in the root element");
}

void XmlParser::standard(const XmlToken& token, std::string_view name, Element& element) {
  constexpr std::pair<std::string_view, NodeKind> kCode[] = {{"scriptlet", NodeKind::kScriptlet},
                                                             {"expression", NodeKind::kExpression},
                                                             {"declaration", NodeKind::kDeclaration}};
  constexpr std::string_view kDirective = "directive.";
  const auto* const code = std::ranges::find(kCode, name, &std::pair<std::string_view, NodeKind>::first);
  if (code != std::end(kCode)) {
    element.kind = ElementKind::kCode;
    element.node.kind = code->second;
    for (const Attribute& attribute : plain_attributes(token, sources_))
      report_unknown_name(DiagnosticKind::kUnknownAttribute, attribute.name_span,
                          "unknown attribute `" + attribute.name + "`; code is the content of the element", "", sink_);
  } else if (name.starts_with(kDirective)) {
    element.kind = ElementKind::kEmpty;
    directive(token, name.substr(kDirective.size()));
  } else if (name == "output") {
    element.kind = ElementKind::kEmpty;
    output_.add(token.name, plain_attributes(token, sources_), sink_);
  } else if (name == "root") {
    root(token, element);
  } else {
    action(token, "page:" + std::string(name), element);
  }
}

void XmlParser::root(const XmlToken& token, Element& element) {
  element.kind = ElementKind::kRoot;
  has_root_action_ = has_root_action_ || open_.empty();
  if (!open_.empty()) misplaced(token.name, "`<" + written(token.name) + ">` can only be the root element");
  for (const Attribute& attribute : plain_attributes(token, sources_)) {
    if (attribute.name != "version")
      report_unknown_name(DiagnosticKind::kUnknownAttribute, attribute.name_span,
                          "unknown attribute `" + attribute.name + "` of the root element; it takes only `version`", "",
                          sink_);
    else if (std::ranges::find(kVersions, attribute.value) == std::end(kVersions))
      sink_.report(DiagnosticKind::kBadAttributeValue, attribute.value_span,
                   "`version` is `" + attribute.value + "`; it must be one of Jakarta Server Pages, such as `4.0`");
  }
}

void XmlParser::action(const XmlToken& token, std::string name, Element& element) {
  element.kind = ElementKind::kAction;
  Node& node = element.node;
  node.span = token.span;
  node.inner = token.inner;
  node.text = std::move(name);
  node.action = action_kind(node.text);
  node.name_span = token.name;
  node.has_body = token.kind == XmlTokenKind::kOpenTag;
  for (const XmlAttribute& attribute : token.attributes) {
    if (XmlNamespaces::is_declaration(sources_.text(attribute.name))) continue;
    if (is_full(node.attributes.size(), attribute.name, sink_)) break;
    node.attributes.push_back(action_attribute(attribute.name, attribute.value,
                                               parse_xml_value(attribute.value, page_.el, sources_, sink_), sources_));
  }
}

void XmlParser::directive(const XmlToken& token, std::string_view name) {
  std::optional<Node> node = parse_xml_directive(token, name, sources_, sink_);
  if (!node) return;
  if (name == "page" || name == "tag")
    for (const Attribute& attribute : node->attributes) declared_el_.read_setting(attribute.name, attribute.value);
  const Attribute* prefix = name == "taglib" ? node->find("prefix") : nullptr;
  if (prefix != nullptr) {
    namespaces_.add_library(prefix->value);
    page_.declared_prefixes.insert(prefix->value);
  }
  nodes().push_back(*std::move(node));
}

void XmlParser::close(const XmlToken& token) {
  const std::string_view name = sources_.text(token.name);
  const auto opener = std::find_if(open_.rbegin(), open_.rend(),
                                   [&](const Element& element) { return sources_.text(element.name) == name; });
  if (opener == open_.rend()) {
    // A closing tag without a name has already been reported.
    if (!name.empty())
      sink_.report(DiagnosticKind::kUnmatchedTag, token.span,
                   "closing tag `</" + std::string(name) + ">` has no matching `<" + std::string(name) + ">`");
    return;
  }
  const auto crossed = static_cast<std::size_t>(opener - open_.rbegin());
  for (std::size_t index = 0; index < crossed; ++index) {
    report_unclosed(open_.back(), &token);
    finish(open_.back().name);
  }
  finish(token.span);
}

void XmlParser::report_unclosed(const Element& element, const XmlToken* closer) {
  if (element.is_damaged) return;
  const std::string name = written(element.name);
  if (closer == nullptr) {
    sink_.report(DiagnosticKind::kUnclosedTag, element.name,
                 "`<" + name + ">` is never closed; write `</" + name + ">`, or end it with `/>`");
    return;
  }
  const std::string outer = written(closer->name);
  Diagnostic& d = sink_.report(DiagnosticKind::kUnclosedTag, element.name,
                               "`<" + name + ">` is still open where `</" + outer +
                                   ">` closes an element around it; in XML every element must be closed");
  d.notes.push_back({closer->span, "`</" + outer + ">` is here"});
}

/// Ends the innermost element; `closer` is its closing tag, or the element's name if there is none.
void XmlParser::finish(Span closer) {
  Element element = std::move(open_.back());
  open_.pop_back();
  namespaces_.leave(element.prefixes);
  const bool has_closer = closer != element.name;
  if (element.kind == ElementKind::kTemplate && has_closer) {
    template_.verbatim(closer, nodes());
  } else if (element.kind == ElementKind::kAction) {
    if (element.node.has_body) element.node.close_span = closer;
    nodes().push_back(std::move(element.node));
  } else if (element.kind == ElementKind::kCode) {
    const Span all{file_, element.span.begin, has_closer ? closer.end : element.span.end};
    nodes().push_back(
        parse_xml_code(element.node.kind, all, element.span.end, std::move(element.texts), sources_, sink_));
  }
}

}  // namespace

Page parse_xml(FileId file, const SourceSet& sources, Sink& sink, const LexOptions& options, DocumentRole role) {
  const auto finish = [&sink](const XmlParser& parser, Page page) {
    for (const Diagnostic& diagnostic : parser.sink().diagnostics()) sink.add(diagnostic);
    return page;
  };
  XmlParser parser(file, sources, options, role);
  Page page = parser.run();
  if (parser.declared_el() == options.el) return finish(parser, std::move(page));
  // Parse again, now that the settings of the whole file are known.
  LexOptions known = options;
  known.el = parser.declared_el();
  XmlParser again(file, sources, known, role);
  return finish(again, again.run());
}

}  // namespace quire::compiler
