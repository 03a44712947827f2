#include "compiler/clang/line_sensitivity.h"

#include "compiler/clang/remap.h"

#include <clang/Basic/SourceManager.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>

#include <algorithm>
#include <memory>

namespace quire::compiler {

namespace {

class LineWatch final : public clang::PPCallbacks {
 public:
  LineWatch(const clang::SourceManager& sources, bool& found) : sources_(sources), found_(found) {}

  void MacroExpands(const clang::Token& name, const clang::MacroDefinition&, clang::SourceRange range,
                    const clang::MacroArgs*) override {
    if (found_ || name.getIdentifierInfo() == nullptr || name.getIdentifierInfo()->getName() != "__LINE__") return;
    found_ = sources_.isInMainFile(sources_.getExpansionLoc(range.getBegin()));
  }

 private:
  const clang::SourceManager& sources_;
  bool& found_;
};

}  // namespace

bool names_own_line(const CppUnit& unit) {
  constexpr const char* kNames[] = {"__LINE__", "assert", "source_location", "__builtin_LINE"};
  const SegmentMap map(unit);
  return std::ranges::any_of(kNames, [&](const char* name) { return map.find_identifier(name).has_value(); });
}

bool can_tell_callers(clang::Preprocessor& preprocessor) {
  // The header's include guard, which is kept in a precompiled header.
  return preprocessor.isMacroDefined("_GLIBCXX_SRCLOC");
}

void watch_for_own_line(clang::Preprocessor& preprocessor, bool& found) {
  preprocessor.addPPCallbacks(std::make_unique<LineWatch>(preprocessor.getSourceManager(), found));
}

}  // namespace quire::compiler
