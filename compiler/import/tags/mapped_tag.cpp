#include "compiler/import/tags/mapped_tag.h"

#include "compiler/ast/standard_tag.h"
#include "compiler/import/tags/access.h"
#include "compiler/import/tags/form_tag.h"
#include "compiler/import/tags/html_text.h"
#include "compiler/lex/lexer.h"
#include "compiler/lex/xml_name.h"
#include "compiler/parse/tag_parser.h"
#include "compiler/parse/xml_namespaces.h"
#include "runtime/base/ascii.h"

#include <boost/algorithm/string.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

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

  MappedTag run(const PrefixOf& prefix_of) {
    if (!node_ || sink_.has_errors()) return {"it cannot be read"};
    if (mapping_.is_dropped) return node_->has_body ? no("it has content") : MappedTag();
    result_.name = mapping_.becomes;
    if (!mapping_.access.empty() && !guard()) return std::move(result_);
    for (const Attribute& attribute : node_->attributes)
      if (!take(attribute)) return std::move(result_);
    for (const auto& [name, value] : mapping_.added) add(name, '"' + value + '"');
    if (result_.name == "fmt:message" && !message()) return std::move(result_);
    if (result_.name.empty()) return std::move(result_);
    if (result_.name == "form:form" && !mapping_.model.empty() && !form()) return std::move(result_);
    if (!mapping_.each.empty() && !choices(prefix_of)) return std::move(result_);
    if (!mapping_.label.empty() && !label()) return std::move(result_);
    if (result_.name == "button") button();
    if (result_.name == "form:option" && node_->has_body && !names_.contains("label")) {
      content_ = "<jsp:attribute name=\"label\">";
      content_end_ = "</jsp:attribute>";
    }
    if (!has_required() || !variable(prefix_of)) return std::move(result_);
    if (!mapping_.remark.empty()) guess(mapping_.remark);
    write(prefix_of);
    return std::move(result_);
  }

 private:
  MappedTag no(std::string why) { return {std::move(why)}; }
  bool refuse(std::string why) {
    result_ = no(std::move(why));
    return false;
  }
  void guess(const std::string& what) { result_.guess += (result_.guess.empty() ? "" : "; ") + what; }
  static std::string prefixed(std::string_view name, const PrefixOf& prefix_of) {
    const std::string_view usual = xml_prefix(name);
    if (usual.empty() || !prefix_of) return std::string(name);
    return prefix_of(usual) + std::string(name.substr(usual.size()));
  }

  void write(const PrefixOf& prefix_of) {
    const std::string name = prefixed(result_.name, prefix_of);
    const bool is_open = node_->has_body || !content_.empty() || !params_.empty();
    result_.closing = content_end_ + "</" + name + ">" + after_;
    result_.text = before_ + "<" + name + attributes_ + (is_open ? ">" : "/>") + content_;
    for (const std::string& value : params_)
      result_.text += "<" + prefixed("fmt:param", prefix_of) + " value=" + value + "/>";
    if (!node_->has_body) result_.text += is_open ? result_.closing : after_;
    result_.is_one = before_.empty() && after_.empty() && content_.empty() && params_.empty();
  }

  /// Whether it has the attributes without which the new tag means nothing.
  bool has_required() {
    if (result_.name == "security:role" && !names_.contains("name")) return refuse("it names no role");
    const auto library = known_library(library_uri(xml_prefix(result_.name)));
    const StandardTag tag = library ? standard_tag(*library, xml_local_name(result_.name)) : StandardTag::kNone;
    for (const StandardAttribute& rule : standard_attributes())
      if (rule.tag == tag && rule.is_required && !names_.contains(rule.name))
        return refuse("`<" + result_.name + ">` needs the attribute `" + std::string(rule.name) + "`");
    return true;
  }

  char quote_of(const Attribute& attribute) const {
    const std::uint32_t end = attribute.value_span.end;
    return sources_.text({attribute.value_span.file, end, end + 1}).front();
  }
  std::string quoted(const Attribute& attribute) const {
    return quote_of(attribute) + attribute.raw_value + quote_of(attribute);
  }
  void add(std::string_view name, const std::string& quoted_value) {
    names_.emplace(name);
    attributes_ += " " + std::string(name) + "=" + quoted_value;
  }

  static bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  }

  bool take(const Attribute& attribute) {
    const std::string& name = attribute.name;
    if (has(mapping_.ignored, name) || name == mapping_.access || name == mapping_.separator) return true;
    if (!mapping_.access.empty() && name == "var") return true;
    if (has(mapping_.lost, name)) {
      guess("`" + name + "` is dropped" +
            (name == "cssErrorClass" ? "; fields with errors have `aria-invalid`, which can have a style" : ""));
      return true;
    }
    const bool is_ognl = mapping_.name == "s:param" && name == "value";
    if (is_ognl && attribute.is_text())
      if (const std::string literal = ognl_literal(attribute.value); !literal.empty())
        return note_references(as_text(literal, '"')), add("value", '"' + as_text(literal, '"') + '"'), true;
    if (attribute.value.find("%{") != std::string::npos) return refuse("`" + name + "` has an expression of Struts");
    if (has(mapping_.params, name) || has(mapping_.model, name)) return true;
    if (name == mapping_.list || name == mapping_.text || name == mapping_.label || name == mapping_.each) return true;
    const bool is_of_each = name == "itemValue" || name == "itemLabel" || name == "element" || name == "delimiter";
    if (!mapping_.each.empty() && is_of_each) return true;
    if (!mapping_.model.empty() && name == "method") return true;
    if (result_.name == "c:url" && name == "value" && has_template(attribute))
      return refuse("`<c:url>` has no names in braces; write the parameter in the URL, as in `/cart/${id}`");
    const auto found = mapping_.attributes.find(name);
    const bool is_param = result_.name == "fmt:param" && found != mapping_.attributes.end();
    if (is_param) return add(found->second, quoted_text(attribute)), true;
    if (found != mapping_.attributes.end() && found->second == "key" && attribute.is_text())
      return add("key", quote_of(attribute) + key_of(attribute) + quote_of(attribute)), true;
    if (found != mapping_.attributes.end()) return add(found->second, quoted(attribute)), true;
    // The name of a field is its path.
    if (!mapping_.keeps_others || name == "name" || name.find(':') != std::string::npos)
      return refuse("its attribute `" + name + "` has no equivalent in `<" + result_.name + ">`");
    return is_switch(name) ? take_switch(attribute) : (add(name, quoted(attribute)), true);
  }

  /// The key of a message. Some pages have several, where only the first that exists was meant.
  std::string key_of(const Attribute& key) {
    if (key.value.find(',') == std::string::npos || messages_.is_empty() || messages_.has(key.value))
      return key.raw_value;
    std::vector<std::string> keys;
    for (std::string& each : boost::split(keys, key.value, [](char c) { return c == ','; })) {
      boost::trim(each);
      if (!messages_.has(each)) continue;
      guess("`" + each + "` is the first message of `" + key.value + "` that exists");
      return each;
    }
    return key.raw_value;
  }

  /// `disabled="false"` is off in Spring, but on in HTML.
  bool take_switch(const Attribute& attribute) {
    const bool is_element = result_.name.find(':') == std::string::npos;
    if (!attribute.is_text()) {
      if (is_element) return refuse("`" + attribute.name + "` of an element is always on");
      add(attribute.name, quoted(attribute));
    } else if (attribute.value == "true" || attribute.value == attribute.name) {
      add(attribute.name, is_element ? '"' + attribute.name + '"' : "\"${true}\"");
    } else if (!attribute.value.empty() && attribute.value != "false") {
      add(attribute.name, quoted(attribute));
    }
    return true;
  }

  /// Whether a URL contains `{name}`.
  bool has_template(const Attribute& url) const {
    if (url.parts.empty()) return url.raw_value.find('{') != std::string::npos;
    return std::ranges::any_of(url.parts, [&](const Node& part) {
      return part.kind == NodeKind::kText && sources_.text(part.span).find('{') != std::string_view::npos;
    });
  }

  bool form() {
    const Attribute* model = nullptr;
    for (const std::string& name : mapping_.model)
      if (const Attribute* given = node_->find(name)) model = given;
    if (model != nullptr && !model->is_text()) return refuse("the name of its model is known only when the page runs");
    const std::string name = model == nullptr || model->value.empty() ? "command" : model->value;
    const std::string attributes = model_attributes(name);
    if (attributes.empty()) return refuse("`" + name + "` cannot be the name of its model");
    attributes_.insert(0, attributes);
    // Scripts and styles may use it.
    if (!names_.contains("id")) add("id", '"' + name + '"');
    const Attribute* method = node_->find("method");
    if (method == nullptr) return true;
    const std::string word = boost::to_lower_copy(method->value);
    if (!method->is_text()) guess("`method` is `get` or `post`");
    const bool is_other = method->is_text() && word != "get" && word != "post";
    if (is_other && !is_plain_name(word)) return refuse("its method is unknown");
    add("method", is_other ? "\"post\"" : quoted(*method));
    if (is_other) content_ = "<input type=\"hidden\" name=\"_method\" value=\"" + word + "\"/>";
    return true;
  }

  /// One check box or radio button for each item.
  bool choices(const PrefixOf& prefix_of) {
    const Attribute* items = node_->find(mapping_.each);
    if (items == nullptr) return refuse("it has no `" + mapping_.each + "`");
    if (!items->is_text() && !items->is_one_el()) return refuse("its items are not one expression");
    const auto path = [&](const char* name) -> std::optional<std::string> {
      const Attribute* given = node_->find(name);
      if (given == nullptr) return "";
      if (!given->is_text() || !is_path(given->value)) return std::nullopt;
      return "." + given->value;
    };
    const auto value = path("itemValue");
    const auto label = path("itemLabel");
    if (!value || !label) return refuse("`itemValue` and `itemLabel` are not names of properties");
    const Attribute* element = node_->find("element");
    const std::string around = element == nullptr ? "span" : element->value;
    if (!is_plain_name(around)) return refuse("its `element` is not a name");
    const Attribute* delimiter = node_->find("delimiter");
    const auto between = delimiter == nullptr ? std::string() : template_of(*delimiter, false);
    if (!between) return refuse("its `delimiter` is not text");
    if (value->empty() && !items->is_text())
      guess("the items are a list of texts; for a map, write `choice.key` and `choice.value`");
    const std::string loop = prefixed("c:forEach", prefix_of);
    before_ = "<" + loop + " items=" + quoted(*items) + " var=\"choice\"" +
              (between->empty() ? "" : " varStatus=\"choices\"") + ">";
    if (!between->empty()) {
      const std::string condition = prefixed("c:if", prefix_of);
      before_ += "<" + condition + " test=\"${not choices.first}\">" + *between + "</" + condition + ">";
    }
    before_ += "<" + around + "><label>";
    add("value", "\"${choice" + *value + "}\"");
    after_ = " ${choice" + (label->empty() ? *value : *label) + "}</label></" + around + "></" + loop + ">";
    return true;
  }

  bool label() {
    const Attribute* given = node_->find(mapping_.label);
    if (given == nullptr) return true;
    const auto text = template_of(*given, true);
    if (!text) return refuse("its label is not plain text");
    before_ = "<label>";
    after_ = " " + *text + "</label>";
    return true;
  }

  /// The value of an attribute as the text of a page; nullopt if that would mean something else.
  std::optional<std::string> template_of(const Attribute& attribute, bool is_escaped) const {
    if (!attribute.is_text() && attribute.raw_value.find('\\') == std::string::npos) return attribute.raw_value;
    const bool is_code =
        attribute.value.find("<%") != std::string::npos || attribute.value.find('\\') != std::string::npos;
    if (!attribute.is_text() || is_code || attribute.value.find('{') != std::string::npos) return std::nullopt;
    return is_escaped ? html_text(attribute.value) : attribute.value;
  }

  void button() {
    if (!names_.contains("type")) add("type", "\"submit\"");
    if (!node_->has_body) content_ = "Submit";
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
    if (!guard->guess.empty()) guess(guard->guess);
    return true;
  }

  /// A guard can also keep in a variable whether it shows its content.
  bool variable(const PrefixOf& prefix_of) {
    const Attribute* variable = mapping_.access.empty() ? nullptr : node_->find("var");
    if (variable == nullptr) return true;
    if (!variable->is_text() || !is_path(variable->value) || variable->value.find('.') != std::string::npos)
      return refuse("`var` is not a name");
    const std::string set = "<" + prefixed("c:set", prefix_of) + " var=\"" + variable->value + "\" value=\"${";
    before_ = set + "false}\"/>";
    content_ = set + "true}\"/>";
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
      if (const Attribute* param = node_->find(name)) params_.push_back(quoted_text(*param));
    const Attribute* list = mapping_.list.empty() ? nullptr : node_->find(mapping_.list);
    if (list != nullptr && !split(*list)) return false;
    if (key->is_text() && messages_.is_html(key->value)) add("escapeXml", "\"false\"");
    return true;
  }

  /// The value of a parameter, which Java printed as HTML.
  std::string quoted_text(const Attribute& param) {
    const std::string value = as_text(param, sources_);
    note_references(value);
    return quote_of(param) + value + quote_of(param);
  }
  void note_references(const std::string& value) {
    const std::string rest = boost::replace_all_copy(boost::replace_all_copy(value, "&quot;", ""), "&apos;", "");
    if (has_reference(rest)) guess("`&` in a parameter is shown as it is written");
  }

  /// Whether a default text can be dropped, or is all that is ever printed.
  bool is_needless(const Attribute* key, const Attribute& text) {
    const bool is_literal = key == nullptr || key->is_text();
    if (key != nullptr && is_literal && messages_.has(key->value)) return true;
    const bool is_missing = key == nullptr || (is_literal && !messages_.is_empty());
    const bool is_plain =
        text.is_text() && text.raw_value.find_first_of("<>%$\\{}") == std::string::npos && !text.value.ends_with('#');
    const bool is_alone = std::ranges::all_of(node_->attributes, [&](const Attribute& each) {
      return &each == key || &each == &text || has(mapping_.ignored, each.name);
    });
    if (is_missing && is_plain && is_alone && !node_->has_body) {
      result_.name.clear();
      // HTML, as in Java.
      result_.text = text.raw_value;
      return true;
    }
    return refuse("`<fmt:message>` has no default text such as that in `" + text.name +
                  "`; add the message to the bundle and remove the attribute");
  }

  /// Splits text at its separators, but not that in expressions.
  bool split(const Attribute& list) {
    const Attribute* given = mapping_.separator.empty() ? nullptr : node_->find(mapping_.separator);
    if (given != nullptr && (!given->is_text() || given->value.empty() || given->raw_value != given->value))
      return refuse("its `" + given->name + "` is not plain text");
    const std::string separator = given == nullptr ? "," : given->value;
    std::string value;
    std::size_t expressions = 0;
    const auto end = [&] {
      boost::trim(value);
      note_references(value);
      params_.push_back(quote_of(list) + value + quote_of(list));
      value.clear();
    };
    const auto add_text = [&](std::string_view text) {
      for (std::size_t at = 0; at <= text.size();) {
        const std::size_t next = std::min(text.find(separator, at), text.size());
        value += as_text(text.substr(at, next - at), quote_of(list));
        if (next < text.size()) end();
        at = next < text.size() ? next + separator.size() : next + 1;
      }
    };
    if (list.parts.empty()) add_text(list.raw_value);
    for (const Node& part : list.parts) {
      if (part.kind == NodeKind::kText) add_text(sources_.text(part.span));
      else value += sources_.text(part.span), ++expressions;
    }
    end();
    if (params_.size() == 1 && expressions == 1 && list.parts.size() == 1)
      guess("`" + list.name + "` is one value, not a list");
    return true;
  }

  /// A literal of OGNL, Struts' language, which its tags have in place of text: `'a b'` or `12`. Empty for others.
  static std::string ognl_literal(std::string_view value) {
    if (value.starts_with("%{") && value.ends_with('}')) value = value.substr(2, value.size() - 3);
    const bool is_number = !value.empty() && value.size() < 16 && std::ranges::all_of(value, is_digit);
    if (is_number) return std::string(value);
    const bool is_text = value.size() > 2 && value.front() == '\'' && value.back() == '\'';
    const std::string_view text = is_text ? value.substr(1, value.size() - 2) : std::string_view();
    return text.find_first_of("'\"\\$#%{}") == std::string_view::npos ? std::string(text) : std::string();
  }

  const TagMapping& mapping_;
  const MessageKeys& messages_;
  SourceSet sources_;
  Sink sink_;
  std::optional<Node> node_;
  MappedTag result_;
  // Of the new tag, each with a blank before it.
  std::string attributes_;
  std::set<std::string, std::less<>> names_;
  // What is around the new tag, and what it begins with.
  std::string before_;
  std::string after_;
  std::string content_;
  std::string content_end_;
  // The quoted values of `<fmt:param>`.
  std::vector<std::string> params_;
};

}  // namespace

MappedTag map_tag(std::string_view tag, ElSyntax el, const TagMapping& mapping, const MessageKeys& messages,
                  const PrefixOf& prefix_of) {
  return TagMapper(tag, el, mapping, messages).run(prefix_of);
}

}  // namespace quire::compiler
