// What a request waits for a session that other machines share, on one thread:
//   shared_session_speed memcached REQUESTS NODE…
//   shared_session_speed redis REQUESTS URL REPLICAS
// Prints the median and the 99th percentile, in microseconds, of a request that finds its session and reads an
// attribute of 500 bytes; that also replaces it; and that creates a session and stores the attribute.
#include "runtime/session/new_store.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

using namespace quire;

namespace {

constexpr std::size_t kOctets = 500;
constexpr std::size_t kSessions = 1000;

Stored value(int number) {
  std::string text(kOctets, 'x');
  text.replace(0, 12, std::to_string(1'000'000'000 + number));
  return store(text);
}

void measure(const char* name, int count, const std::function<void(int)>& act) {
  std::vector<double> times;
  for (int index = 0; index < count; ++index) {
    const auto start = std::chrono::steady_clock::now();
    act(index);
    times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(times);
  std::printf("%s %.1f %.1f\n", name, times[times.size() / 2], times[times.size() * 99 / 100]);
}

void measure_all(SessionStore& store, int requests) {
  std::vector<std::string> ids;
  measure("create", static_cast<int>(kSessions), [&](int index) {
    const auto session = store.create();
    session->save("cart", value(index));
    ids.push_back(session->state()->id);
  });
  const auto find = [&](int index) { return store.find(ids[static_cast<std::size_t>(index) % ids.size()]); };
  measure("read", requests, [&](int index) {
    if (!find(index)->load("cart")) std::abort();
  });
  measure("write", requests, [&](int index) {
    const auto session = find(index);
    if (!session->load("cart")) std::abort();
    session->save("cart", value(index));
  });
}

SessionSettings settings_of(int argc, char** argv) {
  SessionSettings settings;
  if (std::string_view(argv[1]) == "redis") {
    settings.store = SessionSettings::Store::kRedis;
    settings.redis.url = argv[3];
    settings.redis.replicas = std::atoi(argv[4]);
    return settings;
  }
  settings.store = SessionSettings::Store::kMemcached;
  for (int index = 3; index < argc; ++index)
    if (const auto node = parse_node(argv[index])) settings.memcached.nodes.push_back(*node);
  return settings;
}

}  // namespace

int main(int argc, char** argv) {
  const bool is_redis = argc > 1 && std::string_view(argv[1]) == "redis";
  if (argc < (is_redis ? 5 : 4)) {
    std::fputs(
        "usage: shared_session_speed memcached REQUESTS NODE...\n"
        "       shared_session_speed redis REQUESTS URL REPLICAS\n",
        stderr);
    return 2;
  }
  const auto log = [](std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  };
  const auto store = new_store(settings_of(argc, argv), "", "", log);
  measure_all(*store, std::atoi(argv[2]));
}
