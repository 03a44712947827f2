#include "runtime/session/redis/redis_primary.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace quire {

namespace {

constexpr std::uint16_t kSentinelPort = 26379;

/// The role of the server at the other end; empty if we may not know it.
std::string role_of(RedisConnection& connection) {
  RedisCommands commands;
  commands.add({"ROLE"});
  const RedisReply role = connection.exchange(commands).front();
  if (role.is_error() && role.error_code() != "NOPERM") throw StoreFailure("it answers: " + role.text);
  return role.is_array() && !role.items.empty() ? role.items.front().text : std::string();
}

/// Returns false if the text is not such a number.
template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

RedisPrimary::RedisPrimary(const SessionSettings::Redis& settings, std::chrono::milliseconds timeout,
                           std::size_t most_octets)
    : settings_(settings) {
  std::optional<RedisUrl> url = parse_redis_url(settings.url, mistake_);
  if (!url) {
    mistake_ = "`url` in [session] cannot be used: " + mistake_;
    return;
  }
  url_ = *std::move(url);
  login_.user = url_.user;
  login_.password = settings.password.empty() ? url_.password : settings.password;
  login_.database = url_.database;
  login_.timeout = sentinel_login_.timeout = timeout;
  login_.most_octets = most_octets;
  sentinel_login_.password = settings.sentinel_password;
  for (const std::string& text : settings.sentinels) {
    std::optional<StoreAddress> address = parse_store_address(text, kSentinelPort);
    if (address) sentinels_.push_back(*std::move(address));
    else mistake_ = "`" + text + "` in `sentinels` is not an address such as `10.0.0.7:26379`";
  }
}

void RedisPrimary::load_trust() {
  // Read when it is needed, since a file that is missing at the start may be there later.
  if (!url_.is_encrypted || login_.trust) return;
  login_.trust = sentinel_login_.trust = std::make_shared<const RedisTrust>(settings_.ca_file);
}

RedisPrimary::Found RedisPrimary::try_address(const Named& named) try {
  Found found{named.address, named.epoch, resolve(named.address), nullptr};
  found.connection = connect(named.address, found.resolved);
  const std::string role = role_of(*found.connection);
  if (role == "slave")
    throw StoreFailure(has_sentinels() ? "it is a replica, and not yet the primary that the Sentinels call it"
                                       : "it is a replica, which cannot be written to; name the primary");
  return found;
} catch (const StoreFailure& failure) {
  throw StoreFailure(named.address.text() + " cannot be used: " + failure.what());
}

std::unique_ptr<RedisConnection> RedisPrimary::connect(const StoreAddress& address,
                                                       const std::vector<ResolvedAddress>& resolved) const {
  return std::make_unique<RedisConnection>(resolved, address.host, login_);
}

RedisPrimary::Named RedisPrimary::ask(const StoreAddress& sentinel) const try {
  RedisConnection connection(resolve(sentinel), sentinel.host, sentinel_login_);
  RedisCommands commands;
  commands.add({"SENTINEL", "GET-MASTER-ADDR-BY-NAME", settings_.master});
  commands.add({"SENTINEL", "MASTER", settings_.master});
  const std::vector<RedisReply> replies = connection.exchange(commands);
  const RedisReply& address = replies.front();
  if (address.is_error()) throw StoreFailure("it answers: " + address.text);
  if (!address.is_array() || address.items.size() != 2)
    throw StoreFailure("it does not know `" + settings_.master + "`; see `master` in [session]");
  Named named;
  named.address.host = address.items[0].text;
  if (named.address.host.empty() || !read_number(address.items[1].text, named.address.port) || named.address.port == 0)
    throw StoreFailure("it names an address that makes no sense");
  // Zero if we may not ask for it.
  const std::vector<RedisReply>& known = replies.back().items;
  for (std::size_t index = 0; index + 1 < known.size(); index += 2)
    if (known[index].text == "config-epoch") read_number(known[index + 1].text, named.epoch);
  return named;
} catch (const StoreFailure& failure) {
  throw StoreFailure("the Sentinel at " + sentinel.text() + " cannot be used: " + failure.what());
}

std::optional<RedisPrimary::Named> RedisPrimary::ask_sentinels(bool asks_silent, std::string& failure) {
  std::vector<StoreAddress> asked = std::exchange(sentinels_, {});
  if (asks_silent || asked.empty()) {
    const std::vector<StoreAddress> silent = std::exchange(silent_, {});
    asked.insert(asked.end(), silent.begin(), silent.end());
  }
  std::optional<Named> newest;
  for (const StoreAddress& sentinel : asked) try {
      Named named = ask(sentinel);
      sentinels_.push_back(sentinel);
      if (!newest || named.epoch > newest->epoch) newest = std::move(named);
    } catch (const StoreFailure& error) {
      failure = error.what();
      silent_.push_back(sentinel);
    }
  return newest;
}

RedisPrimary::Found RedisPrimary::find() {
  if (!mistake_.empty()) throw StoreFailure(mistake_);
  load_trust();
  if (!has_sentinels()) return try_address({url_.address, 0});
  std::string failure;
  const std::optional<Named> named = ask_sentinels(true, failure);
  if (!named) throw StoreFailure(failure);
  return try_address(*named);
}

bool RedisPrimary::has_moved_from(const StoreAddress& address, std::uint64_t epoch) {
  std::string failure;
  const std::optional<Named> named = ask_sentinels(false, failure);
  return named && named->address != address && named->epoch >= epoch;
}

}  // namespace quire
