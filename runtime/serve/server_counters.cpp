#include "runtime/serve/server_counters.h"

#include "runtime/base/check.h"
#include "runtime/serve/open_metrics.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iterator>
#include <map>
#include <utility>

namespace quire {
namespace {

using Counter = std::atomic<std::uint64_t>;
static_assert(Counter::is_always_lock_free, "counters are shared by processes");

/// Loops beyond this share.
constexpr std::size_t kLanes = 64;
constexpr std::size_t kClasses = 6;
constexpr std::size_t kNameSize = 192;
/// After those with fixed meanings.
constexpr std::uint32_t kFirstPage = 2;

struct Bound {
  std::uint64_t microseconds;
  const char* seconds;
};
constexpr Bound kBounds[] = {
    {100, "0.0001"},    {250, "0.00025"},   {500, "0.0005"},    {1'000, "0.001"},
    {2'500, "0.0025"},  {5'000, "0.005"},   {10'000, "0.01"},   {25'000, "0.025"},
    {50'000, "0.05"},   {100'000, "0.1"},   {250'000, "0.25"},  {500'000, "0.5"},
    {1'000'000, "1.0"}, {2'500'000, "2.5"}, {5'000'000, "5.0"}, {10'000'000, "10.0"},
};
constexpr std::size_t kBuckets = std::size(kBounds) + 1;

struct PageTimes {
  /// Not cumulative.
  std::array<Counter, kBuckets> buckets;
  Counter microseconds;
};

struct alignas(64) Lane {
  std::array<Counter, kClasses> classes;
  Counter bytes;
  Counter aborted;
  std::array<PageTimes, ServerCounters::kMaxPages> pages;
};

struct PageName {
  /// Set once the text is complete.
  std::atomic<std::uint32_t> is_ready;
  std::array<char, kNameSize> text;
};

std::uint64_t microseconds_since_1970() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

std::uint64_t read(const Counter& counter) { return counter.load(std::memory_order_relaxed); }
void add(Counter& counter, std::uint64_t number) { counter.fetch_add(number, std::memory_order_relaxed); }

}  // namespace

/// All zeros at first.
struct ServerCounters::Memory {
  /// To be changed with what follows.
  static constexpr std::uint64_t kVersion = 1;
  Counter version;
  /// When counting began, in microseconds since 1970.
  Counter created;
  std::array<Counter, kEvents> events;
  std::array<Counter, kGauges> gauges;
  std::atomic<std::uint32_t> page_count;
  std::array<PageName, kMaxPages> names;
  std::array<Lane, kLanes> lanes;

  /// Whatever a stray write of a page has left there.
  std::size_t pages() const { return std::min<std::size_t>(page_count.load(), kMaxPages); }
  std::string name(std::size_t page) const {
    const std::array<char, kNameSize>& text = names[page].text;
    return {text.data(), ::strnlen(text.data(), text.size())};
  }
};

Descriptor ServerCounters::memory(Descriptor used) {
  struct stat status{};
  std::uint64_t version = 0;
  if (used && ::fstat(used.get(), &status) == 0 && status.st_size == sizeof(Memory) &&
      ::pread(used.get(), &version, sizeof version, 0) == sizeof version && version == Memory::kVersion)
    return used;
  Descriptor memory(::memfd_create("quire-counters", MFD_CLOEXEC));
  if (!memory || ::ftruncate(memory.get(), sizeof(Memory)) != 0) return {};
  return memory;
}

ServerCounters::ServerCounters(int memory) {
  void* mapped = MAP_FAILED;
  if (memory >= 0) mapped = ::mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
  if (mapped == MAP_FAILED)
    mapped = ::mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  QUIRE_CHECK(mapped != MAP_FAILED, "there is memory for counters");
  memory_ = static_cast<Memory*>(mapped);
  memory_->version = Memory::kVersion;
  std::uint64_t unset = 0;
  memory_->created.compare_exchange_strong(unset, microseconds_since_1970());
  std::uint32_t none = 0;
  memory_->page_count.compare_exchange_strong(none, kFirstPage);
}

ServerCounters::~ServerCounters() { ::munmap(memory_, sizeof(Memory)); }

void ServerCounters::count(Event event, std::uint64_t times) {
  add(memory_->events[static_cast<std::size_t>(event)], times);
}

std::uint64_t ServerCounters::value(Event event) const {
  return read(memory_->events[static_cast<std::size_t>(event)]);
}

void ServerCounters::set(Gauge gauge, std::uint64_t value) {
  memory_->gauges[static_cast<std::size_t>(gauge)].store(value, std::memory_order_relaxed);
}

std::uint64_t ServerCounters::value(Gauge gauge) const {
  return read(memory_->gauges[static_cast<std::size_t>(gauge)]);
}

std::uint32_t ServerCounters::page_number(std::string_view name) {
  name = name.substr(0, kNameSize - 1);
  const auto find = [&](std::size_t from, std::size_t to) -> std::uint32_t {
    for (std::size_t page = from; page < to; ++page)
      if (memory_->names[page].is_ready != 0 && memory_->name(page) == name) return static_cast<std::uint32_t>(page);
    return kNoPage;
  };
  if (const std::uint32_t known = find(kFirstPage, memory_->pages()); known != kNoPage) return known;
  // Two that come at the same time may both add a name; `print` adds them up.
  const std::uint32_t page = memory_->page_count.load() < kMaxPages ? memory_->page_count.fetch_add(1) : kMaxPages;
  if (page >= kMaxPages) return kOtherPage;
  std::ranges::copy(name, memory_->names[page].text.begin());
  memory_->names[page].is_ready = 1;
  return page;
}

void ServerCounters::finished(std::size_t lane, const FinishedAnswer& answer) {
  Lane& counters = memory_->lanes[lane % kLanes];
  add(counters.classes[std::min<std::size_t>(static_cast<std::size_t>(answer.status) / 100, kClasses - 1)], 1);
  add(counters.bytes, answer.body_bytes);
  if (answer.is_aborted) add(counters.aborted, 1);
  PageTimes& times = counters.pages[std::min<std::size_t>(answer.page, kMaxPages - 1)];
  const auto taken = static_cast<std::uint64_t>(std::max<std::int64_t>(answer.taken.count() / 1000, 0));
  const auto* const bound = std::ranges::lower_bound(kBounds, taken, {}, &Bound::microseconds);
  add(times.buckets[static_cast<std::size_t>(bound - std::begin(kBounds))], 1);
  add(times.microseconds, taken);
}

namespace {

struct PageSum {
  std::array<std::uint64_t, kBuckets> buckets{};
  std::uint64_t microseconds = 0;

  void add(const PageTimes& times) {
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) buckets[bucket] += read(times.buckets[bucket]);
    microseconds += read(times.microseconds);
  }
  bool is_empty() const {
    return std::ranges::all_of(buckets, [](std::uint64_t count) { return count == 0; });
  }
};

void print_times(const std::map<std::string, PageSum>& pages, std::uint64_t created, OpenMetrics& metrics) {
  metrics.family("quire_request_duration_seconds", "histogram",
                 "Time from the end of a request's head to the end of its answer, by page.");
  for (const auto& [page, sum] : pages) {
    std::uint64_t count = 0;
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
      count += sum.buckets[bucket];
      const char* const bound = bucket < std::size(kBounds) ? kBounds[bucket].seconds : "+Inf";
      metrics.sample("_bucket", {{"page", page}, {"le", bound}}, count);
    }
    metrics.sample("_count", {{"page", page}}, count);
    metrics.seconds("_sum", {{"page", page}}, sum.microseconds);
    metrics.seconds("_created", {{"page", page}}, created);
  }
}

}  // namespace

void ServerCounters::print(std::string& out) const {
  OpenMetrics metrics(out);
  const std::uint64_t created = read(memory_->created);
  print_requests(metrics, created);
  const auto sample = [&](OpenMetrics::Labels labels, Event event) {
    metrics.sample("_total", labels, value(event));
    metrics.seconds("_created", labels, created);
  };
  metrics.family("quire_worker_starts", "counter", "Started worker processes.");
  sample({}, Event::kWorkerStarted);
  metrics.family("quire_worker_deaths", "counter", "Worker processes that ended unasked.");
  sample({}, Event::kWorkerDied);
  metrics.family("quire_page_faults", "counter", "Faults in the code of pages, each of which stopped a thread.");
  sample({}, Event::kPageFault);
  metrics.family("quire_compile_service_deaths", "counter", "Compile services that ended unasked.");
  sample({}, Event::kServiceDied);
  metrics.family("quire_page_builds", "counter", "Pages that were compiled, or failed to.");
  sample({{"result", "ok"}}, Event::kBuilt);
  sample({{"result", "failed"}}, Event::kBuildFailed);
  metrics.family("quire_log_lines_lost", "counter", "Lines for which a log was too slow or full.");
  sample({{"log", "access"}}, Event::kAccessLineLost);
  sample({{"log", "server"}}, Event::kServerLineLost);
}

void ServerCounters::print_requests(OpenMetrics& metrics, std::uint64_t created) const {
  std::array<std::uint64_t, kClasses> classes{};
  std::uint64_t bytes = 0;
  std::uint64_t aborted = 0;
  std::map<std::string, PageSum> pages;
  for (const Lane& lane : memory_->lanes) {
    std::uint64_t count = 0;
    for (std::size_t of = 0; of < kClasses; ++of) {
      classes[of] += read(lane.classes[of]);
      count += read(lane.classes[of]);
    }
    // Reading memory that nobody has used would allocate it.
    if (count == 0) continue;
    bytes += read(lane.bytes);
    aborted += read(lane.aborted);
    for (std::size_t page = 0; page < memory_->pages(); ++page)
      pages[page == kNoPage ? "(none)" : page == kOtherPage ? "(other)" : memory_->name(page)].add(lane.pages[page]);
  }
  std::erase_if(pages, [](const auto& page) { return page.second.is_empty(); });
  metrics.family("quire_requests", "counter", "Answered requests, by class of status.");
  for (std::size_t of = 1; of < kClasses; ++of) {
    const std::string name = std::to_string(of) + "xx";
    metrics.sample("_total", {{"class", name}}, classes[of]);
    metrics.seconds("_created", {{"class", name}}, created);
  }
  metrics.family("quire_response_body_bytes", "counter", "Octets of the bodies of all answers.");
  metrics.sample("_total", {}, bytes);
  metrics.seconds("_created", {}, created);
  metrics.family("quire_requests_aborted", "counter", "Requests whose client left before the answer was complete.");
  metrics.sample("_total", {}, aborted);
  metrics.seconds("_created", {}, created);
  print_times(pages, created, metrics);
}

}  // namespace quire
