#ifndef QUIRE_TESTS_ESCAPE_RANDOM_SCRIPT_H_
#define QUIRE_TESTS_ESCAPE_RANDOM_SCRIPT_H_

#include <random>
#include <string>

namespace quire::escape_test {

/// A script with `@` where values are printed: most are valid programs, full of what decides where
/// strings, templates, regular expressions and comments end.
std::string random_script(std::mt19937& random);

}  // namespace quire::escape_test

#endif  // QUIRE_TESTS_ESCAPE_RANDOM_SCRIPT_H_
