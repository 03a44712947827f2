#include "runtime/page/requested_fragment.h"

#include <utility>

namespace quire {

void RequestedFragment::ask(Writer& out, std::string_view name) {
  if (is_asked()) return;
  name_ = name;
  held_.emplace(out);
}

void RequestedFragment::begin(Writer& out, std::string_view name) {
  if (!is_asked() || found_ || name != name_ || depth_++ != 0) return;
  // Clears to the start of the innermost capture, as `clear` in the fragment does.
  out.clear();
  begin_ = out.text().size();
}

bool RequestedFragment::end(Writer& out, std::string_view name) {
  if (!is_asked() || found_ || name != name_ || depth_ == 0 || --depth_ != 0) return false;
  found_ = out.text().substr(begin_);
  return true;
}

std::optional<std::string> RequestedFragment::take() {
  held_.reset();
  depth_ = 0;
  return std::exchange(found_, std::nullopt);
}

}  // namespace quire
