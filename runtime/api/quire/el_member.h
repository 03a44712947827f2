#ifndef QUIRE_EL_MEMBER_H_
#define QUIRE_EL_MEMBER_H_

/// `a.b` and `a[b]`; part of `el.h`.

#include <quire/el_maybe.h>

namespace quire::el {

/// The name of a property, as written and with underscores (`firstName`, `first_name`); the latter is empty if it
/// is the same.
struct Member {
  std::string_view name;
  std::string_view other = {};
};

/// Defines the object `id`, which reads and calls members of that name of any type; at namespace scope.
///
///     QUIRE_EL_MEMBER(m_firstName, firstName, first_name, FirstName)
///     quire::el::get(context, user, m_firstName)
///
/// Reads the first of the field `firstName`, the method `firstName()`, the same of `first_name`, and
/// `getFirstName()`, `isFirstName()`, `get_first_name()`, `is_first_name()`. If there is none, what is compiled is
/// `user.firstName`, so that the compiler's message names it.
#define QUIRE_EL_MEMBER(id, word, other_word, capital)                                                    \
  struct id##_t : quire::el::Member {                                                                     \
    template <class T>                                                                                    \
    static constexpr bool kReads =                                                                        \
        requires(T& v) { v.word; } || requires(T& v) { v.word(); } || requires(T& v) { v.other_word; } || \
        requires(T& v) { v.other_word(); } || requires(T& v) { v.get##capital(); } ||                     \
        requires(T& v) { v.is##capital(); } || requires(T& v) { v.get_##other_word(); } ||                \
        requires(T& v) { v.is_##other_word(); };                                                          \
    template <class T>                                                                                    \
    static constexpr decltype(auto) read(T& v) {                                                          \
      if constexpr (requires { v.word; }) return (v.word);                                                \
      else if constexpr (requires { v.word(); }) return v.word();                                         \
      else if constexpr (requires { v.other_word; }) return (v.other_word);                               \
      else if constexpr (requires { v.other_word(); }) return v.other_word();                             \
      else if constexpr (requires { v.get##capital(); }) return v.get##capital();                         \
      else if constexpr (requires { v.is##capital(); }) return v.is##capital();                           \
      else if constexpr (requires { v.get_##other_word(); }) return v.get_##other_word();                 \
      else if constexpr (requires { v.is_##other_word(); }) return v.is_##other_word();                   \
      else return (v.word);                                                                               \
    }                                                                                                     \
    template <class T, class... A>                                                                        \
    static constexpr bool kCalls = requires(T& v, A&&... a) { v.word(static_cast<A&&>(a)...); } ||        \
                                   requires(T& v, A&&... a) { v.other_word(static_cast<A&&>(a)...); };    \
    template <class T, class... A>                                                                        \
    static constexpr decltype(auto) call(T& v, A&&... a) {                                                \
      if constexpr (requires { v.word(static_cast<A&&>(a)...); }) return v.word(static_cast<A&&>(a)...);  \
      else if constexpr (requires { v.other_word(static_cast<A&&>(a)...); })                              \
        return v.other_word(static_cast<A&&>(a)...);                                                      \
      else return v.word(static_cast<A&&>(a)...);                                                         \
    }                                                                                                     \
  };                                                                                                      \
  [[maybe_unused]] constexpr id##_t id {                                                                  \
    {                                                                                                     \
      #word, #word == std::string_view(#other_word) ? "" : #other_word                                    \
    }                                                                                                     \
  }
/// The same for a name that cannot be that of a C++ member, such as `class`: it is only a key.
#define QUIRE_EL_KEY(id, text)            \
  struct id##_t : quire::el::Member {     \
    template <class T>                    \
    static constexpr bool kReads = false; \
    template <class T, class... A>        \
    static constexpr bool kCalls = false; \
  };                                      \
  [[maybe_unused]] constexpr id##_t id {  \
    {                                     \
      text                                \
    }                                     \
  }

}  // namespace quire::el

#endif  // QUIRE_EL_MEMBER_H_
