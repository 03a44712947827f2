#ifndef QUIRE_TESTS_PAGEC_EXPRESSIONS_SHOP_H_
#define QUIRE_TESTS_PAGEC_EXPRESSIONS_SHOP_H_

/// The C++ of the site whose pages hold the expressions of this folder.

#include <quire/page.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace shop {

enum class Status { open, shipped };
QUIRE_ENUM(Status, open, shipped)

struct Person {
  std::string name;
  std::optional<std::string> phone;
};

struct Event {
  std::string place;
};

struct Parcel {
  Status status = Status::shipped;
  Event sent{"Oslo"};
  const Event* event(const std::string& name) const { return name == "sent" ? &sent : nullptr; }
  int hashCode() const { return 42; }
  std::string join(const std::string& a, const std::string& b) const { return a + "/" + b; }
};

struct Field {
  std::string value;
};

struct Form {
  std::map<std::string, Field> fields{{"name", {"Ada"}}};
  const Field* getParameter(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? nullptr : &found->second;
  }
};

struct Maths {
  long long min(long long a, long long b) const { return a < b ? a : b; }
};

struct Note {
  std::string text;
  std::string replaceAll(const std::string& before, const std::string& after) const {
    std::string result = text;
    for (std::size_t at = 0; (at = result.find(before, at)) != std::string::npos; at += after.size())
      result.replace(at, before.size(), after);
    return result;
  }
};

inline Person owner() { return {"Ada Lovelace", "123"}; }
inline Person founder() { return {"Bob", std::nullopt}; }
inline Note note_of(const std::string& text) { return {text}; }
inline bool is_open() { return true; }
inline bool is_object(const quire::Value& value) { return value.kind() == quire::Value::Kind::kObject; }
inline double price_of(const std::string& name) { return name == "tea" ? 2.5 : 0; }
inline double times(double count, double price) { return count * price; }
inline std::string choose(bool first, const std::string& a, const std::string& b) { return first ? a : b; }
inline std::string sign(const std::string& text, const std::string& id) {
  return text + (id.empty() ? "" : ", signed");
}

inline bool has_role(const quire::Value& user, const std::string& role) {
  const quire::Value* roles = user.find("roles");
  for (std::size_t at = 0; roles != nullptr && at < roles->size(); ++at)
    if (roles->at(at).as_string() == role) return true;
  return false;
}

inline std::string initials(const std::string& name) {
  std::string result;
  for (std::size_t at = 0; at < name.size(); ++at)
    if (name[at] != ' ' && (at == 0 || name[at - 1] == ' ')) result += name[at];
  return result;
}

/// Sets the attributes of a case, and removes those of the case before it.
inline void set_attributes(quire::PageContext& context, const quire::Value& attributes) {
  const std::pair<std::string, quire::Scope> scopes[] = {{"@page", quire::Scope::kPage},
                                                         {"@request", quire::Scope::kRequest},
                                                         {"@session", quire::Scope::kSession},
                                                         {"@application", quire::Scope::kApplication}};
  for (const auto& [name, scope] : scopes) {
    for (const std::string& each : context.attribute_names(scope)) context.remove_attribute(each, scope);
    if (const quire::Value* given = attributes.find(name))
      for (const auto& [key, value] : given->as_map()) context.set_attribute(key, value, scope);
  }
  for (const auto& [key, value] : attributes.as_map())
    if (key[0] != '@') context.set_attribute(key, value, quire::Scope::kRequest);
}

}  // namespace shop

#endif  // QUIRE_TESTS_PAGEC_EXPRESSIONS_SHOP_H_
