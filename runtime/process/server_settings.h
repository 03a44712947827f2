#ifndef QUIRE_RUNTIME_PROCESS_SERVER_SETTINGS_H_
#define QUIRE_RUNTIME_PROCESS_SERVER_SETTINGS_H_

#include "runtime/http/compression.h"
#include "runtime/http/forwarded.h"
#include "runtime/http/limits.h"
#include "runtime/log/log_settings.h"
#include "runtime/protocol/json_duration.h"
#include "runtime/serve/metrics_settings.h"
#include "runtime/serve/page_limits.h"
#include "runtime/session/session_settings.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace quire {

// The settings of a server, as `conf/server.toml` has them (`server_toml.h`), and as the supervisor
// passes them to its workers: a struct for each part. What is not described with
// `BOOST_DESCRIBE_STRUCT` does not reach the worker.

/// Where clients connect.
struct ConnectorSettings {
  /// As for `net::open_listener`: empty for all addresses.
  std::string address;
  /// 0 for any free port.
  std::uint16_t port = 8080;
  /// How many clients the system lets wait until they are accepted.
  int backlog = 1024;
  /// Each connection begins with a header of the PROXY protocol.
  bool proxy_protocol = false;
  /// The absolute path of a Unix socket to listen on, instead of the address and the port; empty for none.
  std::string unix_path;
  /// The permissions of that socket, of which clients need the one to write.
  unsigned unix_mode = 0660;

  /// Whether both are the same place, whatever their other settings.
  bool is_at(const ConnectorSettings& other) const {
    return unix_path.empty() ? other.unix_path.empty() && address == other.address && port == other.port
                             : unix_path == other.unix_path;
  }

  /// Whether the system allows only one of both.
  bool excludes(const ConnectorSettings& other) const {
    if (!unix_path.empty() || !other.unix_path.empty()) return unix_path == other.unix_path;
    return port != 0 && port == other.port && (address == other.address || address.empty() || other.address.empty());
  }

  friend bool operator==(const ConnectorSettings&, const ConnectorSettings&) = default;
};
BOOST_DESCRIBE_STRUCT(ConnectorSettings, (), (address, port, backlog, proxy_protocol, unix_path, unix_mode))

struct ThreadSettings {
  /// The number of event loops; 0 for one for each core.
  std::size_t loops = 0;
  /// For pages that block: of all loops together.
  std::size_t max = 200;
};
BOOST_DESCRIBE_STRUCT(ThreadSettings, (), (loops, max))

struct ServerSettings {
  /// The base folder, an absolute path; empty if there is none, as for a built site.
  std::string base;
  /// The folder for temporary files: `temp` in the base folder, if it is there.
  std::string temp = "/var/tmp";
  /// At least one. The supervisor listens on each, in this order.
  std::vector<ConnectorSettings> connectors = {{}};
  http::Limits limits;
  /// Of all connectors together; see `net::Server::Options`.
  std::size_t max_connections = 10'000;
  std::size_t max_memory = std::size_t{256} * 1024 * 1024;
  /// How long `/health` says that the server is about to end, before it stops accepting connections.
  std::chrono::milliseconds announcement{0};
  /// How long requests may take after that.
  std::chrono::milliseconds drain{10'000};
  /// How long they may take in a worker that another one has replaced.
  std::chrono::milliseconds retire{600'000};
  ThreadSettings threads;
  SessionSettings sessions;
  http::CompressionSettings compression;
  /// The types of files in `conf/mime.toml`; see `http::MediaTypes`.
  std::map<std::string, std::string, std::less<>> types;
  PageLimits pages;
  /// Pages that are not precompiled are compiled again when their files change; otherwise only for the next worker.
  bool recompiles = true;
  http::ProxySettings proxy;
  LogSettings log;
  MetricsSettings metrics;
};

namespace http {
BOOST_DESCRIBE_STRUCT(Limits, (),
                      (request_line, head, fields, body, form, upload, params, parts, part_head, body_memory,
                       chunk_extensions, trailers, spill, head_timeout, idle_timeout, body_timeout, body_rate,
                       write_timeout, write_rate, linger_timeout, linger_bytes, connections_per_address))
BOOST_DESCRIBE_STRUCT(CompressionSettings, (),
                      (files, pages, min_size, max_size, cache, gzip_level, brotli_level, zstd_level, types))
}  // namespace http

BOOST_DESCRIBE_STRUCT(SessionLimits, (), (sessions, total, session))
BOOST_DESCRIBE_ENUM(SessionSettings::Store, kDefault, kMemory, kLocal, kMemcached, kRedis)
BOOST_DESCRIBE_STRUCT(SessionSettings::Cookie, (), (name, same_site, path, is_secure, route))
BOOST_DESCRIBE_STRUCT(StoreAddress, (), (host, port, unix_path))
BOOST_DESCRIBE_STRUCT(SessionSettings::Node, (), (name, address))
BOOST_DESCRIBE_STRUCT(SessionSettings::Shared, (), (timeout, prefix, compress_from))
BOOST_DESCRIBE_STRUCT(SessionSettings::Memcached, (), (nodes, failover, is_sticky, copies_later))
BOOST_DESCRIBE_STRUCT(SessionSettings::Redis, (),
                      (url, sentinels, master, password, sentinel_password, ca_file, replicas))
BOOST_DESCRIBE_STRUCT(SessionSettings, (),
                      (store, is_durable, timeout, limits, cookie, ignore, shared, memcached, redis))

BOOST_DESCRIBE_STRUCT(ServerSettings, (),
                      (base, temp, connectors, limits, max_connections, max_memory, announcement, drain, retire,
                       threads, sessions, compression, types, pages, recompiles, proxy, log, metrics))
BOOST_DESCRIBE_STRUCT(PageLimits, (), (deadline, stuck, concurrency, memory))

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SERVER_SETTINGS_H_
