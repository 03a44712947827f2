// Serves a fixed response of 1,237 bytes with runtime/net, and status 200 to all other
// requests: measures the cost of HTTP without pages.
//   net_fixed PORT
#include "runtime/base/cores.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/server.h"

#include <cstdio>
#include <cstdlib>

namespace {

class FixedHandler final : public quire::net::Handler {
 public:
  void handle(std::shared_ptr<quire::net::Exchange> exchange) override {
    exchange->respond({200, {{"Content-Type", "text/html; charset=utf-8"}}}, body_);
  }

 private:
  const std::string body_ = std::string(1'237, 'x');
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: net_fixed PORT\n", stderr);
    return 2;
  }
  const auto listener = quire::net::open_listener("127.0.0.1", static_cast<std::uint16_t>(std::atoi(argv[1])));
  if (!listener) {
    std::fprintf(stderr, "net_fixed: %s\n", listener.error().sentence.c_str());
    return 1;
  }
  quire::net::EventLoops loops(quire::usable_cores(), {});
  FixedHandler handler;
  quire::net::Server server(loops, handler, {});
  server.listen(*listener);
  std::printf("listening on http://%s\n", quire::net::local_endpoint(*listener).text().c_str());
  std::fflush(stdout);
  loops.run();
}
