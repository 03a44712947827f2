#ifndef QUIRE_COMPILER_IMPORT_TAGS_TAG_MAP_H_
#define QUIRE_COMPILER_IMPORT_TAGS_TAG_MAP_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// A tag of a Java library, and the tag that pages have for it.
struct TagMapping {
  /// `spring:message`, with the usual prefix of its library.
  std::string name;
  /// By which pages declare the library; empty if only the prefix is known.
  std::vector<std::string> uris = {};
  /// `fmt:message`, with the usual prefix of its library; or an element of HTML.
  std::string becomes = {};
  /// The new name of each attribute.
  std::map<std::string, std::string, std::less<>> attributes = {};
  /// Attributes that the new tag has besides.
  std::map<std::string, std::string, std::less<>> added = {};
  /// Attributes that become a `<fmt:param>` each, in this order, and one that has several values between commas, or
  /// between what another attribute says.
  std::vector<std::string> params = {};
  std::string list = {};
  std::string separator = {};
  /// The attribute with the text to be printed if there is no such message.
  std::string text = {};
  /// The attribute that has an expression of Spring Security, such as `hasRole('admin')`. In place of `becomes`,
  /// it decides on the tag.
  std::string access = {};
  /// What is reported wherever the tag is converted; empty for most.
  std::string remark = {};
  /// Attributes with the name of a form's model, which is an attribute of the request; without one, it is `command`.
  std::vector<std::string> model = {};
  /// The attribute with the items for each of which there is one such tag.
  std::string each = {};
  /// The attribute with the text that is beside a check box or radio button.
  std::string label = {};
  /// Attributes that mean nothing in a page.
  std::vector<std::string> ignored = {};
  /// Attributes that are dropped, although they mean something: this is reported.
  std::vector<std::string> lost = {};
  /// Whether the tag means nothing in a page; then it must not have content.
  bool is_dropped = false;
  /// Whether attributes that are not mentioned stay as they are.
  bool keeps_others = false;

  std::string_view local_name() const { return std::string_view(name).substr(name.find(':') + 1); }
};

/// Which tags of Java libraries pages have under other names: those of messages, forms and guards in the
/// libraries that most sites use, and those that a site adds in a file:
///
///     [[tag]]
///     name = "shop:text"
///     becomes = "fmt:message"
///     attributes = { id = "key" }
class TagMap {
 public:
  /// Only what Quire knows itself.
  TagMap();

  /// Adds the mappings in the text of a file, before those that are there. Returns its mistakes, each with file, line
  /// and column; if there are any, nothing is added.
  std::vector<std::string> add(std::string_view toml, const std::string& file);

  /// The mapping of a tag such as `s:message`, whose prefix is declared for the library `uri`; that is empty if it is
  /// not known. Null if the tag has none.
  const TagMapping* find(std::string_view name, std::string_view uri) const;

 private:
  std::vector<TagMapping> mappings_;
};

/// Whether a tag of a Java library says who may see something; `mapping` is its own, null if it has none.
bool is_guard_tag(std::string_view name, const TagMapping* mapping);

/// The `uri` by which a page declares the library with that usual prefix, such as `fmt`; empty if there is none.
std::string_view library_uri(std::string_view prefix);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_TAGS_TAG_MAP_H_
