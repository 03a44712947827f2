#include "runtime/http/conditional.h"

#include "runtime/http/characters.h"
#include "runtime/http/date.h"

#include <optional>

namespace quire::http {
namespace {

bool is_weak(std::string_view etag) { return etag.starts_with("W/"); }
std::string_view opaque(std::string_view etag) { return is_weak(etag) ? etag.substr(2) : etag; }

/// Takes the next entity tag off a list; empty at the end, or if the rest is malformed.
std::string_view take_etag(std::string_view& list) {
  while (!list.empty() && (is_blank(list.front()) || list.front() == ',')) list.remove_prefix(1);
  const std::size_t open = is_weak(list) ? 2 : 0;
  if (list.size() <= open || list[open] != '"') return {};
  const std::size_t close = list.find('"', open + 1);
  if (close == list.npos) return {};
  const std::string_view etag = list.substr(0, close + 1);
  list.remove_prefix(close + 1);
  while (!list.empty() && is_blank(list.front())) list.remove_prefix(1);
  return list.empty() || list.front() == ',' ? etag : std::string_view();
}

/// Whether any field with that name lists `etag`; nullopt if there is no such field.
std::optional<bool> listed(const RequestHead& request, std::string_view name, std::string_view etag, bool weak) {
  std::optional<bool> result;
  for (const FieldView& field : request.fields())
    if (equals_ignoring_case(field.name, name))
      result = result.value_or(false) || etag_in_list(field.value, etag, weak);
  return result;
}

/// Whether the file has changed since the date in that field; nullopt if there is no date to
/// compare with. Several dates are none (sections 13.1.3 and 13.1.4).
std::optional<bool> changed_since(const RequestHead& request, std::string_view name, std::int64_t last_modified) {
  std::string_view value;
  for (const FieldView& field : request.fields()) {
    if (!equals_ignoring_case(field.name, name)) continue;
    if (value.data() != nullptr) return std::nullopt;
    value = field.value;
  }
  if (value.empty() || last_modified < 0) return std::nullopt;
  const std::optional<std::int64_t> date = parse_date(value);
  if (!date) return std::nullopt;
  return last_modified > *date;
}

}  // namespace

bool etag_in_list(std::string_view list, std::string_view etag, bool weak) {
  if (trim(list) == "*") return true;
  if (etag.empty() || (!weak && is_weak(etag))) return false;
  for (std::string_view each = take_etag(list); !each.empty(); each = take_etag(list)) {
    if (!weak && is_weak(each)) continue;
    if (opaque(each) == opaque(etag)) return true;
  }
  return false;
}

Condition evaluate_conditions(const RequestHead& request, const Validators& current) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (const auto match = listed(request, "If-Match", current.etag, false)) {
    if (!*match) return Condition::kFailed;
  } else if (const auto changed = changed_since(request, "If-Unmodified-Since", current.last_modified)) {
    if (*changed) return Condition::kFailed;
  }
  if (const auto match = listed(request, "If-None-Match", current.etag, true)) {
    if (*match) return reads ? Condition::kNotModified : Condition::kFailed;
  } else if (reads) {
    const auto changed = changed_since(request, "If-Modified-Since", current.last_modified);
    if (changed && !*changed) return Condition::kNotModified;
  }
  return Condition::kProceed;
}

}  // namespace quire::http
