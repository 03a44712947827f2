#ifndef QUIRE_RUNTIME_PAGE_REQUESTED_FRAGMENT_H_
#define QUIRE_RUNTIME_PAGE_REQUESTED_FRAGMENT_H_

#include <quire/writer.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// The fragment of a page that a request asks for with `?fragment=rows`. From `ask` to
/// `take`, the output of pages is held back, and the fragment is extracted from it.
class RequestedFragment {
 public:
  /// Call before the page writes anything.
  void ask(Writer& out, std::string_view name);
  bool is_asked() const { return held_.has_value(); }
  const std::string& name() const { return name_; }

  /// Called around each fragment, with its name. `end` returns true if it is the requested
  /// one: the page need not continue. Fragments may be nested.
  void begin(Writer& out, std::string_view name);
  bool end(Writer& out, std::string_view name);

  /// Discards the output, and returns the fragment, or nullopt if the page did not write
  /// it. The page's captures must have ended.
  std::optional<std::string> take();

 private:
  std::string name_;
  std::optional<Capture> held_;
  std::optional<std::string> found_;
  std::size_t begin_ = 0;
  /// The number of open fragments of that name.
  unsigned depth_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_REQUESTED_FRAGMENT_H_
