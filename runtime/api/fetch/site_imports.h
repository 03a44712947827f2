#ifndef QUIRE_RUNTIME_API_FETCH_SITE_IMPORTS_H_
#define QUIRE_RUNTIME_API_FETCH_SITE_IMPORTS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quire::detail {

/// What `c:import` needs to know of the site that a page belongs to: `[import]` of its web.toml. See
/// `PageControl::imports`.
class SiteImports {
 public:
  struct Limits {
    /// Milliseconds for one import, with all that it is redirected to.
    long timeout = 0;
    /// In bytes.
    std::size_t max_body = 0;
    std::string_view proxy;
    std::string_view ca_file;
  };

  /// The URL as it is to be requested, if the site lists it. Otherwise nullopt, and `why` continues a sentence that
  /// begins with the URL: "… is not allowed by …".
  virtual std::optional<std::string> allowed(std::string_view url, std::string& why) const = 0;
  /// Valid as long as the request.
  virtual Limits limits() const = 0;

 protected:
  ~SiteImports() = default;
};

}  // namespace quire::detail

#endif  // QUIRE_RUNTIME_API_FETCH_SITE_IMPORTS_H_
