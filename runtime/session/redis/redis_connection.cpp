#include "runtime/session/redis/redis_connection.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

namespace quire {

RedisConnection::RedisConnection(const std::vector<ResolvedAddress>& addresses, const std::string& host,
                                 const RedisLogin& login)
    : most_octets_(login.most_octets), trust_(login.trust), socket_(addresses, login.timeout) {
  if (trust_) tls_.emplace(*trust_, host, socket_);
  log_in(login);
}

void RedisConnection::log_in(const RedisLogin& login) {
  RedisCommands commands;
  if (!login.password.empty()) {
    if (login.user.empty()) commands.add({"AUTH", login.password});
    else commands.add({"AUTH", login.user, login.password});
  }
  const std::string database = std::to_string(login.database);
  if (login.database != 0) commands.add({"SELECT", database});
  // Refused while it loads its data, so that it is then not yet used.
  commands.add({"PING"});
  for (const RedisReply& reply : exchange(commands)) {
    if (!reply.is_error()) continue;
    if (reply.error_code() == "NOAUTH") throw StoreFailure("it asks for a password: set `password` in [session]");
    if (reply.error_code() == "WRONGPASS" || reply.text.find("invalid password") != std::string::npos)
      throw StoreFailure("it refuses the user or the password (" + reply.text + ")");
    throw StoreFailure("it answers: " + reply.text);
  }
}

std::vector<RedisReply> RedisConnection::exchange(const RedisCommands& commands) {
  socket_.begin();
  if (tls_) tls_->send(commands.bytes());
  else socket_.send(commands.bytes());
  std::vector<RedisReply> replies;
  std::array<char, 16384> bytes;
  std::size_t received = 0;
  while (replies.size() < commands.count()) {
    if (std::optional<RedisReply> reply = reader_.next()) {
      replies.push_back(*std::move(reply));
      continue;
    }
    if (received > most_octets_)
      throw StoreFailure("its answer has more than " + std::to_string(most_octets_) + " bytes");
    const std::size_t size =
        tls_ ? tls_->receive(bytes.data(), bytes.size()) : socket_.receive(bytes.data(), bytes.size());
    received += size;
    reader_.feed(std::string_view(bytes.data(), size));
  }
  return replies;
}

bool RedisConnection::is_quiet() const {
  char octet = 0;
  const ssize_t size = ::recv(socket_.descriptor(), &octet, 1, MSG_PEEK | MSG_DONTWAIT);
  return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace quire
