#include "runtime/dev/content_policy.h"

#include "runtime/base/ascii.h"
#include "runtime/page/page_response.h"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

namespace quire {

namespace {

using boost::algorithm::join;

constexpr std::string_view kBlanks = " \t\f";
constexpr std::string_view kNonceStart = "'nonce-";

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// A policy: a list of directives, each with a name and sources.
class Policy {
 public:
  using Directive = std::vector<std::string>;

  explicit Policy(std::string_view text) {
    for (const std::string& one : split(text, ";"))
      if (Directive words = split(one, kBlanks); !words.empty()) directives_.push_back(std::move(words));
  }

  /// The first of `names` that the policy has; null if it has none of them.
  const Directive* effective(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
      // If a directive is repeated, the first one counts.
      for (const Directive& directive : directives_)
        if (equals_ignoring_case(directive.front(), name)) return &directive;
    return nullptr;
  }

  /// Adds a source to the directive `name`, which inherits the sources of the effective
  /// directive if that is a different one.
  void add(std::string_view name, const Directive& effective, const std::string& source) {
    Directive wider = effective;
    wider.front() = name;
    std::erase_if(wider, [](const std::string& word) { return equals_ignoring_case(word, "'none'"); });
    wider.push_back(source);
    for (Directive& directive : directives_)
      if (equals_ignoring_case(directive.front(), name)) {
        directive = std::move(wider);
        return;
      }
    directives_.push_back(std::move(wider));
  }

  std::string text() const {
    std::vector<std::string> parts;
    for (const Directive& directive : directives_) parts.push_back(join(directive, " "));
    return join(parts, "; ");
  }

 private:
  std::vector<Directive> directives_;
};

bool has(const Policy::Directive& directive, std::string_view source) {
  return std::any_of(directive.begin() + 1, directive.end(),
                     [&](const std::string& word) { return equals_ignoring_case(word, source); });
}

bool allows_own_origin(const Policy::Directive& directive) { return has(directive, "'self'") || has(directive, "*"); }

const Policy::Directive* script_directive(const Policy& policy) {
  return policy.effective({"script-src-elem", "script-src", "default-src"});
}

bool trusts_scripts_alone(const Policy::Directive& scripts) { return has(scripts, "'strict-dynamic'"); }

/// The nonce of the first directive for scripts that has one.
std::string find_nonce(const std::vector<Policy>& policies) {
  for (const Policy& policy : policies) {
    const Policy::Directive* scripts = script_directive(policy);
    if (scripts == nullptr) continue;
    for (const std::string& word : *scripts)
      if (word.size() > kNonceStart.size() &&
          equals_ignoring_case(std::string_view(word).substr(0, kNonceStart.size()), kNonceStart))
        return word.substr(kNonceStart.size(), word.size() - kNonceStart.size() - 1);
  }
  return {};
}

/// The page's nonce if all policies that need one have it; otherwise a new one, because
/// adding the page's would allow more of its scripts to run.
std::string choose_nonce(const std::vector<Policy>& policies, std::string nonce) {
  if (nonce.empty()) nonce = find_nonce(policies);
  for (const Policy& policy : policies) {
    const Policy::Directive* scripts = script_directive(policy);
    if (scripts != nullptr && trusts_scripts_alone(*scripts) && !has(*scripts, "'nonce-" + nonce + "'"))
      return new_csp_nonce();
  }
  return nonce;
}

void admit_script(Policy& policy, const std::string& source, const std::string& nonce) {
  const Policy::Directive* scripts = script_directive(policy);
  if (scripts == nullptr || has(*scripts, "'nonce-" + nonce + "'")) return;
  // With 'strict-dynamic', addresses are ignored. Without it, a nonce would disable 'unsafe-inline'.
  if (trusts_scripts_alone(*scripts)) policy.add("script-src-elem", *scripts, "'nonce-" + nonce + "'");
  else if (!allows_own_origin(*scripts)) policy.add("script-src-elem", *scripts, source);
}

void admit_fetches(Policy& policy, const std::string& source) {
  const Policy::Directive* fetches = policy.effective({"connect-src", "default-src"});
  if (fetches != nullptr && !allows_own_origin(*fetches)) policy.add("connect-src", *fetches, source);
}

void admit_worker(Policy& policy, const std::string& source) {
  const Policy::Directive* workers = policy.effective({"worker-src", "child-src", "script-src", "default-src"});
  if (workers == nullptr || allows_own_origin(*workers)) return;
  // With 'strict-dynamic', trusted scripts may start workers, including the page's own.
  // Adding `worker-src` would forbid that.
  if (trusts_scripts_alone(*workers)) return;
  policy.add("worker-src", *workers, source);
}

bool is_policy(std::string_view field) {
  return equals_ignoring_case(field, "Content-Security-Policy") ||
         equals_ignoring_case(field, "Content-Security-Policy-Report-Only");
}

}  // namespace

std::string admit_client(http::ResponseHead& head, std::string_view authority, std::string nonce) {
  // The grammar of sources does not allow IPv6 addresses.
  const std::string source =
      authority.empty() || authority.starts_with('[') ? "'self'" : std::string(authority) + "/_quire/";
  std::vector<Policy> all;
  for (const auto& [name, value] : head.fields)
    if (is_policy(name))
      for (const std::string& text : split(value, ",")) all.emplace_back(text);
  nonce = choose_nonce(all, std::move(nonce));
  http::FieldList fields;
  for (const auto& [name, value] : head.fields) {
    if (!is_policy(name)) {
      fields.add(name, value);
      continue;
    }
    std::vector<std::string> amended;
    for (const std::string& text : split(value, ",")) {
      Policy policy(text);
      admit_script(policy, source, nonce);
      admit_fetches(policy, source);
      admit_worker(policy, source);
      amended.push_back(policy.text());
    }
    fields.add(name, join(amended, ", "));
  }
  head.fields = std::move(fields);
  return nonce;
}

}  // namespace quire
