#include "runtime/session/redis/redis_promise.h"

#include "runtime/session/redis/redis_reply.h"

#include <charconv>
#include <string_view>
#include <vector>

namespace quire {

namespace {

constexpr std::string_view kAppendOnly = "appendonly";
constexpr std::string_view kLeastReplicas = "min-replicas-to-write";
constexpr std::string_view kLongestLag = "min-replicas-max-lag";
constexpr std::string_view kPolicy = "maxmemory-policy";

/// The value of a setting of Redis; nullopt if we may not know it.
std::optional<std::string> value_of(const RedisReply& reply) {
  if (!reply.is_array() || reply.items.size() != 2 || !reply.items[1].is_string()) return std::nullopt;
  return reply.items[1].text;
}

int number(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

std::optional<int> replicas_in(const RedisReply& role) {
  if (!role.is_array() || role.items.size() != 3) return std::nullopt;
  return static_cast<int>(role.items[2].items.size());
}

std::optional<std::string> doubts_about_promise(RedisConnection& connection, const SessionSettings::Redis& settings) {
  constexpr int kMostLag = 10;
  constexpr std::size_t kFewestSentinels = 3;
  RedisCommands commands;
  for (const std::string_view name : {kAppendOnly, kPolicy, kLeastReplicas, kLongestLag})
    commands.add({"CONFIG", "GET", name});
  commands.add({"ROLE"});
  const std::vector<RedisReply> replies = connection.exchange(commands);
  std::vector<std::string> unknown;
  std::vector<std::string> missing;
  const auto check = [&](const RedisReply& reply, std::string_view name, auto is_good, const char* should_be) {
    const std::optional<std::string> value = value_of(reply);
    if (!value) unknown.push_back("`" + std::string(name) + "`");
    else if (!is_good(*value))
      missing.push_back("its `" + std::string(name) + "` is `" + *value + "` and should be " + should_be);
  };
  check(replies[0], kAppendOnly, [](const std::string& value) { return value == "yes"; }, "`yes`");
  check(replies[1], kPolicy, [](const std::string& value) { return value == "noeviction"; }, "`noeviction`");
  if (settings.replicas > 0) {
    check(replies[2], kLeastReplicas, [](const std::string& value) { return number(value) >= 1; }, "`1` or more");
    check(
        replies[3], kLongestLag,
        [](const std::string& value) { return number(value) > 0 && number(value) <= kMostLag; }, "at most `10`");
    const std::optional<int> replicas = replicas_in(replies[4]);
    if (replicas && *replicas < settings.replicas)
      missing.push_back("it has " + std::to_string(*replicas) + " replicas now, and with fewer than " +
                        std::to_string(settings.replicas) + " (`replicas` in [session]) each write fails");
    // A Sentinel may choose one that was not waited for.
    if (replicas && *replicas > settings.replicas)
      missing.push_back("it has " + std::to_string(*replicas) + " replicas, and `replicas` in [session] is " +
                        std::to_string(settings.replicas) + " and should be as many");
    if (settings.sentinels.size() < kFewestSentinels)
      missing.push_back("`sentinels` in [session] names " + std::to_string(settings.sentinels.size()) +
                        " and should name 3 or more");
  }
  std::vector<std::string> sentences;
  if (!unknown.empty()) sentences.push_back("its settings " + joined(unknown) + " could not be checked");
  if (!missing.empty())
    sentences.push_back(joined(missing) +
                        ". Until then, sessions are kept, but not each write: some may be lost when a redis dies");
  if (sentences.empty()) return std::nullopt;
  return sentences.size() == 1 ? sentences.front() : sentences.front() + "; " + sentences.back();
}

}  // namespace quire
