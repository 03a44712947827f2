#include "runtime/http/body/multipart_decoder.h"

#include "runtime/http/characters.h"

#include <string.h>
#include <algorithm>
#include <utility>

namespace quire::http {
namespace {

std::size_t find_octets(std::string_view text, std::string_view wanted) {
  const void* const found = ::memmem(text.data(), text.size(), wanted.data(), wanted.size());
  return found == nullptr ? text.npos : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

MultipartDecoder::MultipartDecoder(std::string_view boundary, const Limits& limits, PartSink& sink)
    : limits_(&limits), sink_(&sink), delimiter_("\r\n--" + std::string(boundary)) {
  // The first boundary may be at the beginning, where no line ends before it.
  buffer_ = "\r\n";
}

bool MultipartDecoder::refuse(Refusal refusal) {
  refusal_ = refusal;
  return false;
}

Refusal MultipartDecoder::take(std::string_view octets) {
  if (refusal_ || at_ == At::kEpilogue) return refusal_;
  buffer_ += octets;
  while (step()) {
  }
  buffer_.erase(0, at_octet_);
  at_octet_ = 0;
  return refusal_;
}

Refusal MultipartDecoder::end() {
  if (!refusal_ && at_ != At::kEpilogue) {
    if (at_ == At::kPreamble) refuse({400, "the form does not contain its boundary"});
    else if (at_ == At::kHead) refuse({400, "the form ends in the head of a part"});
    else refuse({400, "the form ends before its last boundary"});
  }
  return refusal_;
}

/// Returns false if more octets must arrive first, or nothing follows.
bool MultipartDecoder::step() {
  switch (at_) {
    case At::kPreamble:
      return take_preamble();
    case At::kBoundaryEnd:
      return take_boundary_end();
    case At::kHead:
      return take_head_line();
    case At::kContentStart:
      return take_content_start();
    case At::kContent:
      return take_content();
    case At::kEpilogue:
      break;
  }
  at_octet_ = buffer_.size();
  return false;
}

bool MultipartDecoder::take_preamble() {
  const std::size_t found = find_octets(waiting(), delimiter_);
  if (found == std::string_view::npos) {
    // A beginning of the boundary may be at the end.
    at_octet_ += waiting().size() - std::min(waiting().size(), delimiter_.size() - 1);
    return false;
  }
  at_octet_ += found + delimiter_.size();
  at_ = At::kBoundaryEnd;
  return true;
}

bool MultipartDecoder::take_boundary_end() {
  const std::string_view rest = waiting();
  if (rest.starts_with("--")) {
    at_ = At::kEpilogue;
    return true;
  }
  std::size_t size = 0;
  while (size < rest.size() && is_blank(rest[size])) ++size;
  if (size > limits_->part_head) return refuse({431, "the head of a part is too large"});
  const std::string_view line_end = rest.substr(size, 2);
  if (line_end.size() < 2 && (line_end.empty() || line_end == "\r" || (size == 0 && line_end == "-"))) return false;
  if (line_end != "\r\n") return refuse({400, "a boundary of the form is not on a line of its own"});
  if (++parts_ > limits_->parts) return refuse({413, "the form has too many parts"});
  at_octet_ += size + 2;
  at_ = At::kHead;
  head_ = {};
  head_octets_ = looked_at_ = 0;
  return true;
}

bool MultipartDecoder::take_head_line() {
  const std::string_view rest = waiting();
  const std::size_t end = rest.find('\n', looked_at_);
  looked_at_ = end == rest.npos ? rest.size() : 0;
  if (head_octets_ + std::min(end, rest.size()) > limits_->part_head)
    return refuse({431, "the head of a part is too large"});
  if (end == rest.npos) return false;
  if (end == 0 || rest[end - 1] != '\r') return refuse({400, "a line in the head of a part does not end in CR LF"});
  const std::string_view line = rest.substr(0, end - 1);
  if (line.empty()) {
    if (const Refusal refusal = head_.finish()) return refuse(refusal);
    if (const Refusal refusal = sink_->begin_part(head_.take())) return refuse(refusal);
    at_ = At::kContentStart;
    return true;
  }
  if (const Refusal refusal = head_.read(line)) return refuse(refusal);
  head_octets_ += end + 1;
  at_octet_ += end + 1;
  return true;
}

bool MultipartDecoder::take_content_start() {
  // If there is no content, the line end of the empty line may be that of the boundary.
  const std::string_view rest = waiting().substr(0, delimiter_.size());
  const bool may_be_delimiter = std::string_view(delimiter_).starts_with(rest);
  if (may_be_delimiter && rest.size() < delimiter_.size()) return false;
  if (!may_be_delimiter) at_octet_ += 2;
  at_ = At::kContent;
  return true;
}

bool MultipartDecoder::take_content() {
  const std::size_t found = find_octets(waiting(), delimiter_);
  if (found == std::string_view::npos) {
    pass_content(waiting().size() - std::min(waiting().size(), delimiter_.size() - 1));
    return false;
  }
  if (!pass_content(found)) return false;
  if (const Refusal refusal = sink_->end_part()) return refuse(refusal);
  at_octet_ += delimiter_.size();
  at_ = At::kBoundaryEnd;
  return true;
}

bool MultipartDecoder::pass_content(std::size_t size) {
  if (size == 0) return true;
  const Refusal refusal = sink_->take_part(waiting().substr(0, size));
  if (refusal) return refuse(refusal);
  at_octet_ += size;
  return true;
}

}  // namespace quire::http
