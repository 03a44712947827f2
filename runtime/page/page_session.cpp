#include "runtime/page/page_session.h"

#include "runtime/api/form/csrf_secret.h"
#include "runtime/session/session_error.h"
#include "runtime/session/session_id.h"

#include <stdexcept>
#include <utility>

namespace quire {

StoredSession* PageSession::existing() const {
  if (was_looked_up_) return stored_.get();
  const std::string& cookie = webapp_.session_cookie().name;
  for (const auto& [name, value] : request_.all_cookies()) {
    if (name != cookie) continue;
    const std::string_view id = parse_session_id(value);
    if (!id.empty()) stored_ = webapp_.sessions().find(id, webapp_.prolongs_session(request_.path()));
    if (stored_) break;
  }
  // Not if a store did not answer: a new session must not take the place of one that may be there.
  was_looked_up_ = true;
  return stored_.get();
}

std::optional<StoredSession::State> PageSession::state() const {
  const StoredSession* stored = existing();
  return stored == nullptr ? std::nullopt : stored->state();
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

std::string PageSession::required_id() {
  std::optional<StoredSession::State> state = required().state();
  if (!state) throw SessionError::ended();
  return std::move(state->id);
}

void PageSession::send_cookie() {
  id_ = required_id();
  const SessionSettings::Cookie& settings = webapp_.session_cookie();
  Cookie cookie;
  cookie.name = settings.name;
  cookie.value = id_;
  if (const std::string node = webapp_.sessions().node_of(*stored_); !node.empty()) cookie.value += "-" + node;
  if (!settings.route.empty()) cookie.value += "." + settings.route;
  cookie.path = settings.path;
  cookie.secure = settings.is_secure;
  cookie.same_site = settings.same_site;
  response_.forget_cookie(cookie.name);
  response_.add_cookie(cookie);
}

std::string_view PageSession::id() {
  id_ = required_id();
  return id_;
}

std::string PageSession::existing_id() const {
  const auto known = state();
  return known ? known->id : std::string();
}

bool PageSession::is_new() const { return is_new_ || !state(); }

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
  // Who knew the session before its user has logged in may have read its tokens.
  stored_->remove(form::kCsrfSecret);
  send_cookie();
}

long long PageSession::created() const {
  const std::optional<StoredSession::State> found = state();
  return found ? found->created : 0;
}

long long PageSession::last_accessed() const {
  const std::optional<StoredSession::State> found = state();
  return found ? found->last_accessed : 0;
}

int PageSession::max_inactive() const {
  const std::optional<StoredSession::State> found = state();
  return found ? found->max_inactive : webapp_.sessions().max_inactive();
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
