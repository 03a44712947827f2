#include "compiler/import/importer.h"

#include "compiler/ast/known_library.h"
#include "compiler/import/imported_name.h"
#include "compiler/import/java/token.h"
#include "compiler/import/tags/mapped_tag.h"
#include "compiler/lex/attribute_scanner.h"
#include "compiler/lex/xml_name.h"
#include "compiler/parse/tag_parser.h"
#include "compiler/parse/xml_namespaces.h"
#include "runtime/base/ascii.h"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace quire::compiler {
namespace {

/// Attributes that refer to pages; `value` does so only in `<c:url>`.
constexpr std::string_view kLinks[] = {"page", "url", "href", "action", "formaction", "src"};

/// How far to look for the end of the tag of a URL.
constexpr std::size_t kMostUrlTokens = 100;

/// The fields of a form that have no content.
constexpr std::string_view kEmpty[] = {"form:input", "form:textarea", "form:hidden", "form:checkbox",
                                       "form:radio", "form:options",  "form:errors"};

/// `Cart` for `com.example.Cart`.
std::string plain_class(std::string_view name) {
  std::string plain(name.substr(name.rfind('.') + 1));
  return plain.empty() ? "Bean" : plain;
}

bool is_identifier(std::string_view name) {
  return !name.empty() && !is_digit(name.front()) &&
         std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_'; });
}

class ActionFinder {
 public:
  ActionFinder(const TokenBuffer& buffer, const SourceSet& sources, const TagPrefixes& prefixes, const TagMap& tags,
               const MessageKeys& messages)
      : buffer_(buffer),
        sources_(sources),
        prefixes_(prefixes),
        tags_(tags),
        messages_(messages),
        actions_(buffer.tokens.size()) {}

  std::vector<ImportedAction> run() {
    for (std::size_t index = 0; index < actions_.size(); ++index) {
      const Token& token = buffer_.tokens[index];
      const bool is_java = token.kind == TokenKind::kScriptlet || token.kind == TokenKind::kExpression ||
                           token.kind == TokenKind::kDeclaration;
      if (is_java) java(sources_.text(token.inner));
      if (token.kind == TokenKind::kOpenAction) open(index);
      else if (token.kind == TokenKind::kCloseAction) close(index);
      else if (token.kind == TokenKind::kScriptlet || token.kind == TokenKind::kExpression) content(index, nullptr);
      else if (token.kind != TokenKind::kDirective && token.kind != TokenKind::kComment) output(index);
    }
    for (const std::size_t index : foreign_bodies_) {
      ImportedAction& action = actions_[index];
      if (action.partner != kNoToken) continue;
      // What follows such a tag may be meant to be hidden by it.
      action.may_end_page = true;
      if (action.becomes.empty()) continue;
      const std::string_view name = sources_.text(scan_attributes(buffer_.tokens[index].inner, sources_).name);
      refuse(action, name, "it is not closed in this file");
    }
    for (ImportedAction& action : actions_) {
      const bool is_in_java = words_.contains(action.bean);
      action.is_needless = action.is_needless && !is_in_java;
      action.is_now = action.is_now && !is_in_java;
    }
    return std::move(actions_);
  }

 private:
  void open(std::size_t index) {
    // Errors in it are reported when the result is translated.
    Sink ignored;
    const Node node = parse_action(buffer_.tokens[index], buffer_.el, sources_, ignored);
    ImportedAction& action = actions_[index];
    for (const Attribute& attribute : node.attributes)
      for (const Node& part : attribute.parts)
        if (part.kind == NodeKind::kExpression) {
          action.expressions.push_back(unescaped(part.inner, part.escapes, sources_));
          java(action.expressions.back());
        }
    if (!map(index, node)) read(node, action);
    // What follows may be shown or not by the variable of a guard.
    if (!action.left.empty() && is_guard(node)) action.may_end_page = node.find("var") != nullptr;
    content(index, &node);
    if (!node.has_body) return;
    open_.emplace_back(node.text, index);
    const bool is_foreign = !foreign_tag(sources_.text(node.name_span), prefixes_).empty();
    if (is_foreign || action.mapping != nullptr) foreign_bodies_.push_back(index);
  }

  /// Whether the tag says who may see something.
  bool is_guard(const Node& node) const {
    const std::string_view name = sources_.text(node.name_span);
    const auto declared = prefixes_.find(xml_prefix(name));
    const TagMapping* mapping = tags_.find(name, declared == prefixes_.end() ? std::string() : declared->second.uri);
    return is_guard_tag(name, mapping);
  }

  void java(std::string_view code) {
    for (const JavaToken& token : scan_java(code)) words_.emplace(token.text);
  }

  /// Whether pages have the tag under another name; reads it if so.
  bool map(std::size_t index, const Node& node) {
    ImportedAction& action = actions_[index];
    const std::string_view name = sources_.text(node.name_span);
    const auto declared = prefixes_.find(xml_prefix(name));
    const TagPrefix prefix = declared == prefixes_.end() ? TagPrefix{PrefixKind::kJava} : declared->second;
    const auto library = known_library(prefix.uri);
    if (library == KnownLibrary::kFormat && node.local_name() == "message") message(node.find("key"), action);
    const bool may_be_other = prefix.kind == PrefixKind::kJava || (prefix.kind == PrefixKind::kKnown && !library);
    const TagMapping* mapping = may_be_other ? tags_.find(name, prefix.uri) : nullptr;
    // Tag files are in no library with a name.
    if (mapping == nullptr || (prefix.kind == PrefixKind::kKnown && prefix.uri.empty())) return false;
    if (mapping->becomes == "c:url") action.url_parts = url_parts(index, node);
    const std::string tag = with_url_parts(std::string(sources_.text(buffer_.tokens[index].span)), action.url_parts);
    MappedTag mapped = map_tag(tag, buffer_.el, *mapping, messages_);
    if (mapped.name.ends_with(":param")) {
      const char* around = mapped.name == "fmt:param" ? "fmt:message" : "c:url";
      const bool is_in_it = !open_.empty() && actions_[open_.back().second].becomes == around;
      const Attribute* param = node.find("name");
      const bool is_part = param != nullptr && is_in_it && !node.has_body &&
                           actions_[open_.back().second].url_parts.contains(param->value);
      if (is_part) action.cpp = "";
      if (!is_in_it) mapped = {"it is not in a tag that becomes `<" + std::string(around) + ">`"};
    }
    if (!mapped.why.empty()) return prefix.kind == PrefixKind::kJava && refuse(action, name, mapped.why);
    action.mapping = mapping;
    action.becomes = mapped.name;
    action.guess = mapped.guess;
    if (mapped.name.empty()) action.cpp = mapped.text;
    for (const auto& [old_name, new_name] : mapping->attributes)
      if (new_name == "key") message(node.find(old_name), action);
    return true;
  }

  /// The values of parameters whose names are in the path of the URL.
  std::map<std::string, std::string, std::less<>> url_parts(std::size_t index, const Node& url) const {
    std::map<std::string, std::string, std::less<>> parts;
    const Attribute* path = url.find("value");
    if (path == nullptr || !url.has_body || path->raw_value.find('{') == std::string::npos) return {};
    const std::uint32_t end = path->value_span.end;
    const char quote = sources_.text({path->value_span.file, end, end + 1}).front();
    for (std::size_t at = index + 1; at < std::min(buffer_.tokens.size(), index + kMostUrlTokens); ++at) {
      const Token& token = buffer_.tokens[at];
      if (token.kind == TokenKind::kCloseAction &&
          action_name(sources_.text(scan_attributes(token.inner, sources_).name)) == url.text)
        return parts;
      if (token.kind != TokenKind::kOpenAction) continue;
      Sink ignored;
      const Node param = parse_action(token, buffer_.el, sources_, ignored);
      const Attribute* name = param.local_name() == "param" && !param.has_body ? param.find("name") : nullptr;
      const Attribute* value = param.find("value");
      if (name == nullptr || !name->is_text() || value == nullptr) continue;
      const bool is_value = value->is_text() || value->is_one_el();
      const std::string& text = value->raw_value;
      const bool is_plain = text.find(quote) == std::string::npos && text.find('\\') == std::string::npos;
      if (is_value && is_plain && path->raw_value.find("{" + name->value + "}") != std::string::npos)
        parts.emplace(name->value, text);
    }
    return {};
  }

  static void message(const Attribute* key, ImportedAction& action) {
    if (key != nullptr && key->is_text()) action.message = key->value;
  }

  bool refuse(ImportedAction& action, std::string_view name, const std::string& why) {
    action.mapping = nullptr;
    action.becomes.clear();
    action.left = "`<" + std::string(name) + ">` is a tag of a Java library, and " + why +
                  "; its content is not shown until the tag is written";
    action.cause = cause_of(name);
    return true;
  }

  ImportCause cause_of(std::string_view name) const {
    const std::string prefix(xml_prefix(name));
    const auto declared = prefixes_.find(prefix);
    const bool has_name = declared != prefixes_.end() && !declared->second.uri.empty();
    return {ImportCause::Kind::kForeignLibrary, has_name ? declared->second.uri : prefix + ":"};
  }

  /// Reads what an action means as the content of another; `node` is null for Java.
  void content(std::size_t index, const Node* node) {
    if (open_.empty()) return;
    const auto& [parent, opener] = open_.back();
    if (has_rule(actions_[opener].becomes)) return ruled_content(index, opener);
    const Attribute* name = node != nullptr && node->action == ActionKind::kAttribute ? node->find("name") : nullptr;
    actions_[index].encloses_link = name != nullptr && leads_to_page(parent, name->value);
    const bool holds_params = parent == "page:include" || parent == "page:forward";
    const bool is_allowed =
        node != nullptr && (node->action == ActionKind::kParam || name != nullptr || node->action == ActionKind::kBody);
    if (holds_params && !is_allowed && actions_[opener].left.empty())
      actions_[opener].left = "only `<jsp:param>` is allowed in it";
  }

  void output(std::size_t index) {
    const std::string_view around = open_.empty() ? std::string_view() : actions_[open_.back().second].becomes;
    actions_[index].becomes_text = around == "form:option" || around == "fmt:param";
    const bool is_ruled = !open_.empty() && has_rule(actions_[open_.back().second].becomes);
    if (is_ruled) ruled_content(index, open_.back().second);
  }

  /// Whether the new tag takes only some content.
  static bool has_rule(std::string_view becomes) {
    return becomes == "fmt:message" || std::ranges::find(kEmpty, becomes) != std::end(kEmpty);
  }

  /// A message has parameters, and nothing else; fields of forms have no content.
  void ruled_content(std::size_t index, std::size_t opener) {
    const Token& token = buffer_.tokens[index];
    const bool is_blank = token.kind == TokenKind::kLiteral && is_xml_blank(sources_.text(token.span));
    if (is_blank || actions_[index].becomes == "fmt:param" || !actions_[opener].left.empty()) return;
    const std::string_view name = sources_.text(scan_attributes(buffer_.tokens[opener].inner, sources_).name);
    const std::string becomes = actions_[opener].becomes;
    refuse(actions_[opener], name,
           (becomes == "fmt:message" ? "only parameters" : "nothing") + std::string(" can be in `<") + becomes + ">`");
    actions_[opener].is_left_whole = true;
  }

  void read(const Node& node, ImportedAction& action) {
    action.left = foreign_tag(sources_.text(node.name_span), prefixes_);
    if (!action.left.empty()) action.cause = cause_of(sources_.text(node.name_span));
    if (!action.left.empty()) return;
    const Attribute* name = node.find("name");
    const bool is_property = node.action == ActionKind::kGetProperty || node.action == ActionKind::kSetProperty;
    if (is_property || node.action == ActionKind::kUseBean) action.cause = {ImportCause::Kind::kBean};
    if (is_property && name != nullptr) words_.insert(name->value);
    if (node.action == ActionKind::kUseBean) use_bean(node, action);
    else if (node.text == "page:plugin" || node.text == "page:params" || node.text == "page:fallback")
      action.left = "browsers no longer run applets";
    else if (is_property && name != nullptr) property(node, name->value, action);
    // Only actions that merely enclose other text can be left without their content.
    action.is_left_whole =
        node.action != ActionKind::kNone && node.action != ActionKind::kElement && node.action != ActionKind::kFragment;
    action.may_end_page = node.action == ActionKind::kForward || node.text == "c:redirect";
  }

  void property(const Node& node, const std::string& bean, ImportedAction& action) {
    const Attribute* property = node.find("property");
    const bool is_read =
        node.action == ActionKind::kGetProperty && property != nullptr && is_identifier(property->value);
    if (!data_.contains(bean)) action.left = "the bean `" + bean + "` is Java; restore this together with it";
    else if (!is_read)
      action.left = "the bean `" + bean + "` is data; set its members in C++: `" + bean + ".set(\"name\", value)`";
    else action.cpp = "<%= quire::java::text(quire::java::property(" + bean + ", \"" + property->value + "\")) %>";
  }

  void use_bean(const Node& node, ImportedAction& action) {
    const Attribute* id = node.find("id");
    const Attribute* type = node.find("class") != nullptr ? node.find("class") : node.find("type");
    const Attribute* scope = node.find("scope");
    const bool is_plain = id != nullptr && type != nullptr && !type->value.empty() && node.find("beanName") == nullptr;
    if (is_plain && is_identifier(id->value) && JavaScope::cpp_name(id->value) == id->value) {
      action.bean = id->value;
      action.bean_type = bean_type(type->value);
      if (action.bean_type == "quire::Value") data_.insert(action.bean);
      const bool is_own = scope == nullptr || scope->value == "page";
      action.is_in_request = is_own || scope->value == "request";
      action.is_needless = !is_own && scope->is_text() && !node.has_body;
      action.is_now = is_own && type->value == "java.util.Date" && !node.has_body;
      return;
    }
    const std::string bean = id != nullptr ? id->value : "bean";
    const std::string name = plain_class(type != nullptr ? type->value : "");
    action.left = "the bean `" + bean + "` is Java; write `struct " + name +
                  "` in a header in WEB-INF/src, import it, and write `class=\"" + name + "\"`";
  }

  void close(std::size_t index) {
    const Token& token = buffer_.tokens[index];
    const std::string_view written = sources_.text(scan_attributes(token.inner, sources_).name);
    const std::string name = action_name(written);
    const auto opener =
        std::find_if(open_.rbegin(), open_.rend(), [&](const auto& each) { return each.first == name; });
    if (opener == open_.rend()) {
      // Its opening tag may be in another file.
      actions_[index].left = foreign_tag(written, prefixes_);
      actions_[index].cause = cause_of(written);
      return;
    }
    const std::size_t partner = opener->second;
    open_.erase(std::prev(opener.base()), open_.end());
    actions_[index].partner = partner;
    actions_[index].left = actions_[partner].left;
    actions_[index].cause = actions_[partner].cause;
    actions_[index].becomes = actions_[partner].becomes;
    actions_[index].mapping = actions_[partner].mapping;
    actions_[partner].partner = index;
  }

  const TokenBuffer& buffer_;
  const SourceSet& sources_;
  const TagPrefixes& prefixes_;
  const TagMap& tags_;
  const MessageKeys& messages_;
  std::vector<ImportedAction> actions_;
  // In the Java of the page, and the beans whose properties its actions use.
  std::set<std::string, std::less<>> words_;
  /// Beans that became a `quire::Value`.
  std::set<std::string, std::less<>> data_;
  /// Opening tags that have a body, and are or may be those of Java libraries.
  std::vector<std::size_t> foreign_bodies_;
  std::vector<std::pair<std::string, std::size_t>> open_;
};

/// The content of a CDATA section, if that is all that `code` contains.
Span without_cdata(Span code, const SourceSet& sources) {
  constexpr std::string_view kBegin = "<![CDATA[";
  const std::string_view text = sources.text(code);
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
  const bool is_cdata = text.substr(begin).starts_with(kBegin) && text.substr(0, end).ends_with("]]>");
  if (!is_cdata) return code;
  return {code.file, code.begin + static_cast<std::uint32_t>(begin + kBegin.size()),
          code.begin + static_cast<std::uint32_t>(end - 3)};
}

/// The backslashes of `%\>` in code between tags (Jakarta Server Pages 4.0, 1.6).
RareVector<Escape> escaped_closers(Span code, const SourceSet& sources) {
  RareVector<std::uint32_t> backslashes;
  const std::string_view text = sources.text(code);
  for (std::size_t at = text.find("%\\>"); at != std::string_view::npos; at = text.find("%\\>", at + 3))
    backslashes.push_back(code.begin + static_cast<std::uint32_t>(at + 1));
  return dropped_bytes(backslashes);
}

/// Code for use within quotes.
std::string quoted(std::string_view code, char quote) {
  std::string text;
  for (const char c : code) {
    if (c == '\\' || c == quote) text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

std::string with_url_parts(std::string tag, const std::map<std::string, std::string, std::less<>>& parts) {
  if (parts.empty()) return tag;
  std::string result;
  for (std::size_t at = 0; at < tag.size();) {
    const std::size_t end = tag[at] == '{' ? tag.find('}', at) : std::string::npos;
    const bool is_el = at > 0 && (tag[at - 1] == '$' || tag[at - 1] == '#');
    const auto part = end == std::string::npos || is_el ? parts.end() : parts.find(tag.substr(at + 1, end - at - 1));
    if (part == parts.end()) result += tag[at++];
    else result += part->second, at = end + 1;
  }
  return result;
}

bool leads_to_page(std::string_view action, std::string_view attribute) {
  const bool is_url = action.ends_with(":url") && attribute == "value";
  return is_url || std::ranges::find(kLinks, attribute) != std::end(kLinks);
}

bool takes_text(std::string_view action) {
  return (action.starts_with("jsp:") || action.starts_with("page:")) && !action.ends_with(":setProperty");
}

void read_xml_elements(TokenBuffer& buffer, const SourceSet& sources) {
  constexpr std::pair<std::string_view, TokenKind> kCode[] = {{"jsp:scriptlet", TokenKind::kScriptlet},
                                                              {"jsp:expression", TokenKind::kExpression},
                                                              {"jsp:declaration", TokenKind::kDeclaration}};
  constexpr std::string_view kDirective = "jsp:directive.";
  std::vector<Token> tokens;
  std::size_t closer = 0;
  for (std::size_t index = 0; index < buffer.tokens.size(); ++index) {
    Token& token = tokens.emplace_back(std::move(buffer.tokens[index]));
    if (token.kind != TokenKind::kOpenAction) continue;
    const std::string_view name = sources.text(scan_attributes(token.inner, sources).name);
    const auto* const code = std::ranges::find(kCode, name, &std::pair<std::string_view, TokenKind>::first);
    const bool is_directive = name.starts_with(kDirective);
    if (!is_directive && code == std::end(kCode)) continue;
    while (closer < buffer.tokens.size() && (closer <= index || buffer.tokens[closer].kind != TokenKind::kCloseAction))
      ++closer;
    const bool is_closed = token.span.end > token.inner.end + 1;
    const bool has_closer =
        !is_closed && closer < buffer.tokens.size() && sources.text(buffer.tokens[closer].inner).starts_with(name);
    if (is_directive) {
      token.kind = TokenKind::kDirective;
      token.inner.begin += static_cast<std::uint32_t>(kDirective.size());
    } else if (has_closer) {
      token.kind = code->second;
      token.inner = without_cdata({token.span.file, token.span.end, buffer.tokens[closer].span.begin}, sources);
    }
    if (has_closer) token.span.end = buffer.tokens[index = closer].span.end;
    if (has_closer && !is_directive) token.escapes = escaped_closers(token.inner, sources);
  }
  buffer.tokens = std::move(tokens);
}

std::vector<ImportedAction> find_actions(const TokenBuffer& buffer, const SourceSet& sources,
                                         const TagPrefixes& prefixes, const JspContext& context) {
  return ActionFinder(buffer, sources, prefixes, tags_of(context), messages_of(context)).run();
}

std::string imported_action(const Token& token, ElSyntax el, const std::vector<std::string>& code,
                            const SourceSet& sources, const std::function<bool(std::string_view)>& is_jsp,
                            std::size_t& names) {
  if (token.kind == TokenKind::kCloseAction) return std::string(sources.text(token.span));
  Sink ignored;
  const Node node = parse_action(token, el, sources, ignored);
  Edits edits;
  auto next = code.begin();
  for (const Attribute& attribute : node.attributes) {
    const std::string_view value = sources.text(attribute.value_span);
    const char quote = sources.text({token.span.file, attribute.value_span.end, attribute.value_span.end + 1}).front();
    const bool starts_with_text = attribute.parts.empty() || attribute.parts.front().kind == NodeKind::kText;
    const Span first = attribute.parts.empty() ? attribute.value_span : attribute.parts.front().span;
    const bool is_bean = node.action == ActionKind::kUseBean;
    if (is_bean && (attribute.name == "class" || attribute.name == "type"))
      edits.replace(attribute.value_span, bean_type(attribute.value));
    // Only C++ outside the page can set its properties.
    if (is_bean && attribute.name == "scope" && attribute.value == "page")
      edits.replace(attribute.value_span, "request");
    const bool may_lead = leads_to_page(node.text, attribute.name) && starts_with_text && !value.empty();
    const std::string link = may_lead ? imported_link(sources.text(first)) : "";
    if (may_lead && link != sources.text(first)) edits.replace(first, link), ++names;
    for (const Node& part : attribute.parts) {
      if (part.kind != NodeKind::kExpression) continue;
      const std::string java = unescaped(part.inner, part.escapes, sources);
      const std::string& cpp = *next++;
      if (java.find(cpp) == std::string::npos || cpp.size() + 2 < java.size())
        edits.replace(part.span, "<%= " + boost::replace_all_copy(quoted(cpp, quote), "%>", "%\\>") + " %>");
    }
  }
  if (node.action == ActionKind::kUseBean && node.find("scope") == nullptr && !node.attributes.empty()) {
    const std::uint32_t end = node.attributes.back().value_span.end + 1;
    edits.replace({token.span.file, end, end}, " scope=\"request\"");
  }
  const std::string turned = edits.apply(token.span, sources);
  return is_jsp ? rename_quoted_jsps(turned, is_jsp, names) : turned;
}

}  // namespace quire::compiler
