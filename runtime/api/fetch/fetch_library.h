#ifndef QUIRE_RUNTIME_API_FETCH_FETCH_LIBRARY_H_
#define QUIRE_RUNTIME_API_FETCH_FETCH_LIBRARY_H_

#include <cstddef>
#include <optional>
#include <string>

namespace quire {

/// What `libquire_fetch.so` does, which only pages that import from other sites load, because only it needs libcurl.
/// Thread-safe; blocks. Nothing throws: what fails returns nullopt and sets `error` to what continues a sentence that
/// begins with the URL, such as "cannot be fetched: Could not resolve host: api.example.com".
class FetchLibrary {
 public:
  struct Rule {
    /// Milliseconds until the whole answer must be there; more than 0.
    long timeout = 0;
    /// The most bytes that its body may have when it is not compressed.
    std::size_t max_body = 0;
    /// The encoding of an answer that does not declare one; empty for UTF-8.
    std::string encoding;
    /// Empty for none, whatever the environment says.
    std::string proxy;
    /// A file with certificates of authorities; empty for those of the machine.
    std::string ca_file;
  };
  struct Answer {
    int status = 0;
    /// Where the answer sends the client, a whole URL; empty if it does not.
    std::string location;
    /// HTML, according to its content type.
    bool is_html = false;
    /// In UTF-8, with U+FFFD for what is not valid in its encoding; empty for errors and redirects.
    std::string body;
  };

  /// Sends one GET request for a URL with the scheme `http` or `https`. No redirect is followed, and certificates are
  /// always checked.
  virtual std::optional<Answer> fetch(const std::string& url, const Rule& rule, std::string& error) const = 0;

 protected:
  ~FetchLibrary() = default;
};

/// What the library exports, by the name of `kFetchFunction`: see `OptionalLibrary`.
using FetchFunction = const FetchLibrary*(const char* stamp);
inline constexpr char kFetchFunction[] = "quire_fetch_library";

/// Loads the library at the first call; it stays loaded. Throws `el::Error` if it is missing, or of another version.
const FetchLibrary& fetch_library();

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_FETCH_FETCH_LIBRARY_H_
