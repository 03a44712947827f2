#ifndef QUIRE_BEAN_H_
#define QUIRE_BEAN_H_

#include <quire/page_context.h>
#include <quire/property.h>
#include <quire/session.h>

#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// What beans of all types have in common: the attribute that a bean is a copy of, and the chain of
/// a page's beans.
class QUIRE_API BeanLink {
 public:
  BeanLink(const BeanLink&) = delete;
  BeanLink& operator=(const BeanLink&) = delete;

  /// Called before another page runs: writes the beans of `page`, so that the other sees them.
  static void write_all(PageContext& page);
  /// Called after another page has run: reads the beans again, in case it has changed them.
  static void read_all(PageContext& page);

 protected:
  BeanLink(PageContext& context, Scope scope, std::string_view name);
  ~BeanLink();

  virtual Value encode() const = 0;
  /// Returns false, and changes nothing, if the value has a different shape.
  virtual bool decode(const Value& value) = 0;
  /// Loads the attribute from, or saves it to, the session or application. `load` returns false if
  /// there is none.
  virtual bool load(const AttributeScope& scope) = 0;
  virtual void save(AttributeScope& scope) const = 0;
  virtual std::string type() const = 0;

  /// Reads the attribute; returns false if there is none.
  bool read();
  /// Sets the attribute, if the bean has changed since it was read or set.
  void write();
  /// The last `write`. Throws unless another exception is already passing; then it logs the error.
  void finish();
  [[noreturn]] void refuse_missing() const;
  /// The enclosing bean that is a copy of the same attribute, or null.
  BeanLink* twin() const;

  PageContext& context_;
  const Scope scope_;
  const std::string_view name_;

 private:
  /// The attribute as it was last read or set; null if absent.
  Value known_;
  BeanLink* next_ = nullptr;
  const int exceptions_;
};

/// A C++ struct as a page's bean: a copy of an attribute. If it has changed, the attribute is set
/// when the bean goes out of scope, and before other pages run. A tag's bean with the same name and
/// scope starts with the value of the page's bean, which is updated when the tag's bean ends.
///
///     quire::Bean<Cart> cart(context, quire::Scope::kSession, "cart");
///     if (cart.is_new()) cart->currency = "EUR";
///     quire::set_properties(*cart, request);
///
/// `T` needs a `Codec`: structs of numbers, text, times and containers have one. If there is no such
/// attribute, the bean starts as `T{}`, and the attribute is set at once; with `must_exist`,
/// `std::logic_error` is thrown instead, as it is if the attribute has another type. In page scope,
/// a bean is just a value. The attribute is also set if `redirect` or an exception ends the page.
/// `name` must outlive the bean.
template <class T>
class Bean final : public BeanLink {
 public:
  Bean(PageContext& context, Scope scope, std::string_view name, bool must_exist = false)
      : BeanLink(context, scope, name) {
    // An error in a codec is reported where it is first instantiated: from here, in the page.
    [[maybe_unused]] const auto encode = &Codec<T>::encode;
    is_new_ = !read();
    if (is_new_ && must_exist) refuse_missing();
    if (is_new_) write();
  }
  ~Bean() noexcept(false) { finish(); }

  /// Whether there was no such attribute.
  bool is_new() const { return is_new_; }
  T& operator*() { return value_; }
  T* operator->() { return &value_; }

 private:
  Value encode() const override { return Codec<T>::encode(value_); }
  bool decode(const Value& value) override {
    auto decoded = Codec<T>::decode(value);
    if (decoded) value_ = *std::move(decoded);
    return decoded.has_value();
  }
  bool load(const AttributeScope& scope) override {
    auto held = scope.get<T>(name_);
    if (held) value_ = *std::move(held);
    return held.has_value();
  }
  void save(AttributeScope& scope) const override { scope.set(name_, value_); }
  std::string type() const override { return detail::type_name<T>(); }

  T value_{};
  bool is_new_ = false;
};

}  // namespace quire

#endif  // QUIRE_BEAN_H_
