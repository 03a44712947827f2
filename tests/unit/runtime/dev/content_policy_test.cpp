#include "runtime/dev/content_policy.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

struct Admitted {
  std::string policy;
  std::string nonce;
};

Admitted admit(const std::string& policy, const std::string& authority = "localhost:80",
               const std::string& nonce = {}) {
  http::ResponseHead head{200, {{"content-security-policy", policy}}};
  const std::string needed = admit_client(head, authority, nonce);
  return {std::string(head.fields[0].value), needed};
}

TEST_CASE("a policy that lets the script be stays as it was written") {
  for (const char* policy : {
           "default-src 'self'",
           "script-src 'self' https://a.example; connect-src *; worker-src 'self'",
           "img-src 'none'; frame-ancestors 'none'",
           "script-src-elem 'self'; script-src 'none'; connect-src 'self'; child-src 'self'",
           "",
       }) {
    CAPTURE(policy);
    CHECK(admit(policy).policy == policy);
    CHECK(admit(policy).nonce.empty());
  }
}

TEST_CASE("only the server's own folder is let in where a policy keeps it out") {
  CHECK(admit("default-src 'none'").policy ==
        "default-src 'none'; script-src-elem localhost:80/_quire/; connect-src localhost:80/_quire/; "
        "worker-src localhost:80/_quire/");
  CHECK(admit("script-src 'none'; connect-src 'none'; worker-src 'none'").policy ==
        "script-src 'none'; connect-src localhost:80/_quire/; worker-src localhost:80/_quire/; "
        "script-src-elem localhost:80/_quire/");
  CHECK(admit("SCRIPT-SRC https://a.example 'unsafe-inline'").policy ==
        "SCRIPT-SRC https://a.example 'unsafe-inline'; "
        "script-src-elem https://a.example 'unsafe-inline' localhost:80/_quire/; "
        "worker-src https://a.example 'unsafe-inline' localhost:80/_quire/");
  CHECK(admit("default-src 'none'", "[::1]:80").policy ==
        "default-src 'none'; script-src-elem 'self'; connect-src 'self'; worker-src 'self'");
}

TEST_CASE("a nonce of the page is used") {
  const Admitted found = admit("script-src 'nonce-abc'; connect-src 'self'; worker-src 'self'");
  CHECK(found.policy == "script-src 'nonce-abc'; connect-src 'self'; worker-src 'self'");
  CHECK(found.nonce == "abc");
  const Admitted given =
      admit("script-src 'nonce-abc' 'nonce-xyz'; connect-src *; worker-src *", "localhost:80", "xyz");
  CHECK(given.policy == "script-src 'nonce-abc' 'nonce-xyz'; connect-src *; worker-src *");
  CHECK(given.nonce == "xyz");
}

TEST_CASE("a nonce is added only where inline scripts need one anyway") {
  const Admitted trusted = admit("script-src 'strict-dynamic' 'sha256-x'");
  CHECK(trusted.nonce.size() == 24);
  CHECK(trusted.policy ==
        "script-src 'strict-dynamic' 'sha256-x'; script-src-elem 'strict-dynamic' 'sha256-x' 'nonce-" + trusted.nonce +
            "'");
  CHECK(admit("script-src 'unsafe-inline'").nonce.empty());
  // Not the page's, which would let the page's scripts run.
  const Admitted other = admit("script-src 'strict-dynamic', script-src 'nonce-abc'; connect-src *", "h:1", "abc");
  CHECK(other.nonce.size() == 24);
  CHECK(other.policy == "script-src 'strict-dynamic'; script-src-elem 'strict-dynamic' 'nonce-" + other.nonce +
                            "', script-src 'nonce-abc'; connect-src *; script-src-elem 'nonce-abc' h:1/_quire/; "
                            "worker-src 'nonce-abc' h:1/_quire/");
}

TEST_CASE("each of several policies is amended, in one field or in more, also those that only report") {
  http::ResponseHead head{200,
                          {{"Content-Security-Policy", "connect-src 'none', img-src 'self'"},
                           {"X-Other", "connect-src 'none'"},
                           {"Content-Security-Policy-Report-Only", "connect-src 'none'"}}};
  admit_client(head, "h", "");
  CHECK(head.fields[0].value == "connect-src h/_quire/, img-src 'self'");
  CHECK(head.fields[1].value == "connect-src 'none'");
  CHECK(head.fields[2].value == "connect-src h/_quire/");
}

TEST_CASE("of two directives of a name the first counts") {
  CHECK(admit("connect-src 'none'; connect-src *").policy == "connect-src localhost:80/_quire/; connect-src *");
}

}  // namespace
}  // namespace quire
