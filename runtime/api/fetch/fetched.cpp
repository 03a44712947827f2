#include "runtime/api/fetch/fetched.h"

#include "runtime/api/fetch/fetch_library.h"
#include "runtime/api/fetch/site_imports.h"

#include <quire/el_core.h>
#include <quire/page_control.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace quire::core {

namespace {

constexpr int kMostRedirects = 5;
constexpr int kFirstError = 400;
constexpr std::size_t kMostShown = 500;

using Clock = std::chrono::steady_clock;

[[noreturn]] void refuse(std::string_view url, const std::string& what) {
  const std::string shown = url.size() > kMostShown ? std::string(url.substr(0, kMostShown)) + "…" : std::string(url);
  throw el::Error("`" + shown + "` " + what);
}

std::string checked(const detail::SiteImports& site, std::string_view url, std::string_view from) {
  std::string why;
  if (auto allowed = site.allowed(url, why)) return *std::move(allowed);
  if (from.empty()) refuse(url, why);
  refuse(from, "redirects to `" + std::string(url.substr(0, kMostShown)) + "`, which " + why);
}

}  // namespace

Fetched fetch(PageContext& context, std::string_view url, std::string_view encoding) {
  const detail::SiteImports* site = PageControl::of(context).imports();
  if (site == nullptr)
    refuse(url, "is of another site, from which a page that is called as a function cannot import: fetch it in C++");
  const detail::SiteImports::Limits limits = site->limits();
  std::string next = checked(*site, url, {});
  const auto deadline = Clock::now() + std::chrono::milliseconds(limits.timeout);
  FetchLibrary::Rule rule{0, limits.max_body, std::string(encoding), std::string(limits.proxy),
                          std::string(limits.ca_file)};
  for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    rule.timeout = std::max(1L, static_cast<long>(rest.count()));
    std::string error;
    auto answer = fetch_library().fetch(next, rule, error);
    if (!answer && Clock::now() >= deadline)
      error = "has not answered within " + std::to_string(limits.timeout) + " ms (`[import] timeout` in web.toml)";
    if (!answer) refuse(next, error);
    if (answer->status >= kFirstError) refuse(next, "was answered with status " + std::to_string(answer->status));
    if (answer->location.empty()) return {std::move(answer->body), answer->is_html};
    next = checked(*site, answer->location, next);
  }
  refuse(url, "was redirected more than " + std::to_string(kMostRedirects) + " times");
}

}  // namespace quire::core
