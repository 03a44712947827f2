#ifndef QUIRE_RUNTIME_API_EL_TEXT_H_
#define QUIRE_RUNTIME_API_EL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Text in UTF-8. Positions and lengths count code points; a byte that is not part of a valid one counts as one.

namespace quire::el {

std::size_t length_of(std::string_view text);
/// The offset of a code point; the size of the text if it has no more.
std::size_t offset_of(std::string_view text, std::size_t position);
std::string_view part_of(std::string_view text, std::size_t begin, std::size_t end);
/// The position of the code point at an offset; -1 for `npos`.
long long position_at(std::string_view text, std::size_t offset);

/// By the simple mappings of Unicode, of one code point to one.
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);
/// For comparison without regard to case.
std::string folded(std::string_view text);

/// Without the bytes up to U+0020 at both ends, as `String.trim` of Java.
std::string_view trimmed(std::string_view text);
std::string replaced(std::string_view text, std::string_view before, std::string_view after);
/// As `String.hashCode` of Java: of the units of UTF-16.
int java_hash(std::string_view text);
/// The parts between the occurrences of `separator`, which is not empty.
std::vector<std::string_view> split_at(std::string_view text, std::string_view separator);

}  // namespace quire::el

#endif  // QUIRE_RUNTIME_API_EL_TEXT_H_
