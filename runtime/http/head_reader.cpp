#include "runtime/http/head_reader.h"

#include "runtime/http/characters.h"

#include <cstring>

namespace quire::http {

HeadReader::State HeadReader::refuse(int status, const char* reason) {
  refusal_ = {status, reason};
  return State::kRefused;
}

HeadReader::State HeadReader::scan(std::string_view gathered) {
  if (refusal_) return State::kRefused;
  if (!started_) {
    if (gathered.empty()) return State::kNeedMore;
    if (skipped_ == 0 && gathered[0] == '\r') {
      if (gathered.size() < 2) return State::kNeedMore;
      if (gathered[1] != '\n') return refuse(400, "a lone CR");
      skipped_ = line_start_ = scanned_ = 2;
    }
    if (gathered.size() == skipped_) return State::kNeedMore;
    // If it cannot begin a method, it can be refused before the line is complete.
    if (!is_token_char(gathered[skipped_])) return refuse(400, "an invalid request line");
    started_ = true;
  }
  for (;;) {
    const void* found = scanned_ < gathered.size()
                            ? std::memchr(gathered.data() + scanned_, '\n', gathered.size() - scanned_)
                            : nullptr;
    const std::size_t line_feed =
        found ? static_cast<std::size_t>(static_cast<const char*>(found) - gathered.data()) : gathered.size();
    const std::size_t end = found ? line_feed + 1 : line_feed;
    // Check the limits first, so that a head that arrives octet by octet exceeds the same one.
    if (lines_ == 0 && end - line_start_ > limits_->request_line) return refuse(414, "the request line is too long");
    if (end > limits_->head) return refuse(431, "the request head is too large");
    scanned_ = end;
    if (!found) return State::kNeedMore;
    if (line_feed == line_start_ || gathered[line_feed - 1] != '\r') return refuse(400, "a line does not end in CR LF");
    const std::string_view line = gathered.substr(line_start_, line_feed - 1 - line_start_);
    if (line.empty()) return lines_ == 0 ? refuse(400, "an empty request line") : State::kComplete;
    ++lines_;
    if (lines_ == 1 && line == "PRI * HTTP/2.0") return State::kHttp2Preface;
    if (lines_ - 1 > limits_->fields) return refuse(431, "too many header fields");
    line_start_ = end;
  }
}

}  // namespace quire::http
