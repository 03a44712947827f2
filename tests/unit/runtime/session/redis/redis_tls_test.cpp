#include "runtime/session/redis/redis_tls.h"

#include "runtime/base/command.h"
#include "runtime/session/session_error.h"
#include "tests/unit/runtime/session/redis/redis_server.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

/// An authority, and a certificate of it for 127.0.0.1 and `localhost`.
class Certificates {
 public:
  Certificates() {
    const std::string folder = folder_.path();
    const std::string extension = folder_.write("extension", "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
    openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=test",
             "-days", "2", "-keyout", folder + "/ca.key", "-out", ca()});
    openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=server",
             "-keyout", key(), "-out", folder + "/csr"});
    openssl({"x509", "-req", "-in", folder + "/csr", "-CA", ca(), "-CAkey", folder + "/ca.key", "-CAcreateserial",
             "-days", "2", "-extfile", extension, "-out", certificate()});
  }
  std::string ca() const { return folder_.path("ca.pem"); }
  std::string key() const { return folder_.path("key.pem"); }
  std::string certificate() const { return folder_.path("certificate.pem"); }

 private:
  static void openssl(std::vector<std::string> words) {
    std::string line = "exec openssl";
    for (const std::string& word : words) line += " '" + word + "'";
    const Result<int> code = run_command({"sh", "-c", line + " 2>/dev/null"});
    REQUIRE(code);
    REQUIRE(*code == 0);
  }

  TemporaryFolder folder_;
};

std::string error_of(const SessionSettings& settings) {
  RedisLog log;
  try {
    new_redis(settings, log)->create();
  } catch (const SessionError& error) {
    return error.what();
  }
  return {};
}

TEST_CASE("redis with TLS", "[session]") {
  const Certificates certificates;
  RedisServer server(
      {"--tls-cert-file", certificates.certificate(), "--tls-key-file", certificates.key(), "--tls-ca-cert-file",
       certificates.ca(), "--tls-auth-clients", "no", "--bind", "127.0.0.1 127.0.0.2"},
      RedisServer::Listens::kTls);
  SessionSettings settings = redis_settings("rediss://127.0.0.1:" + server.port());
  settings.redis.ca_file = certificates.ca();
  // Not compressed.
  settings.shared.compress_from = 0;
  RedisLog log;
  for (const char* host : {"127.0.0.1", "localhost"}) {
    settings.redis.url = std::string("rediss://") + host + ":" + server.port();
    const auto store = new_redis(settings, log);
    const std::unique_ptr<StoredSession> session = store->create();
    // Many records of TLS.
    session->save("a", quire::store(std::string(500'000, 'x')));
    CHECK(store->find(session->state()->id, true)->load("a"));
    CHECK(store->status().retries == 0);
  }
  settings.redis.url = "rediss://127.0.0.2:" + server.port();
  CHECK(error_of(settings).find("its certificate is not trusted: IP address mismatch") != std::string::npos);
  settings.redis.url = "rediss://127.0.0.1:" + server.port();
  settings.redis.ca_file.clear();
  CHECK(error_of(settings).find("its certificate is not trusted") != std::string::npos);
  settings.redis.ca_file = certificates.key();
  CHECK(error_of(settings).find("(`ca_file`) cannot be read") != std::string::npos);
  // Without TLS at one end, neither answers.
  settings.shared.timeout = std::chrono::milliseconds(200);
  settings.redis.ca_file = certificates.ca();
  settings.redis.url = "redis://127.0.0.1:" + server.port();
  CHECK_FALSE(error_of(settings).empty());
  RedisServer plain({}, RedisServer::Listens::kTcp);
  settings.redis.url = "rediss://127.0.0.1:" + plain.port();
  CHECK_FALSE(error_of(settings).empty());
}

}  // namespace
}  // namespace quire
