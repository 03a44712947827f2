#include "runtime/session/new_store.h"

#include "runtime/session/local_store.h"
#include "runtime/session/memory_store.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace quire {
namespace {

using Store = SessionSettings::Store;

class Log {
 public:
  std::unique_ptr<SessionStore> store(Store kind, const std::string& file) {
    SessionSettings settings;
    settings.store = kind;
    settings.timeout = 77;
    return new_store(settings, "/shop", file, [this](std::string_view line) { text += line; });
  }

  std::string text;
};

TEST_CASE("sessions are kept in a file where there is one, unless memory is asked for", "[session]") {
  const TemporaryFolder folder;
  const std::string file = folder.path("a/b/sessions.mdb");
  Log log;
  for (const Store kind : {Store::kDefault, Store::kLocal}) {
    const auto store = log.store(kind, file);
    CHECK(dynamic_cast<LocalStore*>(store.get()) != nullptr);
    CHECK(store->max_inactive() == 77);
  }
  for (const auto& store : {log.store(Store::kMemory, file), log.store(Store::kDefault, "")}) {
    CHECK(dynamic_cast<MemoryStore*>(store.get()) != nullptr);
    CHECK(store->max_inactive() == 77);
  }
  CHECK(log.text.empty());
}

TEST_CASE("if the file cannot be used, sessions are in memory, or the site is refused", "[session]") {
  Log log;
  const auto store = log.store(Store::kDefault, "/proc/none/sessions.mdb");
  CHECK(dynamic_cast<MemoryStore*>(store.get()) != nullptr);
  CHECK(log.text.find("/proc/none/sessions.mdb") != std::string::npos);
  CHECK(log.text.find("kept in memory") != std::string::npos);
  CHECK_THROWS_AS(log.store(Store::kLocal, "/proc/none/sessions.mdb"), std::runtime_error);
  CHECK_THROWS_AS(log.store(Store::kLocal, ""), std::runtime_error);
}

}  // namespace
}  // namespace quire
