#include <quire/json.h>

#include "runtime/api/escape/layer.h"
#include "runtime/api/escape/part.h"

namespace quire::detail {

void print_key(Writer& out, const Place& place, std::string_view key) {
  Layer layer(out, place.within);
  put_json_key(layer, place.part, key);
}

void print_punctuation(Writer& out, const Place& place, std::string_view text) { Layer(out, place.within).put(text); }

}  // namespace quire::detail
