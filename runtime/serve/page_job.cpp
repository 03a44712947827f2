#include "runtime/serve/page_job.h"

#include "runtime/protocol/json_text.h"

#include <algorithm>
#include <cstdio>
#include <functional>

namespace quire {

std::size_t ExchangeBody::read(char* into, std::size_t size) {
  const net::ReceivedPiece piece = exchange_.read_body(into, size);
  if (piece.refusal) throw BadRequest(piece.refusal.reason, piece.refusal.status);
  // A page that receives something is not stuck, however long the upload takes.
  note_progress();
  return piece.size;
}

std::vector<ShownPage> shown_pages(const PageJob& job) {
  std::vector<ShownPage> pages;
  for (const RunningPage& running : job.execution->entered()) {
    const LoadedPage& page = running.loaded();
    ShownPage shown{job.site->page_path(page.path()), std::string(page.version())};
    const auto same = [&](const ShownPage& other) { return other.path == shown.path; };
    if (std::none_of(pages.begin(), pages.end(), same)) pages.push_back(std::move(shown));
  }
  if (job.failure) pages.insert(pages.end(), job.failure->shown.begin(), job.failure->shown.end());
  return pages;
}

std::string version_of(const FoundPage& found) {
  if (!found.failure) return found.page ? std::string(found.page->version()) : "missing";
  char digits[24];
  std::snprintf(digits, sizeof digits, "%016zx", std::hash<std::string>()(to_json(found.failure->diagnostics)));
  return std::string("failed-") + digits;
}

}  // namespace quire
