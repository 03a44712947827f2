#ifndef QUIRE_EL_MEMBER_H_
#define QUIRE_EL_MEMBER_H_

/// `a.b` and `a[b]`; part of `el.h`.

#include <quire/el_maybe.h>

namespace quire::el {

/// The name of a property, as written and with underscores (`firstName`, `first_name`). Not views, which would cost
/// the compiler more.
struct Member {
  const char* name;
  const char* other;
};

namespace detail {
/// An object does not have the member.
struct NoMember {};
}  // namespace detail

/// Defines the object `id`, which reads and calls members of that name of any type; at namespace scope.
///
///     QUIRE_EL_MEMBER(m_firstName, firstName, first_name, FirstName);
///     quire::el::get(context, user, m_firstName)
///
/// Reads the first of the field `firstName`, the method `firstName()`, the same of `first_name`, and
/// `getFirstName()`, `isFirstName()`, `get_first_name()`, `is_first_name()`. If there is none and there must be one,
/// what is compiled is `user.firstName`, so that the compiler's message names it.
#define QUIRE_EL_MEMBER(id, word, other_word, capital) \
  struct id##_t : quire::el::Member {                  \
    QUIRE_EL_READ(word, other_word, capital)           \
    QUIRE_EL_CALL(word, other_word)                    \
  };                                                   \
  [[maybe_unused]] constexpr id##_t id {               \
    {                                                  \
      #word, #other_word                               \
    }                                                  \
  }
/// The same for a name that is never called, which costs the compiler less.
#define QUIRE_EL_PROPERTY(id, word, other_word, capital) \
  struct id##_t : quire::el::Member {                    \
    QUIRE_EL_READ(word, other_word, capital)             \
  };                                                     \
  [[maybe_unused]] constexpr id##_t id {                 \
    {                                                    \
      #word, #other_word                                 \
    }                                                    \
  }
/// The same for a word of C++, which is not the name of a member: reads `getDefault()`, `isDefault()`, `get_default()`,
/// `is_default()`.
#define QUIRE_EL_GETTER(id, word, capital)                                                          \
  struct id##_t : quire::el::Member {                                                               \
    template <bool kMust, class T>                                                                  \
    static constexpr decltype(auto) read(T& v) {                                                    \
      QUIRE_EL_READ_GETTER(word, capital)                                                           \
      else if constexpr (kMust) return v.get##capital(); else return quire::el::detail::NoMember(); \
    }                                                                                               \
  };                                                                                                \
  [[maybe_unused]] constexpr id##_t id {                                                            \
    {                                                                                               \
      #word, #word                                                                                  \
    }                                                                                               \
  }
/// The same for a name that no C++ member has, such as `größe`: it is only a key.
#define QUIRE_EL_KEY(id, text) \
  [[maybe_unused]] constexpr quire::el::Member id { text, text }

#define QUIRE_EL_READ(word, other_word, capital)                                          \
  template <bool kMust, class T>                                                          \
  static constexpr decltype(auto) read(T& v) {                                            \
    if constexpr (requires { v.word; }) return (v.word);                                  \
    else if constexpr (requires { v.word(); }) return v.word();                           \
    else if constexpr (requires { v.other_word; }) return (v.other_word);                 \
    else if constexpr (requires { v.other_word(); }) return v.other_word();               \
    else QUIRE_EL_READ_GETTER(other_word, capital)                                        \
    else if constexpr (kMust) return (v.word); else return quire::el::detail::NoMember(); \
  }
#define QUIRE_EL_READ_GETTER(word, capital)                                 \
  if constexpr (requires { v.get##capital(); }) return v.get##capital();    \
  else if constexpr (requires { v.is##capital(); }) return v.is##capital(); \
  else if constexpr (requires { v.get_##word(); }) return v.get_##word();   \
  else if constexpr (requires { v.is_##word(); }) return v.is_##word();
#define QUIRE_EL_CALL(word, other_word)                                                                \
  template <bool kMust, class T, class... A>                                                           \
  static constexpr decltype(auto) call(T& v, A&&... a) {                                               \
    if constexpr (requires { v.word(static_cast<A&&>(a)...); }) return v.word(static_cast<A&&>(a)...); \
    else if constexpr (requires { v.other_word(static_cast<A&&>(a)...); })                             \
      return v.other_word(static_cast<A&&>(a)...);                                                     \
    else if constexpr (kMust) return v.word(static_cast<A&&>(a)...);                                   \
    else return quire::el::detail::NoMember();                                                         \
  }

namespace detail {

template <class M, class T>
concept Reads =
    !std::is_same_v<M, Member> && !std::is_same_v<decltype(M::template read<false>(std::declval<T&>())), NoMember>;
template <class M, class T, class... A>
concept Calls = !std::is_same_v<M, Member> &&
                !std::is_same_v<decltype(M::template call<false>(std::declval<T&>(), std::declval<A>()...)), NoMember>;

}  // namespace detail

}  // namespace quire::el

#endif  // QUIRE_EL_MEMBER_H_
