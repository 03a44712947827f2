#include "compiler/import/tags/tag_map.h"

#include "compiler/lex/xml_name.h"
#include "runtime/base/check.h"
#include "runtime/protocol/toml_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace quire::compiler {
namespace {

constexpr std::pair<std::string_view, std::string_view> kLibraries[] = {
    {"c", "jakarta.tags.core"}, {"fmt", "jakarta.tags.fmt"}, {"form", "quire:form"}, {"security", "quire:security"}};

constexpr const char* kSpringForms[] = {"http://www.springframework.org/tags/form", "/WEB-INF/spring-form.tld"};

/// The tags in Spring's form library that are fields of a form.
constexpr std::pair<std::string_view, std::string_view> kSpringFields[] = {
    {"form:input", "form:input"},       {"form:password", "form:input"},     {"form:hidden", "form:hidden"},
    {"form:textarea", "form:textarea"}, {"form:checkbox", "form:checkbox"},  {"form:checkboxes", "form:checkbox"},
    {"form:radiobutton", "form:radio"}, {"form:radiobuttons", "form:radio"}, {"form:select", "form:select"},
    {"form:option", "form:option"},     {"form:options", "form:options"},    {"form:label", "form:label"},
    {"form:errors", "form:errors"}};

/// What all tags of Spring's form library have in common.
TagMapping spring_form_tag(std::string_view name, std::string_view becomes) {
  TagMapping tag;
  tag.name = name;
  tag.uris.assign(std::begin(kSpringForms), std::end(kSpringForms));
  tag.becomes = becomes;
  tag.attributes.emplace("cssClass", "class");
  tag.attributes.emplace("cssStyle", "style");
  tag.ignored = {"htmlEscape"};
  tag.lost = {"cssErrorClass"};
  tag.keeps_others = true;
  return tag;
}

std::vector<TagMapping> spring_forms() {
  std::vector<TagMapping> tags;
  for (const auto& [name, becomes] : kSpringFields) {
    TagMapping& tag = tags.emplace_back(spring_form_tag(name, becomes));
    const bool is_choice = becomes == "form:checkbox" || becomes == "form:radio";
    const bool is_list = is_choice && name.ends_with('s');
    if (is_choice) (is_list ? tag.each : tag.label) = is_list ? "items" : "label";
    // Each of the list has a number at the end of its id.
    if (is_list) tag.ignored.emplace_back("id");
    if (name != "form:password") continue;
    tag.added.emplace("type", "password");
    tag.ignored.emplace_back("showPassword");
  }
  TagMapping& form = tags.emplace_back(spring_form_tag("form:form", "form:form"));
  form.model = {"modelAttribute", "commandName"};
  form.attributes.emplace("acceptCharset", "accept-charset");
  form.attributes.emplace("name", "name");
  form.ignored.emplace_back("methodParam");
  tags.push_back(spring_form_tag("form:button", "button"));
  tags.back().attributes.emplace("name", "name");
  return tags;
}

/// Of Spring, OpenMRS and Struts; then of Shiro and Spring Security.
constexpr std::string_view kBuiltIn = R"(
[[tag]]
name = "spring:message"
uri = "http://www.springframework.org/tags"
becomes = "fmt:message"
attributes = { code = "key", var = "var", scope = "scope" }
arguments = "arguments"
separator = "argumentSeparator"
text = "text"
ignore = ["htmlEscape", "javaScriptEscape"]
[[tag]]
name = "spring:argument"
uri = "http://www.springframework.org/tags"
becomes = "fmt:param"
attributes = { value = "value" }
[[tag]]
name = "spring:url"
uri = "http://www.springframework.org/tags"
becomes = "c:url"
attributes = { value = "value", context = "context", var = "var", scope = "scope" }
ignore = ["htmlEscape", "javaScriptEscape"]
[[tag]]
name = "spring:param"
uri = "http://www.springframework.org/tags"
becomes = "c:param"
attributes = { name = "name", value = "value" }
[[tag]]
name = "spring:htmlEscape"
uri = "http://www.springframework.org/tags"
drop = true
[[tag]]
name = "openmrs:message"
becomes = "fmt:message"
attributes = { code = "key", var = "var", scope = "scope" }
arguments = "arguments"
separator = "argumentSeparator"
text = "text"
ignore = ["htmlEscape", "javaScriptEscape"]
[[tag]]
name = "s:text"
uri = "/struts-tags"
becomes = "fmt:message"
attributes = { name = "key", var = "var", id = "var" }
[[tag]]
name = "s:param"
uri = "/struts-tags"
becomes = "fmt:param"
[[tag]]
name = "bean:message"
becomes = "fmt:message"
attributes = { key = "key" }
param = ["arg0", "arg1", "arg2", "arg3", "arg4"]

[[tag]]
name = "shiro:hasRole"
uri = "http://shiro.apache.org/tags"
becomes = "security:role"
attributes = { name = "name" }
[[tag]]
name = "shiro:user"
uri = "http://shiro.apache.org/tags"
becomes = "security:user"
[[tag]]
name = "shiro:authenticated"
uri = "http://shiro.apache.org/tags"
becomes = "security:user"
remark = "`shiro:authenticated` hides its content from visitors who are only remembered, `security:user` shows it to all whom `quire_user` names"
[[tag]]
name = "shiro:guest"
uri = "http://shiro.apache.org/tags"
becomes = "security:anonymous"
[[tag]]
name = "shiro:notAuthenticated"
uri = "http://shiro.apache.org/tags"
becomes = "security:anonymous"
remark = "`shiro:notAuthenticated` shows its content also to visitors who are only remembered, `security:anonymous` hides it from all whom `quire_user` names"
[[tag]]
name = "sec:authorize"
uri = "http://www.springframework.org/security/tags"
access = "access"
)";

std::string_view prefix_of(std::string_view name) { return name.substr(0, name.find(':')); }

/// Whether it is `prefix:name`.
bool is_tag_name(const std::string& name) {
  const std::size_t colon = name.find(':');
  return colon != std::string::npos && colon > 0 && colon + 1 < name.size() &&
         name.find(':', colon + 1) == std::string::npos && skip_xml_name(name, 0) == name.size();
}

bool is_page_tag(const std::string& name) { return is_tag_name(name) && !library_uri(prefix_of(name)).empty(); }

bool is_element(const std::string& name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_attribute(const std::string& name) {
  return !name.empty() && name.find(':') == std::string::npos && skip_xml_name(name, 0) == name.size();
}

class MapReader {
 public:
  MapReader(std::string_view toml, const std::string& file) : document_(toml), reader_(document_, {.file = file}) {}

  std::vector<TagMapping> run(std::vector<std::string>& mistakes) {
    reader_.read(document_.top(), {{"tag", reader_.tables([&](const TomlValue& value) { tag(value); })}});
    mistakes = reader_.mistakes();
    return std::move(mappings_);
  }

 private:
  void tag(const TomlValue& value) {
    constexpr const char* kName = "the name of an attribute";
    TagMapping mapping;
    std::string name;
    reader_.read(*value.table(),
                 {{"name", reader_.text(name, "a tag as in `\"spring:message\"`", is_tag_name)},
                  {"uri", reader_.texts(mapping.uris)},
                  {"becomes", reader_.text(mapping.becomes,
                                           "a tag of a page with the prefix `c`, `fmt`, `form` or `security`, as in "
                                           "`\"fmt:message\"`, or an element of HTML",
                                           [](const std::string& tag) { return is_page_tag(tag) || is_element(tag); })},
                  {"attributes", reader_.table([&](const TomlTable& table) { attributes(table, mapping); })},
                  {"param", reader_.texts(mapping.params, kName, is_attribute)},
                  {"arguments", reader_.text(mapping.list, kName, is_attribute)},
                  {"separator", reader_.text(mapping.separator, kName, is_attribute)},
                  {"text", reader_.text(mapping.text, kName, is_attribute)},
                  {"access", reader_.text(mapping.access, kName, is_attribute)},
                  {"drop", reader_.flag(mapping.is_dropped)},
                  {"remark", reader_.text(mapping.remark)},
                  {"model", reader_.texts(mapping.model, kName, is_attribute)},
                  {"each", reader_.text(mapping.each, kName, is_attribute)},
                  {"label", reader_.text(mapping.label, kName, is_attribute)},
                  {"ignore", reader_.texts(mapping.ignored, kName, is_attribute)},
                  {"lost", reader_.texts(mapping.lost, kName, is_attribute)},
                  {"others", reader_.flag(mapping.keeps_others)}});
    mapping.name = name;
    const bool is_message = mapping.becomes == "fmt:message";
    const bool is_choice = mapping.becomes == "form:checkbox" || mapping.becomes == "form:radio";
    const bool has_message =
        !mapping.params.empty() || !mapping.list.empty() || !mapping.separator.empty() || !mapping.text.empty();
    if (find(*value.table(), "name") == nullptr) reader_.mistake(value.place, "this tag has no `name`");
    else if (find(*value.table(), "becomes") == nullptr && mapping.access.empty() && !mapping.is_dropped)
      reader_.mistake(value.place, "this tag does not say what it `becomes`");
    else if (has_message && !is_message && !mapping.becomes.empty())
      reader_.mistake(value.place,
                      "`param`, `arguments`, `separator` and `text` are only for what becomes `fmt:message`");
    else if (!mapping.model.empty() && mapping.becomes != "form:form")
      reader_.mistake(value.place, "`model` is only for what becomes `form:form`");
    else if ((!mapping.each.empty() || !mapping.label.empty()) && !is_choice)
      reader_.mistake(value.place, "`each` and `label` are only for what becomes `form:checkbox` or `form:radio`");
    mappings_.push_back(std::move(mapping));
  }

  void attributes(const TomlTable& table, TagMapping& mapping) {
    for (const TomlEntry& entry : table) {
      const std::string* name = entry.value.text();
      const bool is_good = name != nullptr && is_attribute(*name) && is_attribute(entry.key);
      if (is_good) mapping.attributes.emplace(entry.key, *name);
      else
        reader_.mistake(entry.key_place, "bad value for `" + entry.key +
                                             "`; it must be the new name of the attribute with that name, as in "
                                             "`{ code = \"key\" }`");
    }
  }

  TomlDocument document_;
  TomlReader reader_;
  std::vector<TagMapping> mappings_;
};

}  // namespace

TagMap::TagMap() {
  const std::vector<std::string> mistakes = add(kBuiltIn, "the built-in table");
  QUIRE_CHECK(mistakes.empty(), "the table is one that a site could have");
  for (TagMapping& tag : spring_forms()) mappings_.push_back(std::move(tag));
}

std::vector<std::string> TagMap::add(std::string_view toml, const std::string& file) {
  std::vector<std::string> mistakes;
  std::vector<TagMapping> added = MapReader(toml, file).run(mistakes);
  if (mistakes.empty())
    mappings_.insert(mappings_.begin(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
  return mistakes;
}

const TagMapping* TagMap::find(std::string_view name, std::string_view uri) const {
  const std::string_view local = name.substr(name.find(':') + 1);
  const auto is_meant = [&](const TagMapping& mapping) {
    if (mapping.local_name() != local) return false;
    const bool is_by_prefix = mapping.uris.empty() || uri.empty();
    return is_by_prefix ? mapping.name == name : std::ranges::find(mapping.uris, uri) != mapping.uris.end();
  };
  const auto found = std::ranges::find_if(mappings_, is_meant);
  return found == mappings_.end() ? nullptr : &*found;
}

bool is_guard_tag(std::string_view name, const TagMapping* mapping) {
  const bool is_by_mapping =
      mapping != nullptr && (!mapping->access.empty() || mapping->becomes.starts_with("security:"));
  return is_by_mapping || name.ends_with(":authorize") || name.ends_with(":accesscontrollist");
}

std::string_view library_uri(std::string_view prefix) {
  const auto* const found =
      std::ranges::find(kLibraries, prefix, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(kLibraries) ? std::string_view() : found->second;
}

}  // namespace quire::compiler
