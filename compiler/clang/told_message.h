#ifndef QUIRE_COMPILER_CLANG_TOLD_MESSAGE_H_
#define QUIRE_COMPILER_CLANG_TOLD_MESSAGE_H_

#include <string>

namespace clang {
class Diagnostic;
}

namespace quire::compiler {

/// What a check of the page API says, if the note is "in instantiation of template class" of one that has failed: a
/// class with a constant `kMessage` of the type `quire::detail::PathMessage`. In C++20, the message of a
/// `static_assert` is a literal, which cannot name what is wrong. Empty for other notes.
std::string told_message(const clang::Diagnostic& note);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TOLD_MESSAGE_H_
