#ifndef QUIRE_PAGE_URL_H_
#define QUIRE_PAGE_URL_H_

#include <quire/abi.h>

#include <string>
#include <string_view>

namespace quire {

/// The URL of a page with parameters, for `include`, `forward` and links.
///
///     quire::PageUrl url("part.page?size=5");
///     url.param("name", "a&b");
///     context.include(url.text());  // part.page?name=a%26b&size=5
///
/// Added parameters come before those in `page`, so that `request.param` finds them first.
class QUIRE_API PageUrl {
 public:
  explicit PageUrl(std::string_view page);

  /// Adds a parameter and encodes it.
  PageUrl& param(std::string_view name, std::string_view value);
  std::string text() const;

 private:
  std::string path_;
  std::string params_;
  std::string query_;
};

}  // namespace quire

#endif  // QUIRE_PAGE_URL_H_
