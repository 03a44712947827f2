#include "runtime/protocol/web_toml.h"

#include <fnmatch.h>

#include <algorithm>

namespace quire {
namespace {

using Group = WebSettings::Group;
using Mistake = WebSettings::Mistake;

template <typename T>
std::optional<T> most_specific(const std::vector<Group>& groups, std::string_view path,
                               std::optional<T> Group::* setting) {
  const UrlPattern* best = nullptr;
  std::optional<T> found;
  for (const Group& group : groups) {
    if (!(group.*setting)) continue;
    for (const UrlPattern& pattern : group.patterns) {
      if (!pattern.matches(path) || (best != nullptr && !pattern.is_more_specific_than(*best))) continue;
      best = &pattern;
      found = group.*setting;
    }
  }
  return found;
}

}  // namespace

WebSettings::Group WebSettings::group_of(std::string_view path) const {
  Group all;
  const auto take = [&](auto... setting) { ((all.*setting = most_specific(groups, path, setting)), ...); };
  take(&Group::scripting, &Group::el, &Group::is_xml, &Group::error_on_el_not_found, &Group::raw_is_error,
       &Group::pages, &Group::trim, &Group::escape, &Group::structure, &Group::nonce, &Group::buffer,
       &Group::content_type);
  const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  for (const Group& group : groups) {
    if (std::ranges::none_of(group.patterns, [&](const UrlPattern& pattern) { return pattern.matches(path); }))
      continue;
    append(all.preludes, group.preludes);
    append(all.codas, group.codas);
  }
  return all;
}

bool WebSettings::may_be_page(std::string_view path) const {
  const auto pages = most_specific(groups, path, &Group::pages);
  return !pages || pages->value;
}

bool WebSettings::is_ignored(const std::string& path) const {
  const auto matches = [](const std::string& pattern, const std::string& path) {
    if (pattern.find('/') == std::string::npos)
      return ::fnmatch(pattern.c_str(), path.c_str() + path.rfind('/') + 1, 0) == 0;
    return ::fnmatch(((pattern.starts_with('/') ? "" : "/") + pattern).c_str(), path.c_str(), FNM_PATHNAME) == 0;
  };
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (std::ranges::any_of(build.ignore, [&](const auto& pattern) { return matches(pattern.value, part); }))
      return true;
    if (end == std::string::npos) return false;
  }
}

const std::string* WebSettings::error_page_for(int status, std::string_view exception_type,
                                               const std::vector<std::string>& bases) const {
  const auto first = [&](int code, std::string_view type) -> const std::string* {
    const auto page = std::ranges::find_if(
        error_pages, [&](const ErrorPage& page) { return page.status == code && page.exception == type; });
    return page == error_pages.end() ? nullptr : &page->page;
  };
  std::vector<std::string_view> types = {exception_type};
  types.insert(types.end(), bases.begin(), bases.end());
  for (const std::string_view type : types)
    if (const std::string* page = type.empty() ? nullptr : first(0, type)) return page;
  const std::string* page = first(status, {});
  return page != nullptr ? page : first(0, {});
}

const Mistake* WebSettings::refusal() const {
  const auto found = std::ranges::find_if(mistakes, &Mistake::stops_server);
  return found == mistakes.end() ? nullptr : &*found;
}

bool is_page_path(std::string_view path) { return path.ends_with(".page") || path.ends_with(".pagex"); }

}  // namespace quire
