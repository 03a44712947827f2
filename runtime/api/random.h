#ifndef QUIRE_RUNTIME_API_RANDOM_H_
#define QUIRE_RUNTIME_API_RANDOM_H_

#include <array>

namespace quire {

/// 128 bits from the system's generator. Throws `std::runtime_error` if it has none.
using Random128 = std::array<unsigned char, 16>;
Random128 random_128();

}  // namespace quire

#endif  // QUIRE_RUNTIME_API_RANDOM_H_
