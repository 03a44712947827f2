#ifndef QUIRE_RUNTIME_PAGE_REQUESTED_FRAGMENT_H_
#define QUIRE_RUNTIME_PAGE_REQUESTED_FRAGMENT_H_

#include <quire/writer.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// The one part of a page that a request asks for: `?fragment=rows`. From
/// `ask` to `take`, all that pages write is held back; the part is cut out of it.
class RequestedFragment {
 public:
  /// Before the page writes anything.
  void ask(Writer& out, std::string_view name);
  bool is_asked() const { return held_.has_value(); }
  const std::string& name() const { return name_; }

  /// Around each part of a page, with its name. `end` is true when that was
  /// the part: nothing else is needed of the page. Parts may stand in parts.
  void begin(Writer& out, std::string_view name);
  bool end(Writer& out, std::string_view name);

  /// Drops what was written; the part, or nothing when the page never came to
  /// it. The page's captures must be gone.
  std::optional<std::string> take();

 private:
  std::string name_;
  std::optional<Capture> held_;
  std::optional<std::string> found_;
  std::size_t begin_ = 0;
  /// Parts of that name that stand now.
  unsigned depth_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_REQUESTED_FRAGMENT_H_
