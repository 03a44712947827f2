#include "compiler/ast/known_library.h"
#include "compiler/html/html_context.h"
#include "compiler/import/el_uses.h"
#include "compiler/import/imported_name.h"
#include "compiler/import/importer.h"
#include "compiler/import/tags/html_text.h"
#include "compiler/import/tags/mapped_tag.h"
#include "compiler/import/tags/member_names.h"
#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/lexer.h"
#include "compiler/parse/xml_namespaces.h"

#include <boost/algorithm/string.hpp>

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

class PageImporter : Importer {
 public:
  PageImporter(FileId file, const SourceSet& sources, const Refused& refused, const JspContext& context)
      : Importer(file, sources, refused, context), prefixes_(context.prefixes) {
    const std::string& name = sources.file(file).name();
    java_.objects.is_tag_file = name.ends_with(".tag") || name.ends_with(".tagf");
    read_prefixes(file, sources, context.libraries, prefixes_);
    read_prefixes(file, sources, context.libraries, own_prefixes_);
    const auto may_be_library = [this](std::string_view prefix) {
      const auto found = prefixes_.find(prefix);
      return found == prefixes_.end() || found->second.kind != PrefixKind::kMarkup;
    };
    buffer_ = lex(file, sources, result_.sink,
                  {.el = {context.el_enabled, context.el_enabled}, .may_be_library = may_be_library});
    read_xml_elements(buffer_, sources);
  }

  Pieces run() {
    read_settings();
    actions_ = find_actions(buffer_, sources_, prefixes_, context_);
    read_uses();
    gather_java();
    convert_java();
    if (result_.needs.has_guards) java_.headers.insert("security.h");
    if (!buffer_.tokens.empty()) add_text_until(buffer_.tokens.front().span.begin);
    for (std::size_t index = 0; index < buffer_.tokens.size();) index = piece(index);
    mention_names();
    mention_users();
    read_properties(text({file_, 0, static_cast<std::uint32_t>(sources_.file(file_).bytes().size())}), result_.beans);
    const std::string directive = "<%@ " + own_directive() + " import=\"" + headers() + "\" %>";
    // The first converted element may be in the value of an attribute.
    if (new_libraries_.empty()) insert_headers(directive, 0);
    else if (!java_.headers.empty()) new_libraries_ += directive;
    insert_libraries();
    return std::move(result_);
  }

 private:
  void read_settings();
  void read_uses();
  void use_library(std::string_view prefix);
  void use_tag(const SiteTagLibrary& library, const TagText& tag, bool is_in_text);
  const SiteTagLibrary* header_of(std::string_view prefix) const;
  void gather_java();
  std::string new_prefix(const std::string& usual);
  void insert_libraries();
  std::size_t piece(std::size_t index);
  void literal(std::size_t index);
  void value_text(Span span);
  bool is_replaced(std::string_view prefix) const;
  void directive(const Token& token);
  std::string with_own_names(const std::string& element) const;
  void java(const Token& token, JavaElement& element);
  void scriptlet_left(const Token& token, const JavaElement& element);
  std::size_t action(std::size_t index);
  std::string mapped(const Token& token, const ImportedAction& action, const std::string& tag);
  std::string reason_to_leave(std::size_t index, ImportCause& cause) const;
  std::size_t leave_action(std::size_t index, const std::string& reason, const ImportCause& cause);

  void left(Span span, Span place, const std::string& why, const ImportCause& cause = {ImportCause::Kind::kOther}) {
    report_left(place, why, cause);
    add(span, left_in_comment(why, text(span)), PieceState::kLeft);
  }
  const std::string* refusal(const Token& token) const { return Importer::refusal(token.span.begin); }
  /// The opening delimiter of an element.
  static Span opener(const Token& token) {
    return {token.span.file, token.span.begin, std::max(token.inner.begin, token.span.begin + 1)};
  }

  TagPrefixes prefixes_;
  // Those that this file declares itself.
  TagPrefixes own_prefixes_;
  // Of tags that stay what they are.
  std::set<std::string, std::less<>> used_prefixes_;
  // By their usual prefixes: those of the libraries that converted tags are in.
  std::map<std::string, std::string> new_prefixes_;
  // The taglib directives of these.
  std::string new_libraries_;
  TokenBuffer buffer_;
  std::vector<ImportedAction> actions_;
  LinkFollower links_;
};

void PageImporter::read_settings() {
  for (const Token& token : buffer_.tokens) {
    if (token.kind != TokenKind::kDirective) continue;
    const TagText tag = scan_attributes(token.inner, sources_);
    const std::string_view name = text(tag.name);
    for (const RawAttribute& each : tag.attributes) read_setting(name, text(each.name), text(each.value));
    if (name == "taglib" && refusal(token) != nullptr)
      add_prefix(tag.value("prefix", sources_), {PrefixKind::kJava}, prefixes_);
  }
}

/// Reads which libraries the tags and functions of the file are in.
void PageImporter::read_uses() {
  HtmlContext html;
  for (std::size_t index = 0; index < buffer_.tokens.size(); ++index) {
    const ImportedAction& action = actions_[index];
    const Token& token = buffer_.tokens[index];
    const bool is_value =
        token.kind == TokenKind::kExpression || token.kind == TokenKind::kRawExpression || token.kind == TokenKind::kEl;
    if (token.kind == TokenKind::kLiteral) html.advance(text(token.span), token.span.begin);
    else if (is_value) html.value(&token);
    if (!action.message.empty()) result_.needs.messages.insert(action.message);
    if (action.becomes.starts_with("security:") && action.left.empty()) result_.needs.has_guards = true;
    if (buffer_.tokens[index].kind != TokenKind::kOpenAction || !action.becomes.empty() || action.cpp) continue;
    const TagText tag = scan_attributes(buffer_.tokens[index].inner, sources_);
    use_library(xml_prefix(text(tag.name)));
    if (const SiteTagLibrary* library = header_of(xml_prefix(text(tag.name)))) use_tag(*library, tag, html.is_text());
  }
  std::vector<ElNode> todo = expressions_of(buffer_, sources_);
  while (!todo.empty()) {
    const ElNode node = std::move(todo.back());
    todo.pop_back();
    if (node.kind == ElKind::kFunction) use_library(xml_prefix(node.text));
    todo.insert(todo.end(), node.operands.begin(), node.operands.end());
  }
}

void PageImporter::use_library(std::string_view prefix) {
  used_prefixes_.emplace(prefix);
  if (const SiteTagLibrary* library = header_of(prefix)) ++result_.needs.libraries[library->header];
}

void PageImporter::use_tag(const SiteTagLibrary& library, const TagText& tag, bool is_in_text) {
  const std::string_view name = xml_local_name(text(tag.name));
  for (const RawAttribute& each : tag.attributes)
    result_.needs.attributes.insert({library.header, std::string(name), std::string(text(each.name))});
  if (!is_in_text) result_.needs.tags_in_values.insert({library.header, std::string(name)});
}

/// The library of the site with that prefix, if it becomes a header; else null.
const SiteTagLibrary* PageImporter::header_of(std::string_view prefix) const {
  const auto declared = prefixes_.find(prefix);
  if (context_.libraries == nullptr || declared == prefixes_.end()) return nullptr;
  const SiteTagLibrary* library = context_.libraries->find(declared->second.uri);
  return library != nullptr && library->is_to_be_written() ? library : nullptr;
}

/// The prefix of a library in this file, given its usual one; declares it if necessary.
std::string PageImporter::new_prefix(const std::string& usual) {
  const auto [found, is_new] = new_prefixes_.try_emplace(usual);
  std::string& prefix = found->second;
  if (!is_new) return prefix;
  const auto library = known_library(library_uri(usual));
  for (const auto& [name, declared] : own_prefixes_)
    if (known_library(declared.uri) == library) return prefix = name;
  prefix = usual;
  const auto other = prefixes_.find(usual);
  // The directive for a library of which no tag stays is dropped.
  const bool is_dropped = own_prefixes_.contains(usual) && header_of(usual) != nullptr && is_replaced(usual);
  const bool is_taken = other != prefixes_.end() && known_library(other->second.uri) != library &&
                        other->second.kind != PrefixKind::kJava && !is_dropped;
  if (is_taken) prefix = "quire-" + usual;
  new_libraries_ += "<%@ taglib prefix=\"" + prefix + "\" uri=\"" + std::string(library_uri(usual)) + "\" %>";
  return prefix;
}

/// Declares the libraries of converted tags, where the file declares others if it does.
void PageImporter::insert_libraries() {
  if (new_libraries_.empty()) return;
  const auto is_taglib = [&](const Piece& piece) {
    const std::string_view source = text(piece.source);
    const std::size_t name = source.find_first_not_of(" \t\r\n", 3);
    return source.starts_with("<%@") && name != std::string_view::npos && source.substr(name).starts_with("taglib");
  };
  const auto is_tag = [](const Piece& piece) {
    return piece.state == PieceState::kTurned && piece.text.starts_with('<') && !piece.text.starts_with("<%");
  };
  auto piece = std::ranges::find_if(result_.pieces, [&](const Piece& each) { return is_taglib(each) || is_tag(each); });
  if (piece == result_.pieces.end() || !is_taglib(*piece)) piece = result_.pieces.begin();
  const bool has_mark = piece->text.starts_with("\xEF\xBB\xBF");
  piece->text.insert(has_mark ? 3 : 0, new_libraries_);
}

/// Collects the page's Java in the order in which it runs.
void PageImporter::gather_java() {
  elements_.assign(buffer_.tokens.size(), kNoToken);
  for (std::size_t index = 0; index < buffer_.tokens.size(); ++index) {
    const Token& token = buffer_.tokens[index];
    elements_[index] = java_.elements.size();
    const std::string* why = refusal(token);
    const ImportedAction& action = actions_[index];
    if (token.kind == TokenKind::kScriptlet) add_java(JavaElement::Kind::kScriptlet, unescaped(token, sources_), why);
    if (token.kind == TokenKind::kExpression) add_java(JavaElement::Kind::kExpression, unescaped(token, sources_), why);
    if (token.kind == TokenKind::kDeclaration)
      add_java(JavaElement::Kind::kDeclaration, unescaped(token, sources_), why);
    if (token.kind == TokenKind::kCloseAction && action.partner != kNoToken)
      add_java(JavaElement::Kind::kCloseBody, {});
    for (const std::string& expression : action.expressions) add_java(JavaElement::Kind::kExpression, expression, why);
    const bool has_body = token.kind == TokenKind::kOpenAction && action.partner != kNoToken;
    if (has_body || action.may_end_page) add_java(JavaElement::Kind::kOpenBody, action.may_end_page ? "return" : "");
    if (!has_body && action.may_end_page) add_java(JavaElement::Kind::kCloseBody, {});
    const bool is_closed = token.kind == TokenKind::kCloseAction && action.partner != kNoToken;
    const ImportedAction& opener = is_closed ? actions_[action.partner] : action;
    const bool is_variable = !opener.bean.empty() && !opener.is_needless && !opener.is_now;
    if (!has_body && is_variable && opener.left.empty()) add_bean(opener);
  }
}

/// Adds the piece for a token; returns the index of the next token.
std::size_t PageImporter::piece(std::size_t index) {
  const Token& token = buffer_.tokens[index];
  switch (token.kind) {
    case TokenKind::kLiteral:
      literal(index);
      break;
    case TokenKind::kDirective:
      directive(token);
      break;
    case TokenKind::kScriptlet:
    case TokenKind::kExpression:
    case TokenKind::kDeclaration:
      java(token, java_.elements[elements_[index]]);
      break;
    case TokenKind::kOpenAction:
    case TokenKind::kCloseAction:
      return action(index);
    case TokenKind::kComment:
      add(token.span, PieceState::kText);
      break;
    case TokenKind::kRawExpression:
    case TokenKind::kEl:
      if (const std::string* why = refusal(token)) left(token.span, opener(token), *why);
      else if (const std::string el = with_own_names(std::string(text(token.span))); el != text(token.span))
        add(token.span, el, PieceState::kTurned);
      else add(token.span, PieceState::kKept);
  }
  return index + 1;
}

/// An element whose functions have their names in C++.
std::string PageImporter::with_own_names(const std::string& element) const {
  return with_function_names(element, buffer_.el, [this](std::string_view prefix) { return header_of(prefix); });
}

void PageImporter::literal(std::size_t index) {
  const Token& token = buffer_.tokens[index];
  if (index > 0 && actions_[index - 1].encloses_link) return add_link(token.span);
  const bool may_have_references = text(token.span).find('&') != std::string_view::npos;
  if (actions_[index].becomes_text && may_have_references) return value_text(token.span);
  const std::size_t changed = links_.changed();
  result_.pieces.push_back({token.span, renamed(links_.follow(text(token.span)))});
  result_.names += links_.changed() - changed;
  mention_remaining(result_.pieces.back(), links_.others());
}

/// The label of an option, or a parameter of a message, which was HTML and becomes text.
void PageImporter::value_text(Span span) {
  const std::string value = plain_text(text(span));
  if (has_reference(value)) guesses({span.file, span.begin, span.begin + 1}, {"`&` in text is shown as it is written"});
  add(span, value, PieceState::kTurned);
}

/// Whether all tags with that prefix, of which there are some, became others.
bool PageImporter::is_replaced(std::string_view prefix) const {
  return !used_prefixes_.contains(prefix) && std::ranges::any_of(buffer_.tokens, [&](const Token& each) {
    return each.kind == TokenKind::kOpenAction &&
           xml_prefix(text(scan_attributes(each.inner, sources_).name)) == prefix;
  });
}

void PageImporter::directive(const Token& token) {
  if (const std::string* why = refusal(token)) return left(token.span, opener(token), *why);
  const TagText tag = scan_attributes(token.inner, sources_);
  const std::string name(text(tag.name));
  const std::string_view uri = name == "taglib" ? tag.value("uri", sources_) : std::string_view();
  const SiteTagLibrary* library = context_.libraries == nullptr ? nullptr : context_.libraries->find(uri);
  if (!uri.empty() && !is_known_library(uri) && library == nullptr) {
    const std::string why = "tag library `" + std::string(uri) +
                            "` is Java; write its tags as tag files (`tagdir`) or as C++ structs (`header`)";
    const std::string_view prefix = tag.value("prefix", sources_);
    if (used_prefixes_.contains(prefix))
      return left(token.span, opener(token), why, {ImportCause::Kind::kForeignLibrary, std::string(uri)});
    return add(token.span, is_replaced(prefix) ? "" : left_in_comment(why, text(token.span)), PieceState::kTurned);
  }
  if (library != nullptr && !is_known_library(uri) && library->is_to_be_written()) {
    if (is_replaced(tag.value("prefix", sources_))) return add(token.span, "", PieceState::kTurned);
    result_.needs.libraries[library->header];
  }
  Edits edits;
  std::string comments;
  std::size_t dropped = 0;
  for (const RawAttribute& attribute : tag.attributes) {
    const std::string_view written = text(attribute.value);
    ImportedAttribute imported = import_attribute(name, attribute.name, written, is_reencoded());
    const bool is_own = library != nullptr && !is_known_library(uri) && text(attribute.name) == "uri";
    std::uint32_t blanks = attribute.name.begin;
    while (blanks > token.inner.begin && text({file_, blanks - 1, blanks}).find_first_of(" \t\r\n") == 0) --blanks;
    if (is_own) edits.replace({file_, attribute.name.begin, attribute.value.end + 1}, library->location());
    else if (!imported.value) edits.replace({file_, blanks, attribute.value.end + 1}, ""), ++dropped;
    else if (*imported.value != written) edits.replace(attribute.value, *imported.value);
    if (!imported.left.empty())
      comments += left_in_comment(imported.left, text({file_, attribute.name.begin, attribute.value.end + 1}));
  }
  const bool is_empty = dropped > 0 && dropped == tag.attributes.size();
  const bool is_xml = text(token.span).starts_with("<jsp:");
  const std::string turned = is_xml ? "<%@ " + boost::trim_right_copy(edits.apply(token.inner, sources_)) + " %>"
                                    : edits.apply(token.span, sources_);
  add(token.span, (is_empty ? "" : turned) + comments, comments.empty() ? PieceState::kTurned : PieceState::kLeft);
}

void PageImporter::java(const Token& token, JavaElement& element) {
  if (element.is_left) return scriptlet_left(token, element);
  guesses(opener(token), element.guesses);
  const bool is_xml = text(token.span).starts_with("<jsp:");
  if (element.cpp == element.java && !is_xml) return add(token.span, PieceState::kKept);
  const bool is_expression = token.kind == TokenKind::kExpression;
  if (is_expression)
    if (const auto text = markup_as_text(element.value)) return add(token.span, *text, PieceState::kTurned);
  const std::string opening = is_expression ? "<%=" : token.kind == TokenKind::kScriptlet ? "<%" : "<%!";
  const std::string blank = is_expression || is_xml ? " " : "";
  const bool is_same =
      !is_xml && is_expression && boost::trim_copy_if(element.java, boost::is_any_of(" \t\r\n")) == element.cpp;
  const std::string cpp = boost::replace_all_copy(element.cpp, "%>", "%\\>");
  add(token.span, is_same ? std::string(text(token.span)) : opening + blank + cpp + blank + "%>", PieceState::kTurned);
  report_hidden(element, token.inner, opener(token));
}

void PageImporter::scriptlet_left(const Token& token, const JavaElement& element) {
  const char* what = token.kind == TokenKind::kExpression  ? "expression"
                     : token.kind == TokenKind::kScriptlet ? "scriptlet"
                                                           : "declaration";
  const std::string why = std::string("this ") + what + " is Java (" + element.reason + "); write it in C++";
  left(token.span, opener(token), why, {});
  if (token.kind != TokenKind::kScriptlet) return;
  if (const std::string blocks = blocks_left(element, kAnswer501); !blocks.empty())
    result_.pieces.back().text += "<% " + blocks + "%>";
  if (element.may_end_page || !element.has_pairs) report_501(opener(token));
}

/// Why an action is left; the same for its opening and closing tags.
std::string PageImporter::reason_to_leave(std::size_t index, ImportCause& cause) const {
  const std::size_t partner = actions_[index].partner;
  for (const std::size_t tag : {index, partner}) {
    if (tag == kNoToken) continue;
    cause = {ImportCause::Kind::kOther};
    if (const std::string* why = refusal(buffer_.tokens[tag])) return *why;
    cause = actions_[tag].cause;
    if (!actions_[tag].left.empty()) return actions_[tag].left;
    cause = {};
    for (std::size_t i = 0; i < actions_[tag].expressions.size(); ++i) {
      const JavaElement& expression = java_.elements[elements_[tag] + i];
      if (expression.is_left) return "an attribute contains Java (" + expression.reason + "); write it in C++";
    }
  }
  return {};
}

std::size_t PageImporter::action(std::size_t index) {
  const Token& token = buffer_.tokens[index];
  ImportCause cause;
  const std::string reason = reason_to_leave(index, cause);
  if (!reason.empty()) return leave_action(index, reason, cause);
  std::vector<std::string> code;
  for (std::size_t i = 0; i < actions_[index].expressions.size(); ++i) {
    const JavaElement& expression = java_.elements[elements_[index] + i];
    guesses(opener(token), expression.guesses);
    code.push_back(takes_text(text(scan_attributes(token.inner, sources_).name)) ? expression.cpp
                                                                                 : expression.value.code);
  }
  const ImportedAction& action = actions_[index];
  if (action.is_needless) {
    if (action.bean_type == "quire::Value") result_.beans[action.bean];
    add(token.span, "", PieceState::kTurned);
    return index + 1;
  }
  if (action.is_now) {
    java_.headers.insert("<chrono>");
    add(token.span,
        "<" + new_prefix("c") + ":set var=\"" + action.bean + "\" value=\"<%= std::chrono::system_clock::now() %>\"/>",
        PieceState::kTurned);
    return index + 1;
  }
  if (!action.bean.empty()) {
    guesses(opener(token), {"the bean `" + action.bean + "` is data, a `" + action.bean_type +
                            "` that is empty until C++ sets the attribute"});
    if (action.is_in_request && action.bean_type == "quire::Value") result_.beans[action.bean];
  }
  if (action.cpp) {
    if (action.mapping == nullptr) java_.headers.insert("<quire/java.h>");
    add(token.span, *action.cpp, PieceState::kTurned);
    return index + 1;
  }
  std::string turned = imported_action(token, buffer_.el, code, sources_, context_.leads_to_jsp, result_.names);
  if (action.mapping != nullptr) turned = mapped(token, action, turned);
  else if (header_of(xml_prefix(text(scan_attributes(token.inner, sources_).name))) != nullptr)
    turned = with_member_names(turned, buffer_.el);
  add(token.span, with_own_names(turned), PieceState::kTurned);
  return index + 1;
}

/// The new form of a tag that pages have under another name.
std::string PageImporter::mapped(const Token& token, const ImportedAction& action, const std::string& tag) {
  mapping_guess(opener(token), action.becomes, action.guess);
  MappedTag mapped = map_tag(with_url_parts(tag, action.url_parts), buffer_.el, *action.mapping, messages_of(context_),
                             [this](std::string_view usual) { return new_prefix(std::string(usual)); });
  if (action.partner != kNoToken) actions_[action.partner].cpp = std::move(mapped.closing);
  return std::move(mapped.text);
}

std::size_t PageImporter::leave_action(std::size_t index, const std::string& reason, const ImportCause& cause) {
  const Token& token = buffer_.tokens[index];
  const ImportedAction& action = actions_[index];
  const bool has_partner = action.partner != kNoToken;
  if (token.kind == TokenKind::kCloseAction && has_partner) {
    // What to do is reported where the action begins.
    add(token.span, "<% } %>" + left_in_comment("it ends here", text(token.span)), PieceState::kText);
    return index + 1;
  }
  // Including its content, if that has no meaning by itself.
  const bool is_whole = action.is_left_whole && has_partner;
  const std::size_t last = is_whole ? action.partner : index;
  left({file_, token.span.begin, buffer_.tokens[last].span.end}, opener(token), reason, cause);
  const bool may_end =
      action.may_end_page || (has_partner && java_.elements[elements_[index] + action.expressions.size()].may_end_page);
  if (may_end) report_501(opener(token)), result_.pieces.back().text += std::string("<% ") + kAnswer501 + "%>";
  // It may have been a condition.
  if (has_partner && !is_whole) result_.pieces.back().text += "<% if (false) { %>";
  return last + 1;
}

}  // namespace

Pieces import_page(FileId file, const SourceSet& sources, const Refused& refused, const JspContext& context) {
  return PageImporter(file, sources, refused, context).run();
}

}  // namespace quire::compiler
