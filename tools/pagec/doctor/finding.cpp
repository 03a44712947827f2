#include "tools/pagec/doctor/finding.h"

#include "runtime/base/terminal.h"

#include <unistd.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>

namespace quire::pagec {

namespace {

namespace json = boost::json;

struct Label {
  const char* word;
  const char* colour;
};

Label label_of(Condition condition) {
  switch (condition) {
    case Condition::kOk:
      return {"ok", "\033[32m"};
    case Condition::kSlow:
      return {"slow", "\033[33m"};
    case Condition::kMissing:
      break;
  }
  return {"missing", "\033[1;31m"};
}

}  // namespace

void print_findings(const std::vector<Finding>& findings) {
  std::size_t width = 0;
  for (const Finding& finding : findings) width = std::max(width, finding.subject.size());
  const bool colour = wants_colour(STDOUT_FILENO);
  for (const Finding& finding : findings) {
    const Label label = label_of(finding.condition);
    std::printf("%s%-7s%s  %-*s  %s%s%s\n", colour ? label.colour : "", label.word, colour ? "\033[0m" : "",
                static_cast<int>(width), finding.subject.c_str(), finding.seen.c_str(),
                finding.remedy.empty() ? "" : "; remedy: ", finding.remedy.c_str());
  }
}

void print_findings_as_json(const std::vector<Finding>& findings) {
  json::array list;
  bool ok = true;
  for (const Finding& finding : findings) {
    ok = ok && finding.condition != Condition::kMissing;
    json::object figures;
    for (const auto& [name, value] : finding.figures) figures[name] = value;
    list.push_back(json::object{{"status", label_of(finding.condition).word},
                                {"subject", finding.subject},
                                {"seen", finding.seen},
                                {"remedy", finding.remedy},
                                {"figures", std::move(figures)}});
  }
  std::printf("%s\n", json::serialize(json::object{{"ok", ok}, {"findings", std::move(list)}}).c_str());
}

std::string size_text(double bytes) {
  char text[32];
  const bool is_large = bytes >= 1e9;
  const int size =
      std::snprintf(text, sizeof text, is_large ? "%.1f GB" : "%.0f MB", is_large ? bytes / 1e9 : bytes / 1e6);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace quire::pagec
