#include "runtime/api/el/implicit.h"

#include <quire/application.h>
#include <quire/el_core.h>
#include <quire/request.h>

#include "runtime/api/el/methods.h"
#include "runtime/api/el/object.h"
#include "runtime/api/el/scopes.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace quire::el {

namespace {

using Names = std::vector<std::string>;

/// An object with entries: null for one that is not there.
class Lookup : public Object {
 public:
  explicit Lookup(std::string name) : name_(std::move(name)) {}

  std::string what() const override { return "the object `" + name_ + "`"; }
  const Value& get(PageContext& context, std::string_view name) const override {
    return detail::keep(context, entry(context, name));
  }
  Value data(PageContext& context) const override {
    Value::Map entries;
    for (const std::string& name : names(context)) entries.emplace_back(name, entry(context, name));
    return Value::map(std::move(entries));
  }
  bool is_empty(PageContext& context) const override { return names(context).empty(); }
  /// The methods of a map.
  const Value& call(PageContext& context, std::string_view method, Values arguments) const override {
    return call_method(context, detail::keep(context, data(context)), method, arguments);
  }

 protected:
  virtual Value entry(PageContext& context, std::string_view name) const = 0;
  virtual Names names(PageContext& context) const = 0;

 private:
  const std::string name_;
};

class Attributes final : public Lookup {
 public:
  Attributes(std::string name, Scope scope) : Lookup(std::move(name)), scope_(scope) {}

  const Value& get(PageContext& context, std::string_view name) const override {
    const Value* found = find_in_scope(context, name, scope_);
    return found == nullptr ? detail::null() : *found;
  }
  void set(PageContext& context, std::string_view name, const Value& value) const override {
    context.set_attribute(name, value, scope_);
  }

 private:
  Value entry(PageContext& context, std::string_view name) const override { return get(context, name); }
  Names names(PageContext& context) const override { return context.attribute_names(scope_); }

  const Scope scope_;
};

Value text_list(const std::vector<std::string_view>& texts) {
  if (texts.empty()) return {};
  return Value::list({texts.begin(), texts.end()});
}

class Parameters final : public Lookup {
 public:
  Parameters(std::string name, bool is_list) : Lookup(std::move(name)), is_list_(is_list) {}

 private:
  Value entry(PageContext& context, std::string_view name) const override {
    const Request& request = context.request();
    if (is_list_) return text_list(request.params(name));
    return request.has_param(name) ? Value(request.param(name)) : Value();
  }
  Names names(PageContext& context) const override {
    Names names;
    const Value all = all_parameters(context);
    for (const auto& parameter : all.as_map()) names.push_back(parameter.first);
    return names;
  }
  Value data(PageContext& context) const override { return is_list_ ? all_parameters(context) : Lookup::data(context); }

  const bool is_list_;
};

class Headers final : public Lookup {
 public:
  Headers(std::string name, bool is_list) : Lookup(std::move(name)), is_list_(is_list) {}

 private:
  Value entry(PageContext& context, std::string_view name) const override {
    const Request& request = context.request();
    if (!request.has_header(name)) return {};
    return is_list_ ? text_list(request.headers(name)) : Value(request.header(name));
  }
  Names names(PageContext& context) const override {
    const auto all = context.request().header_names();
    return {all.begin(), all.end()};
  }

  const bool is_list_;
};

class Cookies final : public Lookup {
 public:
  using Lookup::Lookup;

 private:
  Value entry(PageContext& context, std::string_view name) const override {
    const Request& request = context.request();
    if (!request.has_cookie(name)) return {};
    return Value::map({{"name", name}, {"value", request.cookie(name)}});
  }
  Names names(PageContext& context) const override {
    Names names;
    for (const auto& cookie : context.request().cookies()) names.emplace_back(cookie.first);
    return names;
  }
};

class InitParameters final : public Lookup {
 public:
  using Lookup::Lookup;

 private:
  Value entry(PageContext& context, std::string_view name) const override {
    const std::string_view text = context.application().init_param(name);
    if (!text.empty()) return text;
    const Names all = names(context);
    return std::ranges::find(all, name) == all.end() ? Value() : Value(text);
  }
  Names names(PageContext& context) const override { return context.application().init_param_names(); }
};

}  // namespace

Value all_parameters(PageContext& context) {
  std::map<std::string_view, Value::List> lists;
  for (const auto& [name, value] : context.request().param_map()) lists[name].push_back(value);
  Value::Map parameters;
  for (auto& [name, list] : lists) parameters.emplace_back(name, Value::list(std::move(list)));
  return Value::map(std::move(parameters));
}

const Value& implicit_object(PageContext& context, Implicit implicit) {
  static const Attributes kPage("pageScope", Scope::kPage);
  static const Attributes kRequest("requestScope", Scope::kRequest);
  static const Attributes kSession("sessionScope", Scope::kSession);
  static const Attributes kApplication("applicationScope", Scope::kApplication);
  static const Parameters kParam("param", false);
  static const Parameters kParamValues("paramValues", true);
  static const Headers kHeader("header", false);
  static const Headers kHeaderValues("headerValues", true);
  static const Cookies kCookie("cookie");
  static const InitParameters kInitParam("initParam");
  // In the order of `Implicit`.
  static const Value kValues[] = {
      Value::object(kPage),   Value::object(kRequest),     Value::object(kSession), Value::object(kApplication),
      Value::object(kParam),  Value::object(kParamValues), Value::object(kHeader),  Value::object(kHeaderValues),
      Value::object(kCookie), Value::object(kInitParam),
  };
  if (implicit == Implicit::kPageContext) return page_object(context);
  return kValues[static_cast<std::size_t>(implicit) - static_cast<std::size_t>(Implicit::kPageScope)];
}

std::optional<Scope> scope_of_object(Implicit implicit) {
  switch (implicit) {
    case Implicit::kPageScope:
      return Scope::kPage;
    case Implicit::kRequestScope:
      return Scope::kRequest;
    case Implicit::kSessionScope:
      return Scope::kSession;
    case Implicit::kApplicationScope:
      return Scope::kApplication;
    default:
      return std::nullopt;
  }
}

std::span<const std::string> implicit_names() {
  static const std::string kNames[] = {"pageContext",      "pageScope", "requestScope", "sessionScope",
                                       "applicationScope", "param",     "paramValues",  "header",
                                       "headerValues",     "cookie",    "initParam"};
  return kNames;
}

}  // namespace quire::el
