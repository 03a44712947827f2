#include "runtime/http/body/body_decoder.h"

#include <algorithm>

namespace quire::http {

Refusal BodyDecoder::set_limit(std::uint64_t limit) {
  if (is_chunked_ && !chunks_) chunks_.emplace(*limits_, limit);
  else if (left_ > limit) refusal_ = {413, "the body is too large"};
  return refusal_;
}

BodyDecoder::State BodyDecoder::decode(std::string_view input, std::size_t& consumed, std::string& body) {
  consumed = 0;
  if (refusal_) return State::kRefused;
  if (is_chunked_) {
    if (!chunks_) chunks_.emplace(*limits_, UINT64_MAX);
    const State state = chunks_->decode(input, consumed, body);
    refusal_ = chunks_->refusal();
    return state;
  }
  consumed = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
  body += input.substr(0, consumed);
  left_ -= consumed;
  return left_ == 0 ? State::kComplete : State::kNeedMore;
}

}  // namespace quire::http
