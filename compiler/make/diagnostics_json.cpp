#include "compiler/make/diagnostics_json.h"

#include "compiler/diag/json.h"
#include "compiler/diag/render.h"

#include <boost/json/object.hpp>

namespace quire::compiler {

boost::json::array diagnostics_to_json(const Translation& translation, bool colour) {
  boost::json::array list;
  for (const Diagnostic& diagnostic : translation.sink.diagnostics()) {
    boost::json::object object = to_json(diagnostic, translation.sources);
    object["rendered"] = render(diagnostic, translation.sources, colour ? Colour::kAnsi : Colour::kOff);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace quire::compiler
