#ifndef QUIRE_SLOT_H_
#define QUIRE_SLOT_H_

/// What generated code gives to tags and layouts beside plain attributes.

#include <quire/attribute.h>
#include <quire/fragment.h>
#include <quire/writer.h>

#include <string>
#include <type_traits>
#include <utility>

namespace quire {

/// What scriptlets that come from JSP call a pointer to nothing.
inline constexpr decltype(nullptr) null = nullptr;

/// What `run` writes, instead of writing it.
template <class F>
std::string captured(Writer& out, const F& run) {
  Capture capture(out);
  run();
  return capture.take();
}

/// The same for a value: text that is escaped where it is printed in the end.
template <class F>
std::string captured_value(Writer& out, const F& run) {
  Capture capture(out, true);
  run();
  return capture.take();
}

/// A `<page:attribute>` of a tag: to a `Fragment` it is what is run, to other
/// types the value that it writes, unescaped. Must outlive the tag's call, as `run` must.
template <class F>
class Slot {
 public:
  Slot(Writer& out, const F& run) : out_(out), run_(run) {}

  /// Text is written once, when it is asked for; throws as `attribute::parse`.
  template <class T>
  T as() {
    if constexpr (std::is_same_v<T, Fragment>) {
      return Fragment(run_);
    } else {
      text_ = captured_value(out_, run_);
      return attribute<T>::parse(text_);
    }
  }

 private:
  Writer& out_;
  const F& run_;
  std::string text_;
};

/// What a page has set for an attribute of its layout, if it has.
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
  /// As a fragment runs it.
  void operator()() const { out_->raw(text_); }

 private:
  std::string text_;
  Writer* out_ = nullptr;
  bool is_set_ = false;
};

}  // namespace quire

#endif  // QUIRE_SLOT_H_
