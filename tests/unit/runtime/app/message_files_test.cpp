#include "runtime/app/message_files.h"

#include "runtime/app/disk_files.h"
#include "runtime/app/embedded_files.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <string>
#include <thread>
#include <vector>

namespace quire {
namespace {

TEST_CASE("bundles of a folder are read again when they have changed, between requests") {
  const TemporaryFolder folder;
  folder.write("WEB-INF/messages/m.properties", "a=1\n");
  const DiskFiles files(folder.path());
  std::vector<std::string> log;
  MessageFiles messages(files, [&](std::string_view line) { log.emplace_back(line); });
  const auto first = messages.find("m", "", 1);
  REQUIRE(first);
  CHECK(*first->find("a") == "1");
  CHECK_FALSE(messages.find("m", "de", 1));
  folder.write("WEB-INF/messages/m.properties", "a=two\n");
  folder.write("WEB-INF/messages/m_de.properties", "a=zwei\n");
  CHECK(messages.find("m", "", 1) == first);
  CHECK_FALSE(messages.find("m", "de", 1));
  CHECK(*messages.find("m", "", 2)->find("a") == "two");
  CHECK(*messages.find("m", "de", 2)->find("a") == "zwei");
  // Whoever has the old ones keeps them.
  CHECK(*first->find("a") == "1");
  CHECK(messages.find("m", "", 3) == messages.find("m", "", 4));
  CHECK(log.empty());
}

TEST_CASE("names from outside lead nowhere, in any number") {
  const TemporaryFolder folder;
  folder.write("secret.properties", "a=1\n");
  folder.write("WEB-INF/src/code.properties", "a=1\n");
  const DiskFiles files(folder.path());
  MessageFiles messages(files, [](std::string_view) {});
  for (const char* name : {"../../secret", "..", "", "/secret", "../src/code"}) CHECK_FALSE(messages.find(name, "", 1));
  CHECK_FALSE(messages.find("m", "../x", 1));
  for (int i = 0; i < 5000; ++i) CHECK_FALSE(messages.find("m", "l" + std::to_string(i), 1));
}

TEST_CASE("mistakes are logged when a file is read, other warnings once") {
  const TemporaryFolder folder;
  folder.write("WEB-INF/messages/m.properties", "a=1\nb=\xff\n");
  const DiskFiles files(folder.path());
  std::vector<std::string> log;
  MessageFiles messages(files, [&](std::string_view line) { log.emplace_back(line); });
  for (std::uint64_t request = 1; request < 4; ++request) CHECK(*messages.find("m", "", request)->find("a") == "1");
  REQUIRE(log.size() == 1);
  CHECK(log[0].starts_with(folder.path() + "/WEB-INF/messages/m.properties:2: not valid UTF-8"));
  messages.warn_once("a", "text");
  messages.warn_once("a", "text");
  messages.warn_once("b", "text");
  CHECK(log.size() == 3);
}

TEST_CASE("bundles of a site that is part of the program") {
  constexpr EmbeddedFile kFiles[] = {{"/WEB-INF/messages/m_de.properties", "0123456789abcdef", "a=1\n", {}, {}, {}}};
  const EmbeddedSite site{"", "shop", {}, kFiles, {}};
  const EmbeddedFiles files(site);
  MessageFiles messages(files, [](std::string_view) {});
  CHECK(*messages.find("m", "de", 1)->find("a") == "1");
  CHECK_FALSE(messages.find("m", "", 1));
}

TEST_CASE("threads share bundles") {
  const TemporaryFolder folder;
  folder.write("WEB-INF/messages/m.properties", "a=1\n");
  const DiskFiles files(folder.path());
  MessageFiles messages(files, [](std::string_view) {});
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 200; ++i) {
        const auto texts = messages.find("m", "", static_cast<std::uint64_t>(thread * 1000 + i + 1));
        if (!texts || *texts->find("a") != "1") std::abort();
        messages.warn_once(std::to_string(i), "text");
      }
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace quire
