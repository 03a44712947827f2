#include "runtime/serve/file_answer.h"

#include "runtime/base/content_hash.h"
#include "runtime/http/conditional.h"
#include "runtime/http/content_coding.h"
#include "runtime/http/date.h"
#include "runtime/http/range.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace quire {

namespace {

using http::ContentCoding;

constexpr ContentCoding kPacked[] = {ContentCoding::kBrotli, ContentCoding::kZstd, ContentCoding::kGzip};
/// Compressing less takes about a millisecond, so the loop does it itself.
constexpr std::uint64_t kCompressedAtOnce = 32 * 1024;

net::Body body_of(net::BodyPiece&& piece) {
  return std::visit([](auto&& one) -> net::Body { return std::forward<decltype(one)>(one); }, std::move(piece));
}

/// A file on its way to a client.
class FileAnswer : public std::enable_shared_from_this<FileAnswer> {
 public:
  FileAnswer(std::shared_ptr<net::Exchange> exchange, std::shared_ptr<const StaticFile> file,
             const http::ResponseHead& head)
      : exchange_(std::move(exchange)),
        file_(std::move(file)),
        head_{head.status, http::FieldList(&exchange_->memory())},
        is_ok_(head_.status == 200) {
    for (const auto& [name, value] : head.fields) head_.add(name, value);
  }

  void set_caching(std::string_view value) { head_.set("Cache-Control", value); }
  /// Sends it in the encoding that the client prefers.
  void send();

 private:
  const http::RequestHead& request() const { return exchange_->head(); }
  std::optional<ContentCoding> choose_form() const;
  bool is_answered_by_conditions(ContentCoding form);
  void send_whole(ContentCoding form, net::BodyPiece body, std::uint64_t size);
  void send_coded(ContentCoding form);
  void send_made(ContentCoding form);
  void send_plain();
  void send_parts(const std::vector<http::Range>& parts);

  const std::shared_ptr<net::Exchange> exchange_;
  const std::shared_ptr<const StaticFile> file_;
  http::ResponseHead head_;
  /// Only a successful answer depends on conditions and ranges (RFC 9110, 13.2.1).
  const bool is_ok_;
};

/// Nullopt if the client accepts none.
std::optional<ContentCoding> FileAnswer::choose_form() const {
  // Ranges refer to the unencoded file, because a part of a compressed one is useless.
  if (is_ok_ && request().method == "GET" && request().has("Range") && http::accepts_identity(request()))
    return ContentCoding::kIdentity;
  return http::choose_coding(request(), [this](ContentCoding coding) { return file_->has(coding); });
}

void FileAnswer::send() {
  head_.set("X-Content-Type-Options", "nosniff");
  const auto has = [this](ContentCoding coding) { return file_->has(coding); };
  if (std::any_of(std::begin(kPacked), std::end(kPacked), has)) head_.add("Vary", "Accept-Encoding");
  const std::optional<ContentCoding> form = choose_form();
  if (!form) {
    head_.status = 406;
    exchange_->respond(head_, {});
  } else if (*form == ContentCoding::kIdentity) {
    send_plain();
  } else {
    send_coded(*form);
  }
}

/// Whether the client's copy decides the answer, which then is sent.
bool FileAnswer::is_answered_by_conditions(ContentCoding form) {
  const std::string etag = file_->etag(form);
  const http::Validators validators{etag, file_->modified()};
  head_.set("ETag", etag);
  if (file_->modified() >= 0) head_.set("Last-Modified", http::format_date(file_->modified()));
  switch (is_ok_ ? http::evaluate_conditions(request(), validators) : http::Condition::kProceed) {
    case http::Condition::kNotModified:
      head_.status = 304;
      exchange_->respond(head_, {});
      return true;
    case http::Condition::kFailed:
      exchange_->respond({412, {}}, {});
      return true;
    case http::Condition::kProceed:
      break;
  }
  return false;
}

void FileAnswer::send_whole(ContentCoding form, net::BodyPiece body, std::uint64_t size) {
  const std::string_view type = file_->media_type();
  head_.set("Content-Type", type.empty() ? "application/octet-stream" : type);
  if (form != ContentCoding::kIdentity) head_.add("Content-Encoding", http::name_of(form));
  else if (is_ok_) head_.set("Accept-Ranges", "bytes");
  if (exchange_->is_head()) {
    head_.set("Content-Length", std::to_string(size));
    exchange_->respond(head_, {});
    return;
  }
  exchange_->send(head_, body_of(std::move(body)));
}

void FileAnswer::send_coded(ContentCoding form) {
  std::optional<net::BodyPiece> body = file_->encoded(form);
  if (!body) {
    const auto make = [self = shared_from_this(), form] { self->send_made(form); };
    if (file_->size() <= kCompressedAtOnce || !exchange_->run_aside(make)) make();
    return;
  }
  if (is_answered_by_conditions(form)) return;
  const std::uint64_t size = net::size_of(*body);
  send_whole(form, *std::move(body), size);
}

void FileAnswer::send_made(ContentCoding form) {
  // A client that has a copy in this encoding got it from here, so it need not be made again.
  if (is_ok_ && http::etag_in_list(request().find("If-None-Match"), file_->etag(form), true)) {
    if (is_answered_by_conditions(form)) return;
  }
  std::optional<net::BodyPiece> body = file_->make(form);
  // Not worth it, or not now: few clients refuse what is not encoded.
  if (!body) return send_plain();
  if (is_answered_by_conditions(form)) return;
  const std::uint64_t size = net::size_of(*body);
  send_whole(form, *std::move(body), size);
}

void FileAnswer::send_plain() {
  if (is_answered_by_conditions(ContentCoding::kIdentity)) return;
  const std::uint64_t size = file_->size();
  http::Ranges ranges;
  if (is_ok_ && request().has("Range")) {
    ranges = http::requested_ranges(request(), {head_.find("ETag").value_or(""), file_->modified()}, size);
  }
  switch (ranges.kind) {
    case http::Ranges::Kind::kWhole:
      return send_whole(ContentCoding::kIdentity, exchange_->is_head() ? net::BodyPiece() : file_->part(0, size), size);
    case http::Ranges::Kind::kUnsatisfiable:
      head_.status = 416;
      head_.set("Accept-Ranges", "bytes");
      head_.set("Content-Range", http::unsatisfied_range(size));
      exchange_->respond(head_, {});
      return;
    case http::Ranges::Kind::kParts:
      return send_parts(ranges.parts);
  }
}

void FileAnswer::send_parts(const std::vector<http::Range>& parts) {
  head_.status = 206;
  head_.set("Accept-Ranges", "bytes");
  const std::string type(file_->media_type().empty() ? "application/octet-stream" : file_->media_type());
  if (parts.size() == 1) {
    head_.set("Content-Type", type);
    head_.set("Content-Range", http::content_range(parts[0], file_->size()));
    exchange_->send(head_, body_of(file_->part(parts[0].first, parts[0].size())));
    return;
  }
  // Random, so that nobody can write a file that contains it.
  const std::string boundary = unique_name() + unique_name();
  head_.set("Content-Type", "multipart/byteranges; boundary=" + boundary);
  std::vector<net::BodyPiece> pieces;
  std::string before = "--";
  for (const http::Range& part : parts) {
    pieces.emplace_back(before + boundary + "\r\nContent-Type: " + type +
                        "\r\nContent-Range: " + http::content_range(part, file_->size()) + "\r\n\r\n");
    pieces.emplace_back(file_->part(part.first, part.size()));
    before = "\r\n--";
  }
  pieces.emplace_back("\r\n--" + boundary + "--\r\n");
  exchange_->send(head_, std::move(pieces));
}

}  // namespace

int answer_with_file(const std::shared_ptr<net::Exchange>& exchange, const SiteFiles& files, const Route& route,
                     bool revalidate, const http::ResponseHead& head) {
  Result<std::shared_ptr<const StaticFile>> file = files.open(route.path);
  if (!file) return SiteFiles::is_shortage(file.error().code) ? 503 : 404;
  const bool is_present = !route.version.empty() && (*file)->content_hash().starts_with(route.version);
  const net::ExchangeAllocator<FileAnswer> memory(exchange);
  const auto answer = std::allocate_shared<FileAnswer>(memory, exchange, *std::move(file), head);
  if (is_present) answer->set_caching("public, max-age=31536000, immutable");
  else if ((revalidate || !route.version.empty()) && !head.find("Cache-Control")) answer->set_caching("no-cache");
  answer->send();
  return 0;
}

}  // namespace quire
