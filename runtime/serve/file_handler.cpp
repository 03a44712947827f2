#include "runtime/serve/file_handler.h"

#include "runtime/http/conditional.h"
#include "runtime/http/content_coding.h"
#include "runtime/http/date.h"
#include "runtime/http/media_type.h"
#include "runtime/http/range.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace quire {

namespace {

using http::ContentCoding;

/// Larger files are sent in pieces, as the client takes them.
constexpr std::uint64_t kWholeLimit = std::uint64_t{4} << 20;
constexpr std::size_t kPiece = 64 * 1024;
constexpr ContentCoding kPacked[] = {ContentCoding::kBrotli, ContentCoding::kZstd, ContentCoding::kGzip};

/// The encoding of the file to send; nullopt if the client accepts none.
std::optional<ContentCoding> choose_form(const http::RequestHead& request, const StaticFile& file) {
  // Ranges refer to the unencoded file, because a part of a compressed one is useless.
  if (request.has("Range") && http::accepts_identity(request)) return ContentCoding::kIdentity;
  return http::choose_coding(request, [&](ContentCoding coding) { return file.has(coding); });
}

void send(const std::shared_ptr<net::Exchange>& exchange, http::ResponseHead head, const StaticFile& file,
          ContentCoding form, std::uint64_t first, std::uint64_t size) {
  if (exchange->is_head()) {
    head.set("Content-Length", std::to_string(size));
    exchange->respond(std::move(head), {});
    return;
  }
  if (size <= kWholeLimit) {
    exchange->respond(std::move(head), file.read(form, first, static_cast<std::size_t>(size)));
    return;
  }
  exchange->start(std::move(head));
  for (std::uint64_t sent = 0; sent < size;) {
    const std::string piece =
        file.read(form, first + sent, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size - sent)));
    if (piece.empty()) return exchange->fail();
    if (!exchange->write(piece)) return;
    sent += piece.size();
  }
  exchange->finish();
}

/// Sends the file, or a part of it, once conditions are met.
void send_content(const std::shared_ptr<net::Exchange>& exchange, http::ResponseHead head, const StaticFile& file,
                  ContentCoding form, const http::Validators& validators, std::string_view type) {
  head.add("Content-Type", type.empty() ? "application/octet-stream" : type);
  head.add("X-Content-Type-Options", "nosniff");
  if (form != ContentCoding::kIdentity) {
    head.add("Content-Encoding", http::name_of(form));
    return send(exchange, std::move(head), file, form, 0, file.size(form));
  }
  head.add("Accept-Ranges", "bytes");
  const http::Range range = http::requested_range(exchange->head(), validators, file.size(form));
  if (range.kind == http::Range::Kind::kWhole) return send(exchange, std::move(head), file, form, 0, file.size(form));
  head.add("Content-Range", http::content_range(range, file.size(form)));
  if (range.kind == http::Range::Kind::kUnsatisfiable) {
    head.status = 416;
    exchange->respond(std::move(head), {});
    return;
  }
  head.status = 206;
  send(exchange, std::move(head), file, form, range.first, range.size());
}

/// Returns false, without an answer, if there is no such file.
bool serve_file(const std::shared_ptr<net::Exchange>& exchange, const SiteFiles& files, const Route& route,
                bool revalidate) {
  const std::unique_ptr<const StaticFile> file = files.open(route.path);
  if (!file) return false;
  http::ResponseHead head;
  if (std::any_of(std::begin(kPacked), std::end(kPacked), [&](ContentCoding coding) { return file->has(coding); }))
    head.add("Vary", "Accept-Encoding");
  const std::optional<ContentCoding> form = choose_form(exchange->head(), *file);
  if (!form) {
    head.status = 406;
    exchange->respond(std::move(head), {});
    return true;
  }
  const std::string etag = file->etag(*form);
  const http::Validators validators{etag, file->modified()};
  head.add("ETag", etag);
  if (file->modified() >= 0) head.add("Last-Modified", http::format_date(file->modified()));
  const bool is_present = !route.version.empty() && file->content_hash().starts_with(route.version);
  if (is_present) head.add("Cache-Control", "public, max-age=31536000, immutable");
  else if (revalidate || !route.version.empty()) head.add("Cache-Control", "no-cache");
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
  send_content(exchange, std::move(head), *file, *form, validators, http::media_type_of(route.path));
  return true;
}

}  // namespace

void FileHandler::handle(SiteRequest& request) {
  const Route& file = request.route;
  const std::string_view method = request.exchange->head().method;
  if (method == "OPTIONS") return answer_options(*request.exchange, kFileMethods);
  if (!is_method_in(method, kFileMethods))
    return pages_.answer_status(request, file.path, {405, {{"Allow", std::string(kFileMethods)}}},
                                "a static file allows only " + std::string(kFileMethods));
  if (!serve_file(request.exchange, request.site->webapp.files(), file, revalidate_))
    pages_.answer_status(request, file.path, {404, {}}, "there is nothing at `" + file.path + "`");
}

}  // namespace quire
