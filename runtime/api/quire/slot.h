#ifndef QUIRE_SLOT_H_
#define QUIRE_SLOT_H_

/// What generated code passes to tags and layouts besides plain attributes.

#include <quire/attribute.h>
#include <quire/fragment.h>
#include <quire/value.h>
#include <quire/writer.h>

#include <string>
#include <type_traits>
#include <utility>

namespace quire {

/// The null pointer in scriptlets that come from JSP.
inline constexpr decltype(nullptr) null = nullptr;

/// Returns what `run` writes, instead of writing it.
template <class F>
std::string captured(Writer& out, const F& run) {
  Capture capture(out);
  run();
  return capture.take();
}

/// The same for a value, which is not escaped here but where it is finally printed.
template <class F>
std::string captured_value(Writer& out, const F& run) {
  Capture capture(out, true);
  run();
  return capture.take();
}

/// What a fragment writes, as a value of its own: HTML if its text has tags, otherwise plain text, which
/// is escaped where it is printed.
template <class F>
Value captured_fragment(Writer& out, bool is_markup, const F& run) {
  return is_markup ? Value::html(captured(out, run)) : Value(captured_value(out, run));
}

/// A `<page:attribute>` of a tag. As a `Fragment`, it is what is run; as any other type, the value
/// that it writes, unescaped. It and `run` must outlive the call of the tag.
template <class F>
class Slot {
 public:
  Slot(Writer& out, const F& run, bool is_markup = false) : out_(out), run_(run), is_markup_(is_markup) {}

  /// For a type other than `Fragment`, runs `run` for its text; throws as `attribute::parse` does.
  template <class T>
  T as() {
    if constexpr (std::is_same_v<T, Fragment>) {
      return Fragment(run_, is_markup_);
    } else {
      text_ = captured_value(out_, run_);
      return attribute<T>::parse(text_);
    }
  }

 private:
  Writer& out_;
  const F& run_;
  const bool is_markup_;
  std::string text_;
};

/// What a page has set for an attribute of its layout, if anything.
class LayoutSlot {
 public:
  void set(std::string text) {
    text_ = std::move(text);
    is_set_ = true;
  }
  /// Sets the attribute; a fragment will write the text.
  template <class T>
  void give(T& attribute, Writer& out) {
    if (!is_set_) return;
    out_ = &out;
    if constexpr (std::is_same_v<T, Fragment>) attribute = Fragment(*this);
    else attribute = quire::attribute<T>::parse(text_);
  }
  /// Called when it is run as a fragment.
  void operator()() const { out_->raw(text_); }

 private:
  std::string text_;
  Writer* out_ = nullptr;
  bool is_set_ = false;
};

}  // namespace quire

#endif  // QUIRE_SLOT_H_
