#include "runtime/session/session_record.h"

#include "runtime/session/session_id.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string>

namespace quire {
namespace {

std::string text(const SessionRecord& record) {
  const auto bytes = record.bytes();
  return {bytes.data(), bytes.size()};
}

TEST_CASE("a record is read as it was written") {
  SessionRecord record;
  record.created = 1'700'000'000;
  record.last_accessed = 1'700'000'100;
  record.max_inactive = -1;
  record.attributes = 3;
  record.size = 1'000;
  record.was_seen_again = true;
  CHECK(SessionRecord::read(text(record)) == record);
  CHECK(SessionRecord::read(text({})) == SessionRecord());
}

TEST_CASE("bytes that are not a record are refused") {
  const std::string good = text({});
  CHECK_FALSE(SessionRecord::read({}));
  CHECK_FALSE(SessionRecord::read(good.substr(1)));
  CHECK_FALSE(SessionRecord::read(good + "x"));
  CHECK_FALSE(SessionRecord::read(std::string(good.size(), '\0')));
  SessionRecord record;
  record.last_accessed = std::numeric_limits<std::int64_t>::max();
  CHECK_FALSE(SessionRecord::read(text(record)));
  record.last_accessed = 0;
  record.created = -1;
  CHECK_FALSE(SessionRecord::read(text(record)));
}

TEST_CASE("a session never ends early, and at most a tenth late") {
  SessionRecord record;
  record.last_accessed = 1000;
  record.max_inactive = 1800;
  CHECK(record.touch_interval() == 60);
  CHECK(record.end() == 2860);
  record.max_inactive = 100;
  CHECK(record.touch_interval() == 10);
  CHECK(record.end() == 1110);
  record.max_inactive = 2;
  CHECK(record.end() == 1002);
  record.max_inactive = 0;
  CHECK(record.end() == 1000);
  record.max_inactive = -1;
  CHECK(record.touch_interval() == 60);
  CHECK(record.end() == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("a session that holds something is worth more, and most if its browser came back") {
  SessionRecord record;
  CHECK(record.rank() == SessionRank::kEmpty);
  record.was_seen_again = true;
  CHECK(record.rank() == SessionRank::kEmpty);
  record.attributes = 1;
  CHECK(record.rank() == SessionRank::kUsed);
  record.was_seen_again = false;
  CHECK(record.rank() == SessionRank::kNew);
}

TEST_CASE("a session's id and its octets") {
  const std::string id = new_session_id();
  REQUIRE(session_key(id));
  CHECK(session_id(*session_key(id)) == id);
  CHECK(session_key("000102030405060708090A0B0C0D0EFF")->back() == '\xFF');
  for (const char* bad : {"", "0", "000102030405060708090A0B0C0D0E0", "000102030405060708090a0b0c0d0e0f",
                          "000102030405060708090A0B0C0D0E0F0", "G00102030405060708090A0B0C0D0E0F"})
    CHECK_FALSE(session_key(bad));
}

TEST_CASE("places are ordered by rank, then by the end of the session") {
  const SessionKey key = *session_key("000102030405060708090A0B0C0D0EFF");
  const SessionKey other{};
  const SessionPlace place(SessionRank::kNew, 0x1'0000'00FF, key);
  CHECK(place.bytes() < SessionPlace(SessionRank::kUsed, 0, other).bytes());
  CHECK(place.bytes() < SessionPlace(SessionRank::kNew, 0x1'0000'0100, other).bytes());
  CHECK(place.bytes() > SessionPlace(SessionRank::kNew, 0xFFFF'FFFF, other).bytes());
  CHECK(place.bytes() > SessionPlace(SessionRank::kEmpty, std::numeric_limits<std::int64_t>::max(), other).bytes());
  const std::optional<SessionPlace> read = SessionPlace::read(place.bytes());
  REQUIRE(read);
  CHECK(*read == place);
  CHECK(read->rank() == SessionRank::kNew);
  CHECK(read->end() == 0x1'0000'00FF);
  CHECK(read->key() == key);
  CHECK_FALSE(SessionPlace::read(place.bytes().substr(1)));
  CHECK_FALSE(SessionPlace::read("\3" + std::string(place.bytes().substr(1))));
}

}  // namespace
}  // namespace quire
