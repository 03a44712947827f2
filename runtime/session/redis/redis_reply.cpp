#include "runtime/session/redis/redis_reply.h"

#include "runtime/session/store_socket.h"

#include <hiredis/hiredis.h>

#include <array>
#include <cstdlib>
#include <new>
#include <utility>

namespace quire {

std::string_view RedisReply::error_code() const {
  if (!is_error()) return {};
  const std::string_view whole = text;
  const std::string_view first = whole.substr(0, whole.find(' '));
  if (first != "ERR") return first;
  // ERR Error running script (call to f_…): @user_script:5: -READONLY You can't write against a read only replica.
  constexpr std::array<std::string_view, 6> kCodes = {"READONLY",   "NOREPLICAS", "OOM",
                                                      "MASTERDOWN", "MISCONF",    "LOADING"};
  for (const std::string_view code : kCodes)
    if (whole.find(": -" + std::string(code) + " ") != std::string_view::npos) return code;
  return first;
}

void RedisCommands::add(const std::vector<std::string_view>& words) {
  std::vector<const char*> starts;
  std::vector<std::size_t> sizes;
  starts.reserve(words.size());
  sizes.reserve(words.size());
  for (const std::string_view word : words) {
    starts.push_back(word.data());
    sizes.push_back(word.size());
  }
  char* command = nullptr;
  const int size = ::redisFormatCommandArgv(&command, static_cast<int>(words.size()), starts.data(), sizes.data());
  if (size < 0) throw std::bad_alloc();
  const std::unique_ptr<char, decltype(&::redisFreeCommand)> owner(command, &::redisFreeCommand);
  bytes_.append(command, static_cast<std::size_t>(size));
  ++count_;
}

/// What hiredis calls for each part of a reply. The parts are kept in their parents, and the root in the reader, so
/// that memory is used for what has arrived, not for what a length announces.
struct RedisReplyBuilder {
  static constexpr std::size_t kMostParts = std::size_t{1} << 20;

  static RedisReader& reader_of(const redisReadTask* task) { return *static_cast<RedisReader*>(task->privdata); }

  /// Returns null, which hiredis reports, if there is no memory; exceptions cannot pass through C.
  template <class Fill>
  static void* add(const redisReadTask* task, RedisReply::Kind kind, Fill fill) noexcept try {
    RedisReader& reader = reader_of(task);
    if (++reader.parts_ > kMostParts) return nullptr;
    RedisReply* reply = &reader.root_;
    // hiredis reads depth first, so that growing never moves a reply whose items are still missing.
    if (task->parent != nullptr) reply = &static_cast<RedisReply*>(task->parent->obj)->items.emplace_back();
    reply->kind = kind;
    fill(*reply);
    return reply;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }

  static void* add_string(const redisReadTask* task, char* bytes, std::size_t size) {
    RedisReply::Kind kind = RedisReply::Kind::kString;
    if (task->type == REDIS_REPLY_ERROR) kind = RedisReply::Kind::kError;
    if (task->type == REDIS_REPLY_STATUS) kind = RedisReply::Kind::kStatus;
    return add(task, kind, [&](RedisReply& reply) { reply.text.assign(bytes, size); });
  }
  static void* add_array(const redisReadTask* task, int) {
    return add(task, RedisReply::Kind::kArray, [](RedisReply&) {});
  }
  static void* add_integer(const redisReadTask* task, long long value) {
    return add(task, RedisReply::Kind::kInteger, [&](RedisReply& reply) { reply.integer = value; });
  }
  static void* add_nil(const redisReadTask* task) {
    return add(task, RedisReply::Kind::kNil, [](RedisReply&) {});
  }
  static void free(void*) {}

  static redisReplyObjectFunctions functions;
};

redisReplyObjectFunctions RedisReplyBuilder::functions = {&add_string, &add_array, &add_integer, &add_nil, &free};

RedisReader::RedisReader() : reader_(::redisReaderCreateWithFunctions(&RedisReplyBuilder::functions)) {
  if (reader_ == nullptr) throw std::bad_alloc();
  reader_->privdata = this;
}

RedisReader::~RedisReader() { ::redisReaderFree(reader_); }

void RedisReader::feed(std::string_view bytes) {
  // An error is reported by `next`.
  ::redisReaderFeed(reader_, bytes.data(), bytes.size());
}

std::optional<RedisReply> RedisReader::next() {
  void* reply = nullptr;
  if (::redisReaderGetReply(reader_, &reply) != REDIS_OK)
    throw StoreFailure("what it answers is not the protocol of Redis: " + std::string(reader_->errstr));
  if (reply == nullptr) return std::nullopt;
  parts_ = 0;
  return std::exchange(root_, {});
}

}  // namespace quire
