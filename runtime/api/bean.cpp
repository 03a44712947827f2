#include <quire/application.h>
#include <quire/bean.h>
#include <quire/session.h>

#include <exception>
#include <stdexcept>

namespace quire {

namespace detail {

void refuse_property(std::string_view name, std::string_view text, const std::string& type) {
  throw std::invalid_argument("property `" + std::string(name) + "`, of type `" + type + "`, cannot be `" +
                              std::string(text) + "`");
}

}  // namespace detail

namespace {

/// For example `session scope`.
std::string name_of(Scope scope) {
  switch (scope) {
    case Scope::kPage:
      return "page scope";
    case Scope::kRequest:
      return "request scope";
    case Scope::kSession:
      return "session scope";
    case Scope::kApplication:
      break;
  }
  return "application scope";
}

}  // namespace

BeanLink::BeanLink(PageContext& context, Scope scope, std::string_view name)
    : context_(context),
      scope_(scope),
      name_(name),
      next_(std::exchange(context.page().beans_, this)),
      exceptions_(std::uncaught_exceptions()) {
  if (BeanLink* around = twin()) around->write();
}

BeanLink::~BeanLink() { context_.page().beans_ = next_; }

BeanLink* BeanLink::twin() const {
  if (scope_ == Scope::kPage) return nullptr;
  BeanLink* bean = next_;
  while (bean != nullptr && (bean->scope_ != scope_ || bean->name_ != name_)) bean = bean->next_;
  return bean;
}

bool BeanLink::read() {
  if (scope_ == Scope::kSession || scope_ == Scope::kApplication) {
    const bool is_session = scope_ == Scope::kSession;
    if (!load(is_session ? static_cast<AttributeScope&>(context_.session()) : context_.application())) return false;
  } else {
    const Value held = context_.attribute(name_, scope_);
    if (held.is_null()) return false;
    if (!decode(held))
      throw std::logic_error("`" + std::string(name_) + "` in " + name_of(scope_) + " is not a `" + type() + "`");
  }
  known_ = encode();
  return true;
}

void BeanLink::write() {
  if (scope_ == Scope::kPage) return;
  Value now = encode();
  if (now == known_) return;
  if (scope_ == Scope::kRequest) context_.request().set_attribute(name_, now);
  else if (scope_ == Scope::kSession) save(context_.session());
  else save(context_.application());
  known_ = std::move(now);
}

void BeanLink::finish() {
  const auto write_back = [this] {
    write();
    if (BeanLink* around = twin()) around->read();
  };
  if (std::uncaught_exceptions() == exceptions_) return write_back();
  try {
    write_back();
  } catch (const std::exception& error) {
    // Another exception is already ending the page.
    context_.application().log("bean `" + std::string(name_) + "` could not be saved: " + error.what());
  }
}

void BeanLink::refuse_missing() const {
  throw std::logic_error("there is no bean `" + std::string(name_) + "` in " + name_of(scope_));
}

void BeanLink::write_all(PageContext& page) {
  for (BeanLink* bean = page.page().beans_; bean != nullptr; bean = bean->next_) bean->write();
}

void BeanLink::read_all(PageContext& page) {
  for (BeanLink* bean = page.page().beans_; bean != nullptr; bean = bean->next_) bean->read();
}

}  // namespace quire
