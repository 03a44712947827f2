#include "stdlib/fetch/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

namespace quire {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestName = 40;

/// Other names can have options for iconv, such as `//IGNORE`, or be paths.
bool is_name(std::string_view charset) {
  constexpr std::string_view kOthers = "-_.:+";
  return !charset.empty() && charset.size() <= kLongestName && std::ranges::all_of(charset, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != kOthers.npos;
  });
}

class Conversion {
 public:
  explicit Conversion(const std::string& charset) : handle_(::iconv_open("UTF-8", charset.c_str())) {}
  ~Conversion() {
    if (exists()) ::iconv_close(handle_);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  bool exists() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::string run(std::string_view bytes) {
    // iconv does not change its input.
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    while (left > 0) {
      if (convert(&from, &left) != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      text_ += kReplacement;
      // A character that is cut off is one mistake, and the last.
      if (errno == EINVAL) break;
      ++from;
      --left;
    }
    // What is still pending.
    convert(nullptr, nullptr);
    return std::move(text_);
  }

 private:
  std::size_t convert(char** from, std::size_t* left) {
    std::array<char, 16384> piece;
    char* to = piece.data();
    std::size_t room = piece.size();
    const std::size_t result = ::iconv(handle_, from, left, &to, &room);
    const int error = errno;
    text_.append(piece.data(), piece.size() - room);
    errno = error;
    return result;
  }

  const iconv_t handle_;
  std::string text_;
};

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, const std::string& charset) {
  if (!is_name(charset)) return std::nullopt;
  Conversion conversion(charset);
  if (!conversion.exists()) return std::nullopt;
  std::string text = conversion.run(bytes);
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return text;
}

}  // namespace quire
