#ifndef QUIRE_BEAN_H_
#define QUIRE_BEAN_H_

#include <quire/page_context.h>
#include <quire/property.h>
#include <quire/session.h>

#include <string>
#include <string_view>
#include <utility>

namespace quire {

/// What beans of all types share: the attribute that one is a copy of, and the
/// chain of those that stand in a page.
class QUIRE_API BeanLink {
 public:
  BeanLink(const BeanLink&) = delete;
  BeanLink& operator=(const BeanLink&) = delete;

  /// Before another page runs: it sees what the beans of `page` are.
  static void write_all(PageContext& page);
  /// After it: beans whose attributes it has changed are read again.
  static void read_all(PageContext& page);

 protected:
  BeanLink(PageContext& context, Scope scope, std::string_view name);
  ~BeanLink();

  virtual Value encode() const = 0;
  /// False, and nothing changed, for a value of another shape.
  virtual bool decode(const Value& value) = 0;
  /// From and to session and application; false where there is none.
  virtual bool load(const AttributeScope& scope) = 0;
  virtual void save(AttributeScope& scope) const = 0;
  virtual std::string type() const = 0;

  /// Reads the attribute; false where there is none.
  bool read();
  /// Sets the attribute, if the bean has changed since it was read or set.
  void write();
  /// The last `write`, which throws only where that is allowed.
  void finish();
  [[noreturn]] void refuse_missing() const;
  /// The one around it that is a copy of the same attribute, if any.
  BeanLink* twin() const;

  PageContext& context_;
  const Scope scope_;
  const std::string_view name_;

 private:
  /// As the attribute was when it was last read or set; null for absent.
  Value known_;
  BeanLink* next_ = nullptr;
  const int exceptions_;
};

/// A struct of C++ as a page's bean: a copy of an attribute, set back when it
/// goes out of scope, if it has changed, and before other pages run. A tag's
/// bean of the same name and scope begins as the page's is, which follows it
/// at its end.
///
///     quire::Bean<Cart> cart(context, quire::Scope::kSession, "cart");
///     if (cart.is_new()) cart->currency = "EUR";
///     quire::set_properties(*cart, request);
///
/// `T` needs a `Codec`: structs of numbers, text and sequences have one. One
/// that is not there begins as `T{}`, and is set at once; with `must_exist`,
/// `std::logic_error` is thrown instead, as it is for an attribute of another
/// type. In page scope it is a plain value. It is set back as well when
/// `redirect` or an exception ends the page. `name` must outlive it.
template <class T>
class Bean final : public BeanLink {
 public:
  Bean(PageContext& context, Scope scope, std::string_view name, bool must_exist = false)
      : BeanLink(context, scope, name) {
    is_new_ = !read();
    if (is_new_ && must_exist) refuse_missing();
    if (is_new_) write();
  }
  ~Bean() noexcept(false) { finish(); }

  /// Whether it was made here.
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
