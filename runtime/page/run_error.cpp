#include "runtime/page/run_error.h"

#include "runtime/log/escape.h"

namespace quire {

std::string describe(const RunError& error) {
  const std::string message = escaped(error.message);
  std::string text = error.type.empty() ? message : error.type + ": " + message;
  for (const ExceptionText& cause : error.causes) text += "; caused by " + cause.type + ": " + escaped(cause.message);
  for (const RunError::Place& place : error.places)
    text += (&place == error.places.data() ? " at " : ", from ") + place.file + ":" + std::to_string(place.line) + ":" +
            std::to_string(place.column);
  if (!error.report.empty()) text += "\n" + error.report;
  return text;
}

}  // namespace quire
