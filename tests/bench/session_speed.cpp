// What a request pays for its session, on one thread:
//   session_speed FOLDER SESSIONS REQUESTS
// Prints a line for each store: its name, and the microseconds of CPU time of a request that finds its session, reads
// an attribute of 500 bytes, and replaces it; that only finds and reads; and that creates a session and stores the
// attribute.
#include "runtime/session/local_store.h"
#include "runtime/session/memory_store.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

using namespace quire;

namespace {

constexpr std::size_t kOctets = 500;
/// Prime to any round number of sessions.
constexpr std::size_t kStride = 7919;

Stored value(int number) {
  std::string text(kOctets, 'x');
  text.replace(0, 12, std::to_string(1'000'000'000 + number));
  return store(text);
}

/// Microseconds of CPU time for each call: nothing waits for the disk.
double time_of(int count, const std::function<void(int)>& act) {
  const std::clock_t begin = std::clock();
  for (int index = 0; index < count; ++index) act(index);
  return 1e6 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / count;
}

void measure(const char* name, SessionStore& store, int sessions, int requests) {
  std::vector<std::string> ids;
  const double creation = time_of(sessions, [&](int index) {
    const auto session = store.create();
    session->save("cart", value(index));
    ids.push_back(session->state()->id);
  });
  // The second request of a session is more work, once.
  for (const std::string& id : ids) store.find(id);
  const auto find = [&](int index) { return store.find(ids[static_cast<std::size_t>(index) * kStride % ids.size()]); };
  const double reading = time_of(requests, [&](int index) {
    if (!find(index)->load("cart")) std::abort();
  });
  const double writing = time_of(requests, [&](int index) {
    const auto session = find(index);
    if (!session->load("cart")) std::abort();
    session->save("cart", value(sessions + index));
  });
  std::printf("%s %.3f %.3f %.3f\n", name, writing, reading, creation);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: session_speed FOLDER SESSIONS REQUESTS\n", stderr);
    return 2;
  }
  const int sessions = std::atoi(argv[2]);
  const int requests = std::atoi(argv[3]);
  SessionLimits limits;
  limits.total = std::size_t{4} << 30;
  LocalStore::Options options;
  options.path = std::string(argv[1]) + "/sessions.mdb";
  options.limits = limits;
  Result<std::unique_ptr<LocalStore>> local = LocalStore::open(std::move(options));
  if (!local) {
    std::fprintf(stderr, "session_speed: %s\n", local.error().sentence.c_str());
    return 1;
  }
  measure("local", **local, sessions, requests);
  MemoryStore memory({1800, limits, {}});
  measure("memory", memory, sessions, requests);
}
