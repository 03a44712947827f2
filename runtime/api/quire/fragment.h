#ifndef QUIRE_FRAGMENT_H_
#define QUIRE_FRAGMENT_H_

#include <memory>
#include <type_traits>

namespace quire {

/// A part of a page that another part can run: the body of a tag, or the content of one of its
/// named slots. Usually a lambda in generated code:
///
///     auto body = [&] { out.raw("text"); };
///     quire::render_tag(context, Card{}, body);
///
/// A view: the callable must outlive it, so a temporary is valid only for one call.
class Fragment {
 public:
  /// Empty: running it does nothing.
  constexpr Fragment() = default;
  template <class F>
    requires(!std::is_same_v<F, Fragment> && std::is_invocable_v<const F&>)
  constexpr Fragment(const F& body, bool is_markup = false)
      : is_markup_(is_markup),
        body_(std::addressof(body)),
        run_([](const void* callable) { (*static_cast<const F*>(callable))(); }) {}

  /// Whether its own text has tags, so that what it writes is HTML rather than plain text.
  bool is_markup() const { return is_markup_; }
  explicit constexpr operator bool() const { return run_ != nullptr; }
  void operator()() const {
    if (run_ != nullptr) run_(body_);
  }

 private:
  bool is_markup_ = false;
  const void* body_ = nullptr;
  void (*run_)(const void* callable) = nullptr;
};

}  // namespace quire

#endif  // QUIRE_FRAGMENT_H_
