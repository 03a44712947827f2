#include "runtime/page/page_session.h"

#include "runtime/session/session_id.h"

#include <mutex>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

template <class T>
T read(const SessionState& state, T SessionState::* member) {
  const std::lock_guard lock(state.mutex);
  return state.*member;
}

}  // namespace

SessionState* PageSession::existing() const {
  if (!was_looked_up_) {
    was_looked_up_ = true;
    for (const auto& [name, value] : request_.cookies()) {
      if (name != kSessionCookie) continue;
      const std::string_view id = parse_session_id(value);
      if (!id.empty()) state_ = webapp_.sessions().find(id);
      if (state_) break;
    }
  }
  // Another request may have ended it meanwhile.
  if (state_ && !read(*state_, &SessionState::is_valid)) state_ = nullptr;
  return state_.get();
}

SessionState& PageSession::required() {
  if (SessionState* state = existing()) return *state;
  if (response_.is_committed())
    throw std::logic_error(
        "the response is committed: a session made now could not send its cookie; use it before the first flush");
  state_ = webapp_.sessions().create();
  is_new_ = true;
  send_cookie();
  return *state_;
}

void PageSession::send_cookie() {
  id_ = read(*state_, &SessionState::id);
  Cookie cookie;
  cookie.name = kSessionCookie;
  cookie.value = id_;
  response_.forget_cookie(kSessionCookie);
  response_.add_cookie(cookie);
}

std::string_view PageSession::id() {
  id_ = read(required(), &SessionState::id);
  return id_;
}

bool PageSession::is_new() const { return existing() == nullptr || is_new_; }

std::vector<std::string> PageSession::names() const {
  const SessionState* state = existing();
  return state == nullptr ? std::vector<std::string>() : state->attributes.names();
}

void PageSession::remove(std::string_view name) {
  if (SessionState* state = existing()) state->attributes.remove(name);
}

void PageSession::invalidate() {
  if (existing() == nullptr) return;
  webapp_.sessions().remove(state_);
  state_ = nullptr;
  is_new_ = false;
}

void PageSession::rotate_id() {
  if (response_.is_committed())
    throw std::logic_error(
        "the response is committed: the session's new id could not be sent; rotate it before the first flush");
  required();
  webapp_.sessions().rotate_id(state_);
  send_cookie();
}

long long PageSession::created() const {
  const SessionState* state = existing();
  return state == nullptr ? 0 : read(*state, &SessionState::created);
}

long long PageSession::last_accessed() const {
  const SessionState* state = existing();
  return state == nullptr ? 0 : read(*state, &SessionState::last_accessed);
}

int PageSession::max_inactive() const {
  const SessionState* state = existing();
  return state == nullptr ? webapp_.sessions().max_inactive() : read(*state, &SessionState::max_inactive);
}

void PageSession::set_max_inactive(int seconds) {
  SessionState& state = required();
  const std::lock_guard lock(state.mutex);
  state.max_inactive = seconds;
}

std::optional<Stored> PageSession::load(std::string_view name) const {
  const SessionState* state = existing();
  return state == nullptr ? std::nullopt : state->attributes.load(name);
}

void PageSession::save(std::string_view name, Stored stored) { required().attributes.save(name, std::move(stored)); }

void PageSession::change_stored(std::string_view name, Change change, void* closure) {
  required().attributes.change(name, change, closure);
}

}  // namespace quire
