#include "tools/pagec/doctor/finding.h"

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

/// `missing`.
constexpr std::size_t kLongestWord = 7;

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

std::string text_of(const std::vector<Finding>& findings, bool colour) {
  std::size_t width = 0;
  for (const Finding& finding : findings) width = std::max(width, finding.subject.size());
  const auto padded = [](std::string word, std::size_t size) {
    word.resize(std::max(word.size(), size), ' ');
    return word;
  };
  std::string text;
  for (const Finding& finding : findings) {
    const Label label = label_of(finding.condition);
    const std::string word = padded(label.word, kLongestWord);
    text += (colour ? label.colour + word + "\033[0m" : word) + "  " + padded(finding.subject, width) + "  " +
            finding.seen + (finding.remedy.empty() ? "" : "; remedy: " + finding.remedy) + "\n";
  }
  return text;
}

std::string json_of(const std::vector<Finding>& findings) {
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
  return json::serialize(json::object{{"ok", ok}, {"findings", std::move(list)}}) + "\n";
}

std::string size_text(double bytes) {
  char text[32];
  const bool is_large = bytes >= 1e9;
  const int size =
      std::snprintf(text, sizeof text, is_large ? "%.1f GB" : "%.0f MB", is_large ? bytes / 1e9 : bytes / 1e6);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace quire::pagec
