#include "runtime/net/exchange.h"

#include "runtime/net/connection.h"

namespace quire::net {

Exchange::~Exchange() {
  if (connection_) connection_->fail(*this);
}

const Endpoint& Exchange::remote() const { return connection_->remote(); }
const Endpoint& Exchange::local() const { return connection_->local(); }

bool Exchange::respond(http::ResponseHead head, std::string body) {
  return connection_->respond(*this, head, std::move(body));
}
bool Exchange::start(http::ResponseHead head) { return connection_->start_answer(*this, head); }
bool Exchange::write(std::string_view bytes) { return connection_->write(*this, bytes); }
std::size_t Exchange::unsent() const { return connection_->unsent(); }
bool Exchange::finish() { return connection_->finish(*this); }
void Exchange::fail() { connection_->fail(*this); }

}  // namespace quire::net
