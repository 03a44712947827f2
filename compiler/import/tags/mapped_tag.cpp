#include "compiler/import/tags/mapped_tag.h"

#include "compiler/import/tags/header.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/xml_name.h"
#include "compiler/parse/tag_parser.h"

#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

/// The tag for an expression of Spring Security such as `hasRole('admin')`, and the name of the role.
struct Guard {
  std::string name;
  std::string role = {};
};

std::optional<Guard> read_access(std::string expression) {
  boost::trim(expression);
  if (expression == "isAuthenticated()" || expression == "isFullyAuthenticated()") return Guard{"security:user"};
  if (expression == "isAnonymous()" || expression == "!isAuthenticated()") return Guard{"security:anonymous"};
  for (const std::string_view function : {"hasRole(", "hasAuthority("}) {
    if (!expression.starts_with(function) || !expression.ends_with(')')) continue;
    std::string role = expression.substr(function.size(), expression.size() - function.size() - 1);
    boost::trim(role);
    const bool is_quoted = role.size() > 2 && (role[0] == '\'' || role[0] == '"') && role.back() == role[0];
    if (!is_quoted) return std::nullopt;
    role = role.substr(1, role.size() - 2);
    // A name: anything else is more than one role.
    if (role.find_first_of("'\"\\,()${}#<>& \t\r\n") != std::string::npos) return std::nullopt;
    return Guard{"security:role", role};
  }
  return std::nullopt;
}

class TagMapper {
 public:
  TagMapper(std::string_view tag, ElSyntax el, const TagMapping& mapping, const MessageKeys& messages)
      : mapping_(mapping), messages_(messages) {
    const FileId file = sources_.add(SourceFile("tag", "", std::string(tag)));
    const TokenBuffer buffer =
        lex(file, sources_, sink_, {.el = el, .may_be_library = [](std::string_view) { return true; }});
    if (buffer.tokens.size() != 1 || buffer.tokens[0].kind != TokenKind::kOpenAction) return;
    node_ = parse_action(buffer.tokens[0], el, sources_, sink_);
  }

  MappedTag run(std::string_view prefix) {
    if (!node_ || sink_.has_errors()) return {"it cannot be read"};
    result_.name = mapping_.becomes;
    if (!mapping_.access.empty() && !guard()) return std::move(result_);
    for (const Attribute& attribute : node_->attributes)
      if (!take(attribute)) return std::move(result_);
    if (result_.name == "fmt:message" && !message()) return std::move(result_);
    if (result_.name == "security:role" && attributes_.find(" name=") == std::string::npos)
      return no("it names no role");
    const std::string name(prefix.empty() ? result_.name
                                          : std::string(prefix) + result_.name.substr(result_.name.find(':')));
    const std::string param = name.substr(0, name.find(':')) + ":param";
    if (result_.name.empty()) return std::move(result_);
    result_.text = "<" + name + attributes_;
    if (params_.empty()) {
      result_.text += node_->has_body ? ">" : "/>";
      return std::move(result_);
    }
    result_.text += ">";
    for (const std::string& value : params_) result_.text += "<" + param + " value=" + value + "/>";
    if (!node_->has_body) result_.text += "</" + name + ">";
    return std::move(result_);
  }

 private:
  MappedTag no(std::string why) { return {std::move(why)}; }
  bool refuse(std::string why) {
    result_ = no(std::move(why));
    return false;
  }
  char quote_of(const Attribute& attribute) const {
    const std::uint32_t end = attribute.value_span.end;
    return sources_.text({attribute.value_span.file, end, end + 1}).front();
  }
  std::string quoted(const Attribute& attribute) const {
    return quote_of(attribute) + attribute.raw_value + quote_of(attribute);
  }
  void add(std::string_view name, const std::string& quoted_value) {
    attributes_ += " " + std::string(name) + "=" + quoted_value;
  }

  bool take(const Attribute& attribute) {
    const std::string& name = attribute.name;
    if (std::ranges::find(mapping_.ignored, name) != mapping_.ignored.end() || name == mapping_.access) return true;
    if (attribute.value.find("%{") != std::string::npos) return refuse("`" + name + "` has an expression of Struts");
    if (std::ranges::find(mapping_.params, name) != mapping_.params.end()) return true;
    if (name == mapping_.list || name == mapping_.text) return true;
    const auto found = mapping_.attributes.find(name);
    if (found == mapping_.attributes.end())
      return refuse("its attribute `" + name + "` has no equivalent in `<" + result_.name + ">`");
    add(found->second, quoted(attribute));
    return true;
  }

  /// Reads the expression that decides on the tag.
  bool guard() {
    const Attribute* access = node_->find(mapping_.access);
    if (access == nullptr || !access->is_text())
      return refuse("only `" + mapping_.access + "` with text decides what is shown");
    auto guard = read_access(access->value);
    if (!guard) return refuse("`" + access->value + "` has no equivalent in the library `security`");
    result_.name = guard->name;
    if (!guard->role.empty()) add("name", "\"" + guard->role + "\"");
    return true;
  }

  bool message() {
    const Attribute* key = nullptr;
    for (const Attribute& attribute : node_->attributes) {
      const auto renamed = mapping_.attributes.find(attribute.name);
      if (renamed != mapping_.attributes.end() && renamed->second == "key") key = &attribute;
    }
    const Attribute* text = mapping_.text.empty() ? nullptr : node_->find(mapping_.text);
    if (key == nullptr && text == nullptr) return refuse("it names no message");
    if (text != nullptr && !is_needless(key, *text)) return false;
    if (result_.name.empty()) return true;
    if (key == nullptr) return refuse("it names no message");
    for (const std::string& name : mapping_.params)
      if (const Attribute* param = node_->find(name)) params_.push_back(quoted(*param));
    if (const Attribute* list = mapping_.list.empty() ? nullptr : node_->find(mapping_.list)) split(*list);
    if (key->is_text() && messages_.is_html(key->value)) add("escapeXml", "\"false\"");
    return true;
  }

  /// Whether a default text can be dropped, or is all that is ever printed.
  bool is_needless(const Attribute* key, const Attribute& text) {
    const bool is_literal = key == nullptr || key->is_text();
    if (key != nullptr && is_literal && messages_.has(key->value)) return true;
    const bool is_missing = key == nullptr || (is_literal && !messages_.is_empty());
    const bool is_plain = text.is_text() && text.value.find_first_of("<>&%$#\\{}") == std::string::npos;
    if (is_missing && is_plain && node_->attributes.size() == (key == nullptr ? 1 : 2) && !node_->has_body) {
      result_.name.clear();
      result_.text = text.value;
      return true;
    }
    return refuse("`<fmt:message>` has no default text such as that in `" + text.name +
                  "`; add the message to the bundle and remove the attribute");
  }

  /// Splits text at its commas, but not that in expressions.
  void split(const Attribute& list) {
    std::string value;
    std::size_t expressions = 0;
    const auto end = [&] {
      boost::trim(value);
      params_.push_back(quote_of(list) + value + quote_of(list));
      value.clear();
    };
    const auto add_text = [&](std::string_view text) {
      for (const char c : text)
        if (c == ',') end();
        else value += c;
    };
    if (list.parts.empty()) add_text(list.raw_value);
    for (const Node& part : list.parts) {
      if (part.kind == NodeKind::kText) add_text(sources_.text(part.span));
      else value += sources_.text(part.span), ++expressions;
    }
    end();
    if (params_.size() == 1 && expressions == 1 && list.parts.size() == 1)
      result_.guess = "`" + list.name + "` is one value, not a list";
  }

  const TagMapping& mapping_;
  const MessageKeys& messages_;
  SourceSet sources_;
  Sink sink_;
  std::optional<Node> node_;
  MappedTag result_;
  // Of the new tag, each with a blank before it.
  std::string attributes_;
  // The quoted values of `<fmt:param>`.
  std::vector<std::string> params_;
};

/// The name in a page for what the header calls by its name in C++; `-` is `_` there anyway.
std::string page_name(std::string_view name) {
  const std::string member = tag_member_name(name);
  std::string plain(name);
  std::ranges::replace(plain, '-', '_');
  return member.empty() || member == plain ? std::string(name) : member;
}

}  // namespace

MappedTag map_tag(std::string_view tag, ElSyntax el, const TagMapping& mapping, const MessageKeys& messages,
                  std::string_view prefix) {
  return TagMapper(tag, el, mapping, messages).run(prefix);
}

std::string with_member_names(std::string_view tag, ElSyntax el) {
  const std::size_t colon = tag.find(':');
  const std::size_t end = skip_xml_name(tag, tag.starts_with("</") ? 2 : 1);
  if (colon == std::string_view::npos || colon > end) return std::string(tag);
  const std::string name = page_name(tag.substr(colon + 1, end - colon - 1));
  if (tag.starts_with("</")) return std::string(tag.substr(0, colon + 1)) + name + std::string(tag.substr(end));
  SourceSet sources;
  Sink ignored;
  const FileId file = sources.add(SourceFile("tag", "", std::string(tag)));
  const TokenBuffer buffer =
      lex(file, sources, ignored, {.el = el, .may_be_library = [](std::string_view) { return true; }});
  if (buffer.tokens.size() != 1 || buffer.tokens[0].kind != TokenKind::kOpenAction) return std::string(tag);
  const Node node = parse_action(buffer.tokens[0], el, sources, ignored);
  std::string result = std::string(tag.substr(0, colon + 1)) + name;
  std::size_t done = end;
  for (const Attribute& attribute : node.attributes) {
    result += tag.substr(done, attribute.name_span.begin - done);
    result += page_name(attribute.name);
    done = attribute.name_span.end;
  }
  return result + std::string(tag.substr(done));
}

}  // namespace quire::compiler
