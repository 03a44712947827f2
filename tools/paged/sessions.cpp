#include "runtime/protocol/web_toml.h"
#include "runtime/session/new_store.h"
#include "runtime/session/session_error.h"
#include "runtime/session/value_bytes.h"
#include "tools/paged/commands.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::paged {

namespace {

using Store = SessionSettings::Store;

/// A site and its store, which the running server uses at the same time.
struct OpenSite {
  std::string path;
  std::unique_ptr<SessionStore> store;
};

std::string shown(const std::string& context_path) { return context_path.empty() ? "/" : context_path; }

/// Null if its sessions are not where another process can see them.
std::unique_ptr<SessionStore> open_store(const SitePlan& site, const ServerSettings& server) {
  SessionSettings settings = with_settings(server.sessions, read_web_settings(site.root).session);
  if (settings.store == Store::kMemory) {
    std::fprintf(stderr, "paged sessions: those of %s are in the memory of the server, and cannot be seen from here\n",
                 shown(site.context_path).c_str());
    return nullptr;
  }
  const bool is_local = settings.store == Store::kDefault || settings.store == Store::kLocal;
  // It would be created.
  if (is_local && !boost::filesystem::exists(site.sessions)) return nullptr;
  if (is_local) settings.store = Store::kLocal;
  return new_store(settings, site.context_path, site.sessions, [](std::string_view line) {
    std::fprintf(stderr, "paged sessions: %.*s\n", static_cast<int>(line.size()), line.data());
  });
}

std::vector<OpenSite> open_sites(const SessionsOptions& options) {
  const ServerPlan server = plan(options.run);
  std::vector<OpenSite> sites;
  bool is_known = options.site.empty();
  for (const SitePlan& site : server.worker.sites) {
    if (!options.site.empty() && shown(site.context_path) != options.site) continue;
    is_known = true;
    if (std::unique_ptr<SessionStore> store = open_store(site, server.worker.settings))
      sites.push_back({shown(site.context_path), std::move(store)});
  }
  if (!is_known) throw UsageError("no site has the path " + options.site + "; it is for example / or /shop");
  return sites;
}

std::string time_text(long long seconds) {
  const std::time_t time = seconds;
  std::tm parts{};
  char text[32] = "";
  if (::localtime_r(&time, &parts) != nullptr) std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
  return text;
}

boost::json::value to_json_value(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      break;
    case Value::Kind::kBool:
      return value.as_bool();
    case Value::Kind::kInteger:
      return std::int64_t{value.as_integer()};
    case Value::Kind::kDouble:
      return value.as_double();
    case Value::Kind::kString:
      return boost::json::string(value.as_string());
    case Value::Kind::kTime:
      return boost::json::string(detail::time_text(value.as_time()));
    case Value::Kind::kList: {
      boost::json::array items;
      for (const Value& item : value.as_list()) items.push_back(to_json_value(item));
      return items;
    }
    case Value::Kind::kMap: {
      boost::json::object entries;
      for (const auto& [key, item] : value.as_map()) entries[std::string_view(key)] = to_json_value(item);
      return entries;
    }
    // Never stored.
    case Value::Kind::kObject:
      break;
  }
  return nullptr;
}

/// Without control characters, which could change what the terminal shows.
std::string printable(std::string_view text) {
  const std::string quoted = boost::json::serialize(boost::json::string(text));
  const bool is_plain = quoted.size() == text.size() + 2;
  return is_plain ? std::string(text) : quoted;
}

struct Sums {
  std::size_t attributes = 0;
  std::size_t octets = 0;
};

Sums sums_of(const StoredSession& session) {
  Sums sums;
  for (const std::string& name : session.names()) {
    ++sums.attributes;
    try {
      if (const std::optional<Stored> stored = session.load(name)) sums.octets += name.size() + octets_of(*stored);
    } catch (const std::runtime_error& damaged) {
      std::fprintf(stderr, "paged sessions: `%s` of the session %s: %s\n", printable(name).c_str(),
                   session.state().value_or(StoredSession::State()).id.c_str(), damaged.what());
    }
  }
  return sums;
}

void print_row(const std::string& site, const StoredSession& session) {
  const std::optional<StoredSession::State> state = session.state();
  if (!state) return;
  const Sums sums = sums_of(session);
  std::printf("%-32s  %-19s  %8lld  %10zu  %10zu  %s\n", state->id.c_str(), time_text(state->created).c_str(),
              std::max<long long>(std::time(nullptr) - state->last_accessed, 0), sums.attributes, sums.octets,
              site.c_str());
}

void print_session(const std::string& site, const StoredSession& session, const StoredSession::State& state,
                   bool with_values) {
  std::printf("session %s of %s\n", state.id.c_str(), site.c_str());
  std::printf("  created:      %s\n  last access:  %s\n", time_text(state.created).c_str(),
              time_text(state.last_accessed).c_str());
  if (state.max_inactive < 0) std::printf("  ends:         never\n");
  else std::printf("  ends:         after %d s without a request\n", state.max_inactive);
  for (const std::string& name : session.names()) {
    const std::optional<Stored> stored = session.load(name);
    if (!stored) continue;
    std::printf("  %s: %s", printable(name).c_str(), printable(stored->type).c_str());
    if (with_values) std::printf(" = %s", boost::json::serialize(to_json_value(stored->value)).c_str());
    std::printf("\n");
  }
}

/// The id in what was given, which may be a cookie's value.
std::string_view id_in(const std::string& given) {
  return std::string_view(given).substr(0, given.find_first_of("-."));
}

int list_sessions(const SessionsOptions& options) {
  std::size_t count = 0;
  const std::vector<OpenSite> sites = open_sites(options);
  for (const OpenSite& site : sites)
    site.store->for_each([&](std::string_view id) {
      const std::unique_ptr<StoredSession> session = site.store->find(id, /*prolongs=*/false);
      if (!session) return true;
      if (count++ == 0)
        std::printf("%-32s  %-19s  %8s  %10s  %10s  %s\n", "ID", "CREATED", "IDLE (s)", "ATTRIBUTES", "OCTETS", "SITE");
      if (count <= options.limit) print_row(site.path, *session);
      return count <= options.limit;
    });
  if (count > options.limit) std::printf("... and more; see --limit\n");
  else std::printf("%zu %s\n", count, count == 1 ? "session" : "sessions");
  return 0;
}

int show_session(const SessionsOptions& options) {
  if (options.id.empty()) throw UsageError("sessions show: give the id of a session");
  for (const OpenSite& site : open_sites(options)) {
    const std::unique_ptr<StoredSession> session = site.store->find(id_in(options.id), /*prolongs=*/false);
    const auto state = session ? session->state() : std::nullopt;
    if (!state) continue;
    print_session(site.path, *session, *state, options.with_values);
    return 0;
  }
  std::fprintf(stderr, "paged sessions: there is no session %s\n", options.id.c_str());
  return 1;
}

int expire_sessions(const SessionsOptions& options) {
  if (options.id.empty() && !options.idle)
    throw UsageError("sessions expire: give the id of a session, or --idle and a number of seconds (0 for all)");
  std::size_t count = 0;
  for (const OpenSite& site : open_sites(options)) {
    const auto expire = [&](std::string_view id) {
      const std::unique_ptr<StoredSession> session = site.store->find(id, /*prolongs=*/false);
      const auto state = session ? session->state() : std::nullopt;
      if (!state || (options.idle && std::time(nullptr) - state->last_accessed < *options.idle)) return true;
      site.store->remove(*session);
      ++count;
      return true;
    };
    if (options.id.empty()) site.store->for_each(expire);
    else expire(id_in(options.id));
  }
  if (count == 0 && !options.id.empty()) {
    std::fprintf(stderr, "paged sessions: there is no session %s\n", options.id.c_str());
    return 1;
  }
  std::printf("%zu %s ended\n", count, count == 1 ? "session has" : "sessions have");
  return 0;
}

}  // namespace

int manage_sessions(const SessionsOptions& options) {
  if (options.action == "list") return list_sessions(options);
  return options.action == "show" ? show_session(options) : expire_sessions(options);
}

}  // namespace quire::paged
