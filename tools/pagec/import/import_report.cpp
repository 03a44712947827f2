#include "tools/pagec/import/import_report.h"

#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace quire::pagec {
namespace {

namespace json = boost::json;
using compiler::ImportCause;

std::string summary(const compiler::ImportCounts& counts) {
  std::string text = std::to_string(counts.kept) + " kept, " + std::to_string(counts.turned) + " converted, " +
                     std::to_string(counts.left) + " left to do";
  if (counts.names > 0) text += ", " + counted(counts.names, "link") + " updated";
  if (counts.mentions > 0) text += ", " + counted(counts.mentions, "mention") + " of `.jsp` to check";
  if (counts.waiting > 0) text += ", " + counted(counts.waiting, "place") + " that `pagec check` reports";
  return text;
}

/// The kind and the description of what a cause calls for.
std::pair<std::string, std::string> need_of(const ImportCause& cause) {
  switch (cause.kind) {
    case ImportCause::Kind::kJava:
      return {"java", "Java that is to be written in C++"};
    case ImportCause::Kind::kBean:
      return {"bean", "beans that are to be written in C++"};
    case ImportCause::Kind::kForeignLibrary:
      return {"foreign-library", "tags of " + cause.detail};
    case ImportCause::Kind::kOther:
      break;
  }
  return {"other", "other marks: search for `import:`"};
}

void print_line(const json::object& object) { std::fprintf(stderr, "%s\n", json::serialize(object).c_str()); }

}  // namespace

void ImportReport::add(const std::string& name, const std::string& output, const compiler::ImportedFile& file) {
  ++files_;
  has_errors_ = has_errors_ || file.sink.has_errors();
  const compiler::ImportCounts& counts = file.counts;
  total_.kept += counts.kept;
  total_.turned += counts.turned;
  total_.left += counts.left;
  total_.names += counts.names;
  total_.mentions += counts.mentions;
  total_.waiting += counts.waiting;
  print_diagnostics(file.sink, file.sources, is_json_ ? "json" : "text");
  if (!is_json_) {
    std::fprintf(stderr, "%s -> %s: %s\n", name.c_str(), output.c_str(), summary(counts).c_str());
    return;
  }
  print_line({{"file", name},
              {"output", output},
              {"kept", counts.kept},
              {"turned", counts.turned},
              {"left", counts.left},
              {"names", counts.names},
              {"mentions", counts.mentions},
              {"waiting", counts.waiting}});
}

void ImportReport::add_page(const std::string& name, const std::string& output, const compiler::ImportedFile& file) {
  add(name, output, file);
  std::map<Need, std::size_t> needs;
  for (const auto& [cause, places] : file.needs.causes) needs[need_of(cause)] += places;
  for (const auto& [header, uses] : file.needs.libraries)
    if (uses > 0)
      needs[{"own-library", "tags and functions of WEB-INF/src/" + header + ", which are to be written"}] += uses;
  if (file.needs.has_guards) needs[{"guards", "WEB-INF/src/security.h, which is to be written"}] += 1;
  if (file.counts.waiting > 0)
    needs[{"not-supported-yet", "features that Quire does not have yet: see `pagec check`"}] += file.counts.waiting;
  if (file.sink.has_errors()) needs[{"error", "corrections of their errors"}] += file.sink.error_count();
  ++pages_;
  working_pages_ += needs.empty() ? 1 : 0;
  for (const auto& [need, places] : needs) {
    ++needs_[need].pages;
    needs_[need].places += places;
  }
}

void ImportReport::add_other(const std::string& name, const std::string& output, bool is_written,
                             const std::string& encoding) {
  if (is_json_) {
    json::object line{{"file", name}, {"output", output}, {"written", is_written}};
    if (!encoding.empty()) line["encoding"] = encoding;
    return print_line(line);
  }
  const std::string converted = encoding.empty() ? "" : ", converted from " + encoding + " to UTF-8";
  std::fprintf(stderr, "%s -> %s%s\n", name.c_str(), output.c_str(),
               is_written ? converted.c_str() : ", which exists and was not changed");
}

void ImportReport::add_damaged(const compiler::Sink& sink, const compiler::SourceSet& sources) {
  has_errors_ = true;
  print_diagnostics(sink, sources, is_json_ ? "json" : "text");
}

int ImportReport::finish() const {
  if (!is_json_ && files_ > 1)
    std::fprintf(stderr, "%s: %s\n", counted(files_, "file").c_str(), summary(total_).c_str());
  if (pages_ > 1) print_needs();
  if (!is_json_) std::fputs("printed values are now escaped; for intentional HTML, write `<%- … %>`\n", stderr);
  return has_errors_ ? kExitMistakes : 0;
}

/// What most pages need comes first.
void ImportReport::print_needs() const {
  std::vector<std::pair<Need, Counts>> needs(needs_.begin(), needs_.end());
  std::ranges::sort(needs, [](const auto& a, const auto& b) {
    return a.second.pages != b.second.pages ? a.second.pages > b.second.pages : a.first < b.first;
  });
  if (is_json_) {
    json::array list;
    for (const auto& [need, counts] : needs)
      list.push_back({{"need", need.first}, {"what", need.second}, {"pages", counts.pages}, {"places", counts.places}});
    return print_line({{"pages", pages_}, {"working", working_pages_}, {"needs", std::move(list)}});
  }
  std::fprintf(stderr, "%zu of %s work as they are%s\n", working_pages_, counted(pages_, "page").c_str(),
               needs.empty() ? "" : "; others need:");
  if (needs.empty()) return;
  std::fputs("  pages  places  what\n", stderr);
  for (const auto& [need, counts] : needs)
    std::fprintf(stderr, "  %5zu  %6zu  %s\n", counts.pages, counts.places, need.second.c_str());
}

}  // namespace quire::pagec
