#include "stdlib/fetch/charset.h"

#include "stdlib/fetch/encoding_label.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <utility>

namespace quire {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Each takes a call of iconv; without a limit, 10 MB that are not text take seconds.
constexpr std::size_t kMostMistakes = 100'000;
constexpr std::size_t kMostShown = 40;

class Conversion {
 public:
  /// `encoding` is a name of iconv.
  Conversion(const char* encoding, std::size_t max_size)
      : handle_(::iconv_open("UTF-8", encoding)), max_size_(max_size) {}
  ~Conversion() {
    if (exists()) ::iconv_close(handle_);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  bool exists() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  bool is_too_large() const { return text_.size() > max_size_; }
  bool has_too_many_mistakes() const { return mistakes_ > kMostMistakes; }

  /// Stops when one of the two above is true.
  void run(std::string_view bytes) {
    // iconv does not change its input.
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    while (left > 0 && !is_too_large() && !has_too_many_mistakes()) {
      if (convert(&from, &left) != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      text_ += kReplacement;
      ++mistakes_;
      // A character that is cut off is one mistake, and the last.
      if (errno == EINVAL) break;
      ++from;
      --left;
    }
    // What is still pending.
    convert(nullptr, nullptr);
  }

  std::string take() {
    if (text_.starts_with(kByteOrderMark)) text_.erase(0, kByteOrderMark.size());
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
  const std::size_t max_size_;
  std::string text_;
  std::size_t mistakes_ = 0;
};

/// A server may send anything as a name.
std::string shown(std::string_view label) {
  std::string text;
  for (const char c : label.substr(0, kMostShown)) text += c >= 0x20 && c < 0x7F ? c : '?';
  return "`" + text + (label.size() > kMostShown ? "…`" : "`");
}

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view label, std::size_t max_size,
                                   std::string& error) {
  const char* encoding = encoding_of_label(label);
  if (encoding == nullptr) {
    error = "has the encoding " + shown(label) + ", which browsers do not know either";
    return std::nullopt;
  }
  Conversion conversion(encoding, max_size);
  if (!conversion.exists()) {
    error = "has the encoding " + shown(label) + ", which this system does not know";
    return std::nullopt;
  }
  conversion.run(bytes);
  if (conversion.has_too_many_mistakes()) {
    error = "is not text in the encoding " + shown(label);
    return std::nullopt;
  }
  if (conversion.is_too_large()) {
    error = "has more than " + std::to_string(max_size) + " bytes as UTF-8 (`[import] max_body` in web.toml)";
    return std::nullopt;
  }
  return conversion.take();
}

}  // namespace quire
