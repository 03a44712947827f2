#include "runtime/page/page_session.h"

#include "runtime/session/session_id.h"

#include <stdexcept>
#include <utility>

namespace quire {

StoredSession* PageSession::existing() const {
  if (!was_looked_up_) {
    was_looked_up_ = true;
    for (const auto& [name, value] : request_.cookies()) {
      if (name != kSessionCookie) continue;
      const std::string_view id = parse_session_id(value);
      if (!id.empty()) stored_ = webapp_.sessions().find(id);
      if (stored_) break;
    }
  }
  // Another request may have invalidated it meanwhile.
  if (stored_ && !stored_->is_valid()) stored_ = nullptr;
  return stored_.get();
}

StoredSession& PageSession::required() {
  if (StoredSession* stored = existing()) return *stored;
  if (response_.is_committed())
    throw std::logic_error(
        "the response is committed: a new session's cookie could not be sent; use the session before the first flush");
  stored_ = webapp_.sessions().create();
  is_new_ = true;
  send_cookie();
  return *stored_;
}

void PageSession::send_cookie() {
  id_ = stored_->state().id;
  Cookie cookie;
  cookie.name = kSessionCookie;
  cookie.value = id_;
  response_.forget_cookie(kSessionCookie);
  response_.add_cookie(cookie);
}

std::string_view PageSession::id() {
  id_ = required().state().id;
  return id_;
}

bool PageSession::is_new() const { return existing() == nullptr || is_new_; }

std::vector<std::string> PageSession::names() const {
  const StoredSession* stored = existing();
  return stored == nullptr ? std::vector<std::string>() : stored->names();
}

void PageSession::remove(std::string_view name) {
  if (StoredSession* stored = existing()) stored->remove(name);
}

void PageSession::invalidate() {
  if (existing() == nullptr) return;
  webapp_.sessions().remove(*stored_);
  stored_ = nullptr;
  is_new_ = false;
}

void PageSession::rotate_id() {
  if (response_.is_committed())
    throw std::logic_error(
        "the response is committed: the session's new id could not be sent; rotate the id before the first flush");
  required();
  webapp_.sessions().rotate_id(*stored_);
  send_cookie();
}

long long PageSession::created() const {
  const StoredSession* stored = existing();
  return stored == nullptr ? 0 : stored->state().created;
}

long long PageSession::last_accessed() const {
  const StoredSession* stored = existing();
  return stored == nullptr ? 0 : stored->state().last_accessed;
}

int PageSession::max_inactive() const {
  const StoredSession* stored = existing();
  return stored == nullptr ? webapp_.sessions().max_inactive() : stored->state().max_inactive;
}

void PageSession::set_max_inactive(int seconds) { required().set_max_inactive(seconds); }

std::optional<Stored> PageSession::load(std::string_view name) const {
  const StoredSession* stored = existing();
  return stored == nullptr ? std::nullopt : stored->load(name);
}

void PageSession::save(std::string_view name, Stored stored) { required().save(name, std::move(stored)); }

void PageSession::change_stored(std::string_view name, Change change, void* closure) {
  required().change(name, change, closure);
}

}  // namespace quire
