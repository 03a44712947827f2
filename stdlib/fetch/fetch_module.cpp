// The library's only exported symbol.
#include "runtime/api/fetch/fetch_library.h"
#include "stdlib/fetch/curl_request.h"

#include <quire/abi_stamp.h>

#include <cstring>
#include <type_traits>

namespace {

class Fetch final : public quire::FetchLibrary {
 public:
  std::optional<Answer> fetch(const std::string& url, const Rule& rule, std::string& error) const override {
    return quire::fetch_with_curl(url, rule, error);
  }
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const quire::FetchLibrary* quire_fetch_library(const char* stamp) {
  static const Fetch fetch;
  return std::strcmp(stamp, quire::kAbiStamp) == 0 ? &fetch : nullptr;
}

static_assert(std::is_same_v<decltype(quire_fetch_library), quire::FetchFunction>);
