#include "runtime/session/redis/redis_refusal.h"

#include <array>
#include <string>

namespace quire {

namespace {

struct Refusal {
  std::string_view code;
  std::string_view advice;
};

constexpr std::array kRefusals = {
    Refusal{"READONLY", "it is a replica; `url` in [session] must name the primary, or `sentinels` those who know it"},
    Refusal{"NOREPLICAS",
            "too few replicas follow it closely enough (its `min-replicas-to-write`); start a replica, or look at why "
            "it lags"},
    Refusal{"LOADING", "it is still loading its data; try again shortly"},
    Refusal{"MASTERDOWN", "it is a replica without a primary; start the primary, or look at the Sentinels' logs"},
    Refusal{"MISCONF", "it cannot write to its disk; its log says why"},
    Refusal{"BUSY", "a script of another program keeps it busy"},
    Refusal{"NOAUTH", "it asks for a password: set `password` in [session]"},
    Refusal{
        "NOPERM",
        "its access list forbids a command; the user needs evalsha, eval, hmget, hget, hgetall, hset, hdel, exists, "
        "del, rename, pexpire, persist, pttl, time, scan, wait and ping for these keys"},
    Refusal{"MOVED", "it is part of a Redis Cluster; sessions need a primary with replicas"},
    Refusal{"CROSSSLOT", "it is part of a Redis Cluster; sessions need a primary with replicas"},
    Refusal{"CLUSTERDOWN", "it is part of a Redis Cluster; sessions need a primary with replicas"},
    Refusal{"UNBLOCKED", "it stopped being the primary meanwhile"},
    Refusal{"WRONGTYPE", "another program uses the keys of sessions; set another `prefix` in [session]"},
};

/// Sentences from elsewhere, kept short.
std::string shortened(std::string_view text) {
  constexpr std::size_t kMost = 200;
  return std::string(text.substr(0, kMost)) + (text.size() > kMost ? "…" : "");
}

}  // namespace

bool means_other_primary(const RedisReply& reply) {
  const std::string_view code = reply.error_code();
  return code == "READONLY" || code == "LOADING" || code == "MASTERDOWN" || code == "UNBLOCKED";
}

SessionError redis_refusal(std::string_view node, const RedisReply& reply) {
  const std::string begin = "the sessions' redis at " + std::string(node);
  const std::string_view code = reply.error_code();
  if (code == "OOM")
    return {SessionError::Kind::kFull, begin +
                                           " has no memory left for another session or a larger one: raise its "
                                           "`maxmemory`, or shorten the timeout of sessions"};
  for (const Refusal& refusal : kRefusals)
    if (refusal.code == code)
      return {SessionError::Kind::kUnavailable,
              begin + " refuses: " + std::string(refusal.advice) + " (" + shortened(reply.text) + ")"};
  const std::string text = reply.is_error() ? "answers: " + shortened(reply.text) : "answers what was not asked for";
  return {SessionError::Kind::kUnavailable, begin + " " + text};
}

}  // namespace quire
