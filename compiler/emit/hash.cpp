#include "compiler/emit/hash.h"

#include <boost/uuid/detail/sha1.hpp>

namespace quire::compiler {

std::string content_hash(std::string_view bytes) {
  boost::uuids::detail::sha1 sha1;
  sha1.process_bytes(bytes.data(), bytes.size());
  unsigned int digest[5];
  sha1.get_digest(digest);
  std::string result;
  for (const unsigned int word : {digest[0], digest[1]})
    for (int shift = 28; shift >= 0; shift -= 4) result += "0123456789abcdef"[(word >> shift) & 0xF];
  return result;
}

}  // namespace quire::compiler
