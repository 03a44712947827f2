#include "compiler/assemble/translation_context.h"

namespace quire::compiler {

void TranslationContext::read(SiteFile& file) {
  site.read(file);
  if (file.status == ReadStatus::kMissing && !file.path.empty()) missing.push_back(file.path);
}

FileId TranslationContext::add(SiteFile& file) {
  return sources.add(SourceFile(file.name, file.path, std::move(file.bytes), file.modified));
}

void report_unread(const SiteFile& file, std::string_view name, Span span, Sink& sink) {
  const std::string shown = "`" + std::string(name) + "`";
  switch (file.status) {
    case ReadStatus::kRead:
      break;
    case ReadStatus::kMissing:
      sink.report(DiagnosticKind::kFileMissing, span,
                  file.name.empty() || file.name == name
                      ? "there is no file " + shown
                      : "there is no file " + shown + " (`" + file.name + "` in the site)");
      break;
    case ReadStatus::kOutsideRoot:
      sink.report(DiagnosticKind::kFileOutsideRoot, span, "file " + shown + " is outside the site's folder");
      break;
    case ReadStatus::kNotAFile:
      sink.report(DiagnosticKind::kFileUnreadable, span, shown + " is not a regular file");
      break;
    case ReadStatus::kUnreadable:
      sink.report(DiagnosticKind::kFileUnreadable, span, "file " + shown + " cannot be read");
      break;
    case ReadStatus::kTooLarge:
      sink.report(DiagnosticKind::kFileUnreadable, span, "file " + shown + " is larger than 16 MB");
      break;
  }
}

}  // namespace quire::compiler
