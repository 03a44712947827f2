// Pages in your own server: a Boost.Beast server that handles one connection at a time.
//
//     ./server 8080   then open http://127.0.0.1:8080/ada; 0 selects any free port
#include "user.h"

#include <pages.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <cstdint>
#include <iostream>
#include <map>
#include <string>

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

namespace {

const std::map<std::string, User, std::less<>> kUsers = {
    {"/ada", {"Ada Lovelace", {"English", "French"}}},
    {"/bob", {"Bob <b>", {}}},
};

http::response<http::string_body> answer(const http::request<http::empty_body>& request) {
  http::response<http::string_body> response{http::status::ok, request.version()};
  response.set(http::field::content_type, "text/html;charset=UTF-8");
  const auto user = kUsers.find(std::string_view(request.target().data(), request.target().size()));
  if (user != kUsers.end()) {
    quire::Writer out;
    pages::profile(out, {.user = user->second});
    response.body() = out.text();
  } else {
    response.result(http::status::not_found);
    response.body() = "<p>There is no such user.</p>\n";
  }
  response.keep_alive(request.keep_alive());
  response.prepare_payload();
  return response;
}

void serve(tcp::socket socket) {
  boost::beast::flat_buffer buffer;
  boost::system::error_code error;
  for (;;) {
    http::request<http::empty_body> request;
    http::read(socket, buffer, request, error);
    if (error) return;
    const auto response = answer(request);
    http::write(socket, response, error);
    if (error || !response.keep_alive()) return;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto port = static_cast<std::uint16_t>(argc > 1 ? std::stoi(argv[1]) : 8080);
  boost::asio::io_context context;
  tcp::acceptor acceptor(context, {boost::asio::ip::address_v4::loopback(), port});
  std::cout << "listening on http://127.0.0.1:" << acceptor.local_endpoint().port() << std::endl;
  for (;;) serve(acceptor.accept());
}
