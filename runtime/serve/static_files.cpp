#include "runtime/serve/static_files.h"

#include "runtime/http/conditional.h"
#include "runtime/http/date.h"
#include "runtime/http/media_type.h"
#include "runtime/http/range.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace quire {

namespace {

/// Larger files are sent in pieces, as the client takes them.
constexpr std::uint64_t kWholeLimit = std::uint64_t{4} << 20;
constexpr std::size_t kPiece = 64 * 1024;

/// An open file within the site.
class SiteFile {
 public:
  SiteFile(const std::string& root, const std::string& path) {
    char whole[PATH_MAX];
    // Links are followed as long as they stay in the site.
    if (::realpath((root + path).c_str(), whole) == nullptr) return;
    if (!std::string_view(whole).starts_with(root + "/")) return;
    descriptor_ = ::open(whole, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor_ >= 0 && (::fstat(descriptor_, &status_) != 0 || !S_ISREG(status_.st_mode))) close();
  }
  ~SiteFile() { close(); }
  SiteFile(const SiteFile&) = delete;
  SiteFile& operator=(const SiteFile&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  std::uint64_t size() const { return static_cast<std::uint64_t>(status_.st_size); }
  std::int64_t modified() const { return status_.st_mtim.tv_sec; }
  std::string etag() const {
    char text[48];
    std::snprintf(text, sizeof text, "\"%llx.%lx-%llx\"", static_cast<unsigned long long>(status_.st_mtim.tv_sec),
                  static_cast<unsigned long>(status_.st_mtim.tv_nsec), static_cast<unsigned long long>(size()));
    return text;
  }
  /// Up to `size` bytes; fewer at the file's end, which may have moved.
  std::string read(std::uint64_t offset, std::size_t size) const {
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
      const ssize_t count = ::pread(descriptor_, bytes.data() + got, size - got, static_cast<off_t>(offset + got));
      if (count <= 0) break;
      got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
    return bytes;
  }

 private:
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }
  int descriptor_ = -1;
  struct stat status_{};
};

void send(const std::shared_ptr<net::Exchange>& exchange, http::ResponseHead head, const SiteFile& file,
          std::uint64_t first, std::uint64_t size) {
  if (exchange->is_head()) {
    head.set("Content-Length", std::to_string(size));
    exchange->respond(std::move(head), {});
    return;
  }
  if (size <= kWholeLimit) {
    exchange->respond(std::move(head), file.read(first, static_cast<std::size_t>(size)));
    return;
  }
  exchange->start(std::move(head));
  for (std::uint64_t sent = 0; sent < size;) {
    const std::string piece =
        file.read(first + sent, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size - sent)));
    if (piece.empty()) return exchange->fail();
    if (!exchange->write(piece)) return;
    sent += piece.size();
  }
  exchange->finish();
}

}  // namespace

bool serve_file(const std::shared_ptr<net::Exchange>& exchange, const std::string& root, const std::string& path,
                bool revalidate) {
  const SiteFile file(root, path);
  if (!file.is_open()) return false;
  const std::string etag = file.etag();
  const http::Validators validators{etag, file.modified()};
  http::ResponseHead head;
  head.add("ETag", etag);
  head.add("Last-Modified", http::format_date(file.modified()));
  if (revalidate) head.add("Cache-Control", "no-cache");
  switch (http::evaluate_conditions(exchange->head(), validators)) {
    case http::Condition::kNotModified:
      head.status = 304;
      exchange->respond(std::move(head), {});
      return true;
    case http::Condition::kFailed:
      exchange->respond({412, {}}, {});
      return true;
    case http::Condition::kProceed:
      break;
  }
  const std::string_view type = http::media_type_of(path);
  head.add("Content-Type", type.empty() ? "application/octet-stream" : type);
  head.add("X-Content-Type-Options", "nosniff");
  head.add("Accept-Ranges", "bytes");
  const http::Range range = http::requested_range(exchange->head(), validators, file.size());
  if (range.kind == http::Range::Kind::kWhole) {
    send(exchange, std::move(head), file, 0, file.size());
    return true;
  }
  head.add("Content-Range", http::content_range(range, file.size()));
  if (range.kind == http::Range::Kind::kUnsatisfiable) {
    head.status = 416;
    exchange->respond(std::move(head), {});
    return true;
  }
  head.status = 206;
  send(exchange, std::move(head), file, range.first, range.size());
  return true;
}

}  // namespace quire
