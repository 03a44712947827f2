#ifndef QUIRE_RUNTIME_PAGE_PAGE_SESSION_H_
#define QUIRE_RUNTIME_PAGE_PAGE_SESSION_H_

#include "runtime/app/webapp.h"
#include "runtime/page/page_request.h"
#include "runtime/page/page_response.h"

#include <quire/session.h>

#include <memory>
#include <optional>
#include <string>

namespace quire {

/// The session as one request sees it: looked up by the cookies when first used, created
/// when something is stored in it.
class PageSession final : public Session {
 public:
  PageSession(Webapp& webapp, const PageRequest& request, PageResponse& response)
      : webapp_(webapp), request_(request), response_(response) {}

  std::string_view id() override;
  /// The id if there is a session, else empty; creates none.
  std::string existing_id() const;
  bool is_new() const override;
  std::vector<std::string> names() const override;
  void remove(std::string_view name) override;
  void invalidate() override;
  void rotate_id() override;
  long long created() const override;
  long long last_accessed() const override;
  int max_inactive() const override;
  void set_max_inactive(int seconds) override;

 protected:
  std::optional<Stored> load(std::string_view name) const override;
  void save(std::string_view name, Stored stored) override;
  void change_stored(std::string_view name, Change change, void* closure) override;

 private:
  /// The session that the cookies referred to at first use, or the one created since; null if there is
  /// none.
  StoredSession* existing() const;
  /// Nullopt also if another request has ended it meanwhile.
  std::optional<StoredSession::State> state() const;
  StoredSession& required();
  std::string required_id();
  void send_cookie();

  Webapp& webapp_;
  const PageRequest& request_;
  PageResponse& response_;
  mutable std::unique_ptr<StoredSession> stored_;
  mutable bool was_looked_up_ = false;
  bool is_new_ = false;
  /// Keeps the view that `id()` returned valid if another request rotates the id.
  std::string id_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_SESSION_H_
