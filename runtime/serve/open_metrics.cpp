#include "runtime/serve/open_metrics.h"

#include "runtime/base/utf8.h"

#include <cinttypes>
#include <cstdio>

namespace quire {
namespace {

void append_label(std::string_view value, std::string& out) {
  for (const char c : to_valid_utf8(value)) {
    if (c == '\n') out += "\\n";
    else if (c == '"' || c == '\\') (out += '\\') += c;
    else out += c;
  }
}

}  // namespace

void OpenMetrics::family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  ((((out_ += "# TYPE ") += name) += ' ') += type) += '\n';
  ((((out_ += "# HELP ") += name) += ' ') += help) += '\n';
}

void OpenMetrics::seconds(std::string_view suffix, Labels labels, std::uint64_t microseconds) {
  char text[40];
  std::snprintf(text, sizeof text, "%" PRIu64 ".%06" PRIu64, microseconds / 1'000'000, microseconds % 1'000'000);
  line(suffix, labels, text);
}

void OpenMetrics::line(std::string_view suffix, Labels labels, std::string_view value) {
  (out_ += name_) += suffix;
  char before = '{';
  for (const auto& [name, text] : labels) {
    ((out_ += before) += name) += "=\"";
    append_label(text, out_);
    out_ += '"';
    before = ',';
  }
  if (labels.size() > 0) out_ += '}';
  ((out_ += ' ') += value) += '\n';
}

}  // namespace quire
