#ifndef QUIRE_EL_CORE_H_
#define QUIRE_EL_CORE_H_

/// Names, arguments and the memory of expressions; part of `el.h`.

#include <quire/page_context.h>
#include <quire/value.h>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace quire::el {

/// The objects that every expression can name.
enum class Implicit : unsigned char {
  kNone,
  kPageContext,
  kPageScope,
  kRequestScope,
  kSessionScope,
  kApplicationScope,
  kParam,
  kParamValues,
  kHeader,
  kHeaderValues,
  kCookie,
  kInitParam,
};

/// A name that is not that of a C++ variable: an implicit object or an attribute.
struct Name {
  /// `${f(1)}` where no C++ function has that name: calls the lambda that has it. Throws `Error` if none has.
  template <class... A>
  const Value& operator()(const A&... arguments) const;

  std::string_view text;
  Implicit implicit = Implicit::kNone;
};

/// An expression that cannot be evaluated: the message names the values and their kinds, such as "`abc` (text)
/// cannot be compared with 5 (an integer)".
class QUIRE_API Error : public std::runtime_error {
 public:
  explicit Error(const std::string& text) : std::runtime_error(text) {}
  ~Error() override;
};

/// Keeps what expressions have evaluated so far while other expressions run: until it is destroyed, printing
/// frees only what was evaluated after it was made. For page text that runs in the middle of an expression or a
/// loop: bodies of tags have one of their own.
class QUIRE_API Scratch {
 public:
  explicit Scratch(PageContext& context);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

 private:
  PageContext& context_;
  std::size_t size_;
  std::size_t floor_;
};

/// Any C++ value as a `Value` that lives until the expression has been printed. A `Value` is itself. Optionals
/// and pointers are followed, and null if empty; enums are text by `QUIRE_ENUM`, ranges lists, and maps and
/// structs with `QUIRE_FIELDS` maps.
template <class T>
const Value& value(PageContext& context, const T& object);
inline const Value& value(PageContext&, const Value& same) { return same; }
QUIRE_API const Value& value(PageContext& context, const char* text);

namespace detail {
/// Moves a value to where it stays until the expression has been printed.
QUIRE_API const Value& keep(PageContext& context, Value value);
QUIRE_API void free_scratch(PageContext& context);
/// Frees what the expression has used: called after it is printed.
inline void finish(PageContext& context) {
  if (context.arena_ != nullptr) free_scratch(context);
}
QUIRE_API const Value& null();
}  // namespace detail

struct NullPointer;
template <class From>
struct Fitting;

/// An operand or argument: refers to a C++ value, which it converts when it is read. Made by conversion, for the
/// duration of a call.
class Argument {
 public:
  enum class Kind : unsigned char { kNull, kBool, kInteger, kDouble, kText, kValue, kOther };

  Argument(const Value& value) : kind_(Kind::kValue), object_(&value) {}
  Argument(std::nullptr_t) {}
  Argument(const NullPointer&) {}
  template <class From>
  Argument(const Fitting<From>& argument) : Argument(argument.argument) {}
  Argument(bool value) : kind_(Kind::kBool), integer_(value) {}
  Argument(int value) : kind_(Kind::kInteger), integer_(value) {}
  Argument(long value) : kind_(Kind::kInteger), integer_(value) {}
  Argument(long long value) : kind_(Kind::kInteger), integer_(value) {}
  Argument(double value) : kind_(Kind::kDouble), double_(value) {}
  Argument(std::string_view text) : kind_(Kind::kText), size_(text.size()), text_(text.data()) {}
  Argument(const std::string& text) : Argument(std::string_view(text)) {}
  Argument(const char* text) {
    if (text != nullptr) *this = std::string_view(text);
  }
  template <class T>
  Argument(const T& object) : kind_(Kind::kOther), object_(&object), convert_(&converted<T>) {}

  Kind kind() const { return kind_; }
  bool as_bool() const { return integer_ != 0; }
  long long as_integer() const { return integer_; }
  double as_double() const { return double_; }
  std::string_view as_text() const { return {text_, size_}; }
  /// Only for `kValue`.
  const Value& as_value() const { return *static_cast<const Value*>(object_); }
  /// The argument as a value.
  QUIRE_API const Value& in(PageContext& context) const;

 private:
  using Convert = const Value& (*)(PageContext& context, const void* object);
  template <class T>
  static const Value& converted(PageContext& context, const void* object) {
    return value(context, *static_cast<const T*>(object));
  }

  Kind kind_ = Kind::kNull;
  std::size_t size_ = 0;
  union {
    long long integer_ = 0;
    double double_;
    const char* text_;
    const void* object_;
  };
  Convert convert_ = nullptr;
};

using Arguments = std::initializer_list<Argument>;

}  // namespace quire::el

#endif  // QUIRE_EL_CORE_H_
