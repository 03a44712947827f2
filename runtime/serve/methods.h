#ifndef QUIRE_RUNTIME_SERVE_METHODS_H_
#define QUIRE_RUNTIME_SERVE_METHODS_H_

#include "runtime/net/exchange.h"

#include <string_view>

namespace quire {

/// In the format of the `Allow` field.
inline constexpr std::string_view kPageMethods = "GET, HEAD, POST, OPTIONS";
inline constexpr std::string_view kFileMethods = "GET, HEAD, OPTIONS";

inline bool is_method_in(std::string_view method, std::string_view list) {
  const std::size_t at = list.find(method);
  return at != std::string_view::npos && (at + method.size() == list.size() || list[at + method.size()] == ',') &&
         (at == 0 || list[at - 1] == ' ');
}

inline void answer_options(net::Exchange& exchange, std::string_view methods) {
  exchange.respond({204, {{"Allow", std::string(methods)}}}, {});
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_METHODS_H_
