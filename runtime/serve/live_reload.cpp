#include "runtime/serve/live_reload.h"

#include "runtime/http/url.h"

#include <algorithm>
#include <utility>

namespace quire {

namespace {

constexpr std::string_view kScript = R"js(// Reloads this page when the server says that it changed.
(() => {
  const pages = document.currentScript.dataset.pages;
  const source = new EventSource("/_quire/events?pages=" + encodeURIComponent(pages));
  source.addEventListener("reload", () => {
    source.close();
    location.reload();
  });
  addEventListener("pagehide", () => source.close());
})();
)js";

constexpr std::string_view kReloadEvent = "event: reload\ndata: {}\n\n";

/// `/a.page@version` and so on, separated by blanks: paths are encoded.
std::vector<ShownPage> parse_pages(std::string_view text) {
  std::vector<ShownPage> pages;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view one = text.substr(0, end);
    const std::size_t at = one.rfind('@');
    const std::optional<std::string> path = http::percent_decode(one.substr(0, at));
    if (at != std::string_view::npos && path) pages.push_back({*path, std::string(one.substr(at + 1))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pages;
}

/// Saved by editors beside what they edit.
bool is_editor_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const bool digits = name.find_first_not_of("0123456789") == std::string_view::npos;
  return name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || digits;
}

}  // namespace

std::string LiveReload::script_element(const std::vector<ShownPage>& pages) {
  std::string text;
  for (const ShownPage& page : pages)
    text += (text.empty() ? "" : " ") + http::encode_path(page.path) + "@" + page.version;
  return "<script src=\"" + std::string(kLiveScriptPath) + "\" data-pages=\"" + text + "\"></script>\n";
}

std::string_view LiveReload::script() { return kScript; }

void LiveReload::subscribe(const std::shared_ptr<net::Exchange>& exchange, std::string_view query,
                           const std::vector<std::shared_ptr<Site>>& sites) {
  http::Parameters params;
  if (!http::parse_form(query, params)) params.clear();
  auto listener = std::make_shared<Listener>();
  listener->exchange = exchange;
  for (const auto& [name, value] : params)
    if (name == "pages") listener->pages = parse_pages(value);
  exchange->start({200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}});
  {
    const std::lock_guard lock(mutex_);
    listeners_.push_back(listener);
  }
  exchange->write("retry: 300\n\n");
  // From here on changes are told; now those that were made before.
  for (const ShownPage& shown : listener->pages) {
    for (const std::shared_ptr<Site>& site : sites) {
      const std::string_view context = site->webapp.context_path();
      if (!shown.path.starts_with(context)) continue;
      site->pages->find(shown.path.substr(context.size()), [exchange, version = shown.version](const FoundPage& found) {
        const std::string now = found.page ? found.page->record().version : found.failure ? "failed" : "missing";
        if (now != version) exchange->write(kReloadEvent);
      });
      break;
    }
  }
}

void LiveReload::reload_if(const std::function<bool(const Listener&)>& is_old) {
  std::vector<std::shared_ptr<Listener>> old;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& listener : listeners_)
      if (is_old(*listener)) old.push_back(listener);
  }
  for (const auto& listener : old) {
    if (listener->exchange->write(kReloadEvent)) continue;
    const std::lock_guard lock(mutex_);
    std::erase(listeners_, listener);
  }
}

void LiveReload::changed(const std::string& context_path, const SiteChange& change) {
  if (change.page.empty()) {
    if (!is_editor_file(change.file)) reload_if([](const Listener&) { return true; });
    return;
  }
  const std::string path = context_path + change.page;
  const std::string version = change.found.page ? change.found.page->record().version : std::string();
  reload_if([&](const Listener& listener) {
    return std::any_of(listener.pages.begin(), listener.pages.end(),
                       [&](const ShownPage& shown) { return shown.path == path && shown.version != version; });
  });
}

void LiveReload::close() {
  const std::lock_guard lock(mutex_);
  for (const auto& listener : listeners_) listener->exchange->finish();
  listeners_.clear();
}

}  // namespace quire
