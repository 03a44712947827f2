#include "compiler/lex/attribute_scanner.h"

#include "compiler/lex/xml_name.h"

#include <algorithm>

namespace quire::compiler {
namespace {

bool is_name(char c) {
  return !is_xml_blank(c) && c != '=' && c != '"' && c != '\'' && c != '<' && c != '>' && c != '/' && c != '\0';
}

class Scanner {
 public:
  Scanner(Span span, const SourceSet& sources) : span_(span), text_(sources.text(span)) {}

  TagText run() {
    skip_blanks();
    const std::size_t begin = at_;
    skip_name();
    result_.name = span(begin, at_);
    while (true) {
      const bool separated = skip_blanks() || result_.attributes.empty();
      if (at_ >= text_.size()) return std::move(result_);
      attribute(separated);
    }
  }

 private:
  Span span(std::size_t begin, std::size_t end) const {
    return {span_.file, span_.begin + static_cast<std::uint32_t>(begin), span_.begin + static_cast<std::uint32_t>(end)};
  }
  bool skip_blanks() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_xml_blank(text_[at_])) ++at_;
    return at_ > begin;
  }
  void skip_name() {
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
  }
  void problem(AttributeProblemKind kind, std::size_t begin, std::size_t end) {
    result_.problems.push_back({kind, span(begin, end)});
  }

  void attribute(bool separated) {
    const std::size_t begin = at_;
    skip_name();
    if (at_ == begin) {
      while (at_ < text_.size() && !is_xml_blank(text_[at_])) ++at_;
      return problem(AttributeProblemKind::kUnexpectedText, begin, at_);
    }
    RawAttribute attribute{span(begin, at_), {}};
    if (!separated) problem(AttributeProblemKind::kMissingBlank, begin, at_);
    const std::size_t name_end = at_;
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '=') {
      at_ = name_end;
      return problem(AttributeProblemKind::kMissingValue, begin, name_end);
    }
    ++at_;
    skip_blanks();
    if (value(attribute)) result_.attributes.push_back(attribute);
  }

  bool value(RawAttribute& attribute) {
    const std::size_t begin = at_;
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '"' && quote != '\'') {
      const bool element = text_.compare(at_, 2, "<%") == 0;
      if (element) at_ = std::min(text_.find("%>", at_), text_.size() - 2) + 2;
      while (at_ < text_.size() && !is_xml_blank(text_[at_])) ++at_;
      problem(AttributeProblemKind::kMissingQuotes, begin, at_);
      return false;
    }
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_)
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    if (at_ >= text_.size()) {
      problem(AttributeProblemKind::kUnclosedQuote, begin, begin + 1);
      return false;
    }
    attribute.value = span(begin + 1, at_);
    ++at_;
    return true;
  }

  Span span_;
  std::string_view text_;
  std::size_t at_ = 0;
  TagText result_;
};

}  // namespace

TagText scan_attributes(Span text, const SourceSet& sources) { return Scanner(text, sources).run(); }

std::string_view TagText::value(std::string_view attribute, const SourceSet& sources) const {
  for (const RawAttribute& candidate : attributes)
    if (sources.text(candidate.name) == attribute) return sources.text(candidate.value);
  return {};
}

}  // namespace quire::compiler
