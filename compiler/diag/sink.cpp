#include "compiler/diag/diagnostic.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace quire::compiler {
namespace {

struct KindEntry {
  const char* name;
  Severity severity;
};

constexpr KindEntry kKinds[] = {
#define QUIRE_DIAGNOSTIC(name, severity) {#name, Severity::severity},
#include "compiler/diag/diagnostic_kind.def"
};

}  // namespace

std::string kind_name(DiagnosticKind kind) {
  std::string result;
  for (const char* c = kKinds[static_cast<std::size_t>(kind)].name; *c != '\0'; ++c) {
    if (is_upper(*c) && !result.empty()) result += '-';
    result += to_lower(*c);
  }
  return result;
}

Severity default_severity(DiagnosticKind kind) { return kKinds[static_cast<std::size_t>(kind)].severity; }

Diagnostic& Sink::report(DiagnosticKind kind, Span span, std::string message) {
  add({kind, default_severity(kind), span, std::move(message)});
  return diagnostics_.back();
}

void Sink::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::kError) ++errors_;
  for (auto step = included_from_.find(diagnostic.span.file); step != included_from_.end();
       step = included_from_.find(step->second.site.file))
    diagnostic.notes.push_back({step->second.site, std::string(step->second.how) + " from here"});
  diagnostics_.push_back(std::move(diagnostic));
}

void Sink::included_from(FileId file, Span site, const char* how) { included_from_.emplace(file, Origin{site, how}); }

void Sink::sort() {
  // Not `std::stable_sort`, which uses a deprecated function in libstdc++ 12.
  std::vector<std::size_t> order(diagnostics_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [this](std::size_t i) {
    return std::tuple(diagnostics_[i].span.file, diagnostics_[i].span.begin, diagnostics_[i].span.end, i);
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<Diagnostic> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) {
    Diagnostic& next = diagnostics_[i];
    bool repeat = false;
    for (auto d = sorted.rbegin(); d != sorted.rend() && d->span == next.span && !repeat; ++d)
      repeat = d->kind == next.kind && d->message == next.message;
    if (!repeat) sorted.push_back(std::move(next));
    else if (next.severity == Severity::kError) --errors_;
  }
  diagnostics_ = std::move(sorted);
}

void Sink::cut(std::size_t most) {
  for (const Severity severity : {Severity::kError, Severity::kWarning}) {
    std::size_t count = 0;
    std::vector<Diagnostic> kept;
    for (Diagnostic& each : diagnostics_)
      if (each.severity != severity || ++count <= most) kept.push_back(std::move(each));
    diagnostics_ = std::move(kept);
    if (count <= most) continue;
    const auto shown = std::find_if(diagnostics_.rbegin(), diagnostics_.rend(),
                                    [&](const Diagnostic& each) { return each.severity == severity; });
    const char* const what = severity == Severity::kError ? " more errors" : " more warnings";
    shown->notes.push_back({shown->span, std::to_string(count - most) + what + " are not listed"});
  }
}

}  // namespace quire::compiler
