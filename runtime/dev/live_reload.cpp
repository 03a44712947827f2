#include "runtime/dev/live_reload.h"

#include "runtime/http/url.h"
#include "runtime/protocol/private_path.h"
#include "runtime/session/session_id.h"

#include <quire/writer.h>
#include <boost/json.hpp>

#include <algorithm>

namespace quire {

namespace {

namespace json = boost::json;

/// A client with more unread data than this is disconnected; it will reconnect.
constexpr std::size_t kMaxUnsent = 64 * 1024;

/// Whether editors save such a file next to the one being edited, for a moment or for good.
bool is_editor_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const bool digits = name.find_first_not_of("0123456789") == std::string_view::npos;
  return name.starts_with('.') || is_backup_name(name) || name.ends_with(".tmp") || digits;
}

std::string event(std::string_view name, const json::object& data) {
  return "event: " + std::string(name) + "\ndata: " + json::serialize(data) + "\n\n";
}

std::string_view state_of(const FoundPage& found) {
  if (found.failure) return "failed";
  return found.page ? "good" : "gone";
}

/// More than any page includes. A limit, because the text comes from clients.
constexpr std::size_t kMaxPages = 1000;

bool is_nonce(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_") ==
             std::string_view::npos;
}

}  // namespace

LiveReload::LiveReload() : boot_(new_session_id()) {}

std::string LiveReload::epoch() const {
  const std::lock_guard lock(mutex_);
  return boot_ + "." + std::to_string(changes_);
}

bool LiveReload::subscribe(const std::shared_ptr<net::Exchange>& exchange) {
  const std::lock_guard lock(mutex_);
  const auto is_same_client = [&](const auto& other) { return other->remote().address == exchange->remote().address; };
  const auto same = std::count_if(listeners_.begin(), listeners_.end(), is_same_client);
  if (static_cast<std::size_t>(same) >= kMaxPerClient) {
    const auto oldest = std::find_if(listeners_.begin(), listeners_.end(), is_same_client);
    (*oldest)->finish();
    listeners_.erase(oldest);
  }
  if (is_closed_ || listeners_.size() >= kMaxListeners) return false;
  exchange->start({200,
                   {{"Content-Type", "text/event-stream"},
                    {"Cache-Control", "no-store"},
                    {"Cross-Origin-Resource-Policy", "same-origin"},
                    {"X-Content-Type-Options", "nosniff"}}});
  exchange->write("retry: 300\n\n");
  listeners_.push_back(exchange);
  return true;
}

void LiveReload::send(std::string_view text) {
  std::erase_if(listeners_, [&](const std::shared_ptr<net::Exchange>& listener) {
    // Must not block, because builders call this.
    if (listener->unsent() <= kMaxUnsent) return !listener->write(text);
    listener->fail();
    return true;
  });
}

void LiveReload::beat() {
  const std::lock_guard lock(mutex_);
  send(": alive\n\n");
}

void LiveReload::changed(const std::string& context_path, const std::string& root, const SiteChange& change) {
  // A faster library for the same page is not a visible change.
  if (change.grade == ChangeGrade::kOptimized) return;
  if (!change.page.empty()) {
    const std::string text = event("page", {{"page", context_path + change.page},
                                            {"state", state_of(change.found)},
                                            {"version", version_of(change.found)}});
    const std::lock_guard lock(mutex_);
    return send(text);
  }
  const bool is_known = !change.file.empty();
  // Files next to a header outside the site are not part of the site.
  if (is_known && (is_editor_file(change.file) || !change.file.starts_with(root + "/"))) return;
  const std::lock_guard lock(mutex_);
  ++changes_;
  json::object data{{"site", context_path}, {"file", nullptr}, {"epoch", boot_ + "." + std::to_string(changes_)}};
  if (is_known) data["file"] = context_path + change.file.substr(root.size());
  send(event("file", data));
}

void LiveReload::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  for (const auto& listener : listeners_) listener->finish();
  listeners_.clear();
}

std::string write_shown_pages(const std::vector<ShownPage>& pages) {
  std::string text;
  for (const ShownPage& page : pages)
    text += (text.empty() ? "" : " ") + http::encode_path(page.path) + "@" + page.version;
  return text;
}

std::vector<ShownPage> read_shown_pages(std::string_view text) {
  std::vector<ShownPage> pages;
  while (!text.empty() && pages.size() < kMaxPages) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t at = one.rfind('@');
    const std::optional<std::string> path = http::percent_decode(one.substr(0, at));
    if (at != std::string_view::npos && path) pages.push_back({*path, std::string(one.substr(at + 1))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pages;
}

std::string LiveScript::html() const {
  Writer out;
  out.raw("<script type=\"module\" src=\"/_quire/live.js\" data-pages=\"")
      .escape_html(write_shown_pages(pages))
      .raw("\"");
  if (site) out.raw(" data-site=\"").escape_html(http::encode_path(*site)).raw("\"");
  std::string text(out.text());
  text += " data-epoch=\"" + epoch + "\"";
  if (is_error) text += " data-error";
  if (is_posted) text += " data-posted";
  if (is_nonce(nonce)) text += " nonce=\"" + nonce + "\"";
  return text + "></script>\n";
}

}  // namespace quire
