#include "compiler/import/xml_importer.h"

#include "compiler/import/directive_importer.h"
#include "compiler/import/imported_name.h"
#include "compiler/import/java/page.h"
#include "compiler/lex/xml_reference.h"
#include "compiler/lex/xml_scanner.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::string_view kLinks[] = {"href", "src", "action", "formaction", "page", "url"};

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') result += "&amp;";
    else if (c == '<') result += "&lt;";
    else if (c == '"') result += "&quot;";
    else if (c == '\'') result += "&apos;";
    else result += c;
  }
  return result;
}

/// `directive.page` for `jsp:directive.page`; empty for other prefixes.
std::string_view action_of(std::string_view name) {
  for (const std::string_view prefix : {"jsp:", "page:"})
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  return {};
}

class XmlImporter {
 public:
  XmlImporter(FileId file, const SourceSet& sources, const Refused& refused)
      : file_(file), sources_(sources), refused_(refused), tokens_(scan_xml(file, sources, result_.sink)) {}

  Pieces run() {
    java_.objects.is_tag_file = sources_.file(file_).name().ends_with(".tagx");
    match();
    gather_java();
    convert_java(java_);
    for (std::size_t index = 0; index < tokens_.size();) {
      // Comments and the prolog.
      if (tokens_[index].span.begin > done_) add({file_, done_, tokens_[index].span.begin}, PieceState::kText);
      index = piece(index);
    }
    const auto size = static_cast<std::uint32_t>(sources_.file(file_).bytes().size());
    if (size > done_) add({file_, done_, size}, PieceState::kText);
    add_headers();
    return std::move(result_);
  }

 private:
  void match();
  void gather_java();
  std::size_t piece(std::size_t index);
  std::size_t code(std::size_t index);
  std::size_t tag(std::size_t index);
  std::string left_reason(std::size_t index, std::string_view action);
  void attribute(const XmlAttribute& attribute, std::string_view action, std::size_t& expression, Edits& edits,
                 std::string& comments);
  void add_headers();

  std::string_view text(Span span) const { return sources_.text(span); }
  void add(Span span, PieceState state) { add(span, std::string(text(span)), state); }
  void add(Span span, std::string text, PieceState state) {
    if (state == PieceState::kTurned && text == sources_.text(span)) state = PieceState::kKept;
    result_.pieces.push_back({span, std::move(text), state});
    done_ = span.end;
  }
  /// Leaves the element that begins with this tag, with all of its content.
  std::size_t leave(std::size_t index, const std::string& why) {
    const std::size_t last = partner_[index] == kNone ? index : std::max(index, partner_[index]);
    const Span span{file_, tokens_[index].span.begin, tokens_[last].span.end};
    result_.sink.report(DiagnosticKind::kNotImported, tokens_[index].name, "left in a comment: " + why);
    add(span, left_in_xml_comment(why, text(span)), PieceState::kLeft);
    return last + 1;
  }
  void guesses(Span place, const std::set<std::string>& guesses) { report_guesses(place, guesses, result_.sink); }
  static JavaElement::Kind kind_of(std::string_view action) {
    if (action == "scriptlet") return JavaElement::Kind::kScriptlet;
    if (action == "expression") return JavaElement::Kind::kExpression;
    return action == "declaration" ? JavaElement::Kind::kDeclaration : JavaElement::Kind::kOpenBody;
  }
  bool is_expression(const XmlAttribute& attribute) const {
    const std::string_view value = text(attribute.value);
    return value.size() > 3 && value.starts_with("%=") && value.ends_with('%');
  }

  FileId file_;
  const SourceSet& sources_;
  const Refused& refused_;
  Pieces result_;
  std::vector<XmlToken> tokens_;
  std::vector<std::size_t> partner_;
  JavaPage java_;
  // The first element in `java_` of each token.
  std::vector<std::size_t> elements_;
  std::uint32_t done_ = 0;
};

void XmlImporter::match() {
  partner_.assign(tokens_.size(), kNone);
  std::vector<std::size_t> open;
  for (std::size_t index = 0; index < tokens_.size(); ++index) {
    if (tokens_[index].kind == XmlTokenKind::kOpenTag) open.push_back(index);
    if (tokens_[index].kind != XmlTokenKind::kCloseTag || open.empty()) continue;
    if (text(tokens_[open.back()].name) != text(tokens_[index].name)) continue;
    partner_[index] = open.back();
    partner_[open.back()] = index;
    open.pop_back();
  }
}

void XmlImporter::gather_java() {
  elements_.assign(tokens_.size(), kNone);
  const auto add_java = [&](JavaElement::Kind kind, std::string code, std::size_t index) {
    java_.elements.push_back({kind, std::move(code)});
    const auto why = refused_.find(tokens_[index].span.begin);
    if (why == refused_.end()) return;
    java_.elements.back().is_left = true;
    java_.elements.back().reason = why->second;
  };
  for (std::size_t index = 0; index < tokens_.size(); ++index) {
    const XmlToken& token = tokens_[index];
    const std::string_view action = action_of(text(token.name));
    elements_[index] = java_.elements.size();
    const bool is_code = kind_of(action) != JavaElement::Kind::kOpenBody;
    if (token.kind == XmlTokenKind::kOpenTag && is_code && partner_[index] != kNone) {
      std::string java;
      for (std::size_t inner = index + 1; inner < partner_[index]; ++inner) {
        if (tokens_[inner].kind == XmlTokenKind::kText)
          java += decode_references(tokens_[inner].inner, sources_).text();
        if (tokens_[inner].kind == XmlTokenKind::kCdata) java += text(tokens_[inner].inner);
      }
      add_java(kind_of(action), std::move(java), index);
    }
    const bool is_element =
        text(token.name).find(':') != std::string_view::npos && partner_[index] != kNone && !is_code;
    if (token.kind == XmlTokenKind::kCloseTag && is_element) add_java(JavaElement::Kind::kCloseBody, {}, index);
    for (const XmlAttribute& attribute : token.attributes) {
      if (action == "directive.page" && text(attribute.name) == "session" && text(attribute.value) == "false")
        java_.objects.has_session = false;
      if (action == "directive.page" && text(attribute.name) == "isErrorPage" && text(attribute.value) == "true")
        java_.objects.is_error_page = true;
      if (action == "directive.attribute" && text(attribute.name) == "name") java_.taken.emplace(text(attribute.value));
      if (!is_expression(attribute)) continue;
      const std::string value = decode_references(attribute.value, sources_).text();
      add_java(JavaElement::Kind::kExpression, value.substr(2, value.size() - 3), index);
    }
    if (token.kind == XmlTokenKind::kOpenTag && is_element) add_java(JavaElement::Kind::kOpenBody, {}, index);
  }
}

std::size_t XmlImporter::piece(std::size_t index) {
  const XmlToken& token = tokens_[index];
  const bool is_opening = token.kind == XmlTokenKind::kOpenTag || token.kind == XmlTokenKind::kEmptyTag;
  if (!is_opening) {
    add(token.span, PieceState::kText);
    return index + 1;
  }
  const std::string_view action = action_of(text(token.name));
  if (const auto why = refused_.find(token.span.begin); why != refused_.end()) return leave(index, why->second);
  const bool is_code = kind_of(action) != JavaElement::Kind::kOpenBody && partner_[index] != kNone &&
                       token.kind == XmlTokenKind::kOpenTag;
  if (is_code) return code(index);
  const std::string why = left_reason(index, action);
  return why.empty() ? tag(index) : leave(index, why);
}

/// Why an action is left; empty if it is converted.
std::string XmlImporter::left_reason(std::size_t index, std::string_view action) {
  const auto value = [&](std::string_view name) {
    for (const XmlAttribute& attribute : tokens_[index].attributes)
      if (text(attribute.name) == name) return std::string(text(attribute.value));
    return std::string();
  };
  if (action == "plugin") return "browsers no longer run applets";
  if (action == "useBean") {
    return "the bean `" + value("id") +
           "` is Java; write its struct in a header in WEB-INF/src, and name it with `class`";
  }
  const bool is_property = action == "getProperty" || action == "setProperty";
  if (is_property) return "the bean `" + value("name") + "` is Java; restore this together with it";
  std::size_t expression = elements_[index];
  for (const XmlAttribute& attribute : tokens_[index].attributes) {
    if (!is_expression(attribute)) continue;
    const JavaElement& element = java_.elements[expression++];
    if (element.is_left) return "an attribute contains Java (" + element.reason + "); write it in C++";
  }
  return {};
}

std::size_t XmlImporter::code(std::size_t index) {
  const JavaElement& element = java_.elements[elements_[index]];
  const std::size_t last = partner_[index];
  if (element.is_left) {
    leave(index, "this is Java (" + element.reason + "); write it in C++");
    if (element.kind == JavaElement::Kind::kScriptlet) {
      std::string rest = blocks_left(element);
      if (may_end_page(element.java) || !element.has_pairs)
        rest = "response.send_error(501, \"this page is not completely imported\"); " + rest;
      if (!rest.empty()) result_.pieces.back().text += "<jsp:scriptlet>" + xml_escaped(rest) + "</jsp:scriptlet>";
    }
    return last + 1;
  }
  guesses(tokens_[index].name, element.guesses);
  const Span span{file_, tokens_[index].span.begin, tokens_[last].span.end};
  if (element.cpp == element.java) add(span, PieceState::kKept);
  else
    add(span, std::string(text(tokens_[index].span)) + xml_escaped(element.cpp) + std::string(text(tokens_[last].span)),
        PieceState::kTurned);
  return last + 1;
}

std::size_t XmlImporter::tag(std::size_t index) {
  const XmlToken& token = tokens_[index];
  const std::string_view action = action_of(text(token.name));
  Edits edits;
  std::string comments;
  std::size_t expression = elements_[index];
  for (const XmlAttribute& each : token.attributes) attribute(each, action, expression, edits, comments);
  const bool is_element = !action.empty() || text(token.name).find(':') != std::string_view::npos;
  const std::string turned = edits.apply(token.span, sources_) + comments;
  const PieceState state = !comments.empty()                          ? PieceState::kLeft
                           : is_element || turned != text(token.span) ? PieceState::kTurned
                                                                      : PieceState::kText;
  add(token.span, turned, state);
  return index + 1;
}

void XmlImporter::attribute(const XmlAttribute& attribute, std::string_view action, std::size_t& expression,
                            Edits& edits, std::string& comments) {
  const std::string_view name = text(attribute.name);
  if (is_expression(attribute)) {
    const JavaElement& element = java_.elements[expression++];
    guesses(attribute.name, element.guesses);
    if (element.java.find(element.cpp) == std::string::npos)
      edits.replace(attribute.value, "%= " + xml_escaped(element.cpp) + " %");
  } else if (action.starts_with("directive.")) {
    const std::string written = decode_references(attribute.value, sources_).text();
    const ImportedAttribute imported = import_attribute(action.substr(10), name, written, false);
    result_.names += imported.is_name ? 1 : 0;
    if (!imported.value) edits.replace(attribute.span, "");
    else if (*imported.value != written) edits.replace(attribute.value, xml_escaped(*imported.value));
    if (imported.left.empty()) return;
    result_.sink.report(DiagnosticKind::kNotImported, attribute.name, "left in a comment: " + imported.left);
    comments += left_in_xml_comment(imported.left, text(attribute.span));
  } else if (std::ranges::find(kLinks, name) != std::end(kLinks)) {
    const std::string link = imported_link(text(attribute.value));
    if (link == text(attribute.value)) return;
    edits.replace(attribute.value, link);
    ++result_.names;
  }
}

/// Imports the headers that the C++ needs, before the first converted element in the root.
void XmlImporter::add_headers() {
  if (java_.headers.empty()) return;
  std::string list;
  for (const std::string& header : java_.headers) list += (list.empty() ? "" : ", ") + header;
  const std::string text = std::string("<jsp:directive.") + (java_.objects.is_tag_file ? "tag" : "page") +
                           " import=\"" + xml_escaped(list) + "\"/>";
  const auto root =
      std::ranges::find_if(tokens_, [](const XmlToken& each) { return each.kind == XmlTokenKind::kOpenTag; });
  const auto first = std::ranges::find_if(result_.pieces, [&](const Piece& each) {
    return each.state == PieceState::kTurned && root != tokens_.end() && each.source.begin > root->span.begin;
  });
  if (first != result_.pieces.end()) first->text.insert(0, text);
}

}  // namespace

Pieces import_xml(FileId file, const SourceSet& sources, const Refused& refused) {
  return XmlImporter(file, sources, refused).run();
}

}  // namespace quire::compiler
