#include "compiler/emit/el_names.h"

namespace quire::compiler {

std::string el_identifier(std::string_view name) { return std::string(name); }

}  // namespace quire::compiler
