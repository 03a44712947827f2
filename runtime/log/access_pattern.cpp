#include "runtime/log/access_pattern.h"

#include "runtime/base/ascii.h"
#include "runtime/http/cookies.h"
#include "runtime/log/escape.h"

#include <unistd.h>
#include <algorithm>
#include <charconv>
#include <utility>

namespace quire {

enum class AccessPattern::Part : unsigned char {
  kText,
  kClient,
  kPeer,
  kLocalAddress,
  kAskedPort,
  kLocalPort,
  kPeerPort,
  kBytesOrDash,
  kBytes,
  kMicroseconds,
  kMilliseconds,
  kSeconds,
  kFractionalSeconds,
  kBegunMilliseconds,
  /// Identity and user, which nobody tells.
  kNobody,
  kProtocol,
  kMethod,
  kPath,
  kQuery,
  kThread,
  kId,
  kRequestLine,
  kStatus,
  kSession,
  kClfDate,
  kDate,
  kEpochSeconds,
  kEpochMilliseconds,
  kMillisecondOfSecond,
  kHost,
  kConnection,
  kField,
  kResponseField,
  kCookie,
  kAttribute,
};

/// Translates a pattern.
class AccessPattern::Compiler {
 public:
  explicit Compiler(std::string_view pattern) : pattern_(pattern) {}

  Result<AccessPattern> compile() {
    while (at_ < pattern_.size()) {
      const std::size_t percent = std::min(pattern_.find('%', at_), pattern_.size());
      add_text(pattern_.substr(at_, percent - at_));
      at_ = percent;
      if (at_ < pattern_.size() && !read_code()) return Error{error_};
    }
    return std::move(result_);
  }

 private:
  using Part = AccessPattern::Part;

  void add_text(std::string_view text) {
    if (text.empty()) return;
    std::vector<Item>& items = result_.items_;
    if (items.empty() || items.back().part != Part::kText) items.push_back({Part::kText, {}, {}});
    append_escaped(text, items.back().text, /*in_quotes=*/false);
  }

  Item& add(Part part, std::string_view name = {}) {
    return result_.items_.emplace_back(Item{part, std::string(name), {}});
  }

  bool fail(std::string sentence) {
    error_ = "column " + std::to_string(start_ + 1) + " of the pattern: " + std::move(sentence);
    return false;
  }

  bool read_code() {
    start_ = at_++;
    if (at_ == pattern_.size()) return fail("`%` must be followed by a code; write `%%` for a percent sign");
    if (pattern_[at_] != '{') {
      const char code = pattern_[at_++];
      return add_plain(code) || fail("there is no code `%" + escaped({&code, 1}) + "`");
    }
    const std::size_t close = pattern_.find('}', at_);
    if (close == pattern_.npos || close + 1 == pattern_.size()) return fail("`%{` must end with `}` and a code");
    const std::string_view name = pattern_.substr(at_ + 1, close - at_ - 1);
    const char code = pattern_[close + 1];
    at_ = close + 2;
    return add_named(name, code);
  }

  bool add_plain(char code) {
    static constexpr std::pair<char, Part> kCodes[] = {
        {'a', Part::kClient},    {'A', Part::kLocalAddress}, {'b', Part::kBytesOrDash},
        {'B', Part::kBytes},     {'D', Part::kMicroseconds}, {'F', Part::kBegunMilliseconds},
        {'h', Part::kClient},    {'H', Part::kProtocol},     {'I', Part::kThread},
        {'l', Part::kNobody},    {'L', Part::kId},           {'m', Part::kMethod},
        {'p', Part::kAskedPort}, {'q', Part::kQuery},        {'r', Part::kRequestLine},
        {'s', Part::kStatus},    {'S', Part::kSession},      {'t', Part::kClfDate},
        {'T', Part::kSeconds},   {'u', Part::kNobody},       {'U', Part::kPath},
        {'v', Part::kHost},      {'X', Part::kConnection},
    };
    if (code == '%') return add_text("%"), true;
    const auto* const found = std::ranges::find(kCodes, code, &std::pair<char, Part>::first);
    if (found == std::end(kCodes)) return false;
    result_.needs_.local_end |= code == 'A';
    result_.needs_.session_id |= code == 'S';
    add(found->second);
    return true;
  }

  bool add_named(std::string_view name, char code) {
    switch (code) {
      case 'i':
        return add_field(Part::kField, name);
      case 'o':
        result_.needs_.response_fields = true;
        return add_field(Part::kResponseField, name);
      case 'c':
        return add_field(Part::kCookie, name);
      case 'r':
      case 's':
        if (!add_field(Part::kAttribute, name)) return false;
        result_.items_.back().index = result_.needs_.attributes.size();
        result_.needs_.attributes.push_back({std::string(name), code == 's'});
        return true;
      case 'a':
        return choose(name, {{"remote", Part::kClient}, {"peer", Part::kPeer}}, "remote, peer");
      case 'p':
        result_.needs_.local_end |= name == "local";
        return choose(name, {{"local", Part::kLocalPort}, {"remote", Part::kPeerPort}}, "local, remote");
      case 'T':
        return choose(name,
                      {{"us", Part::kMicroseconds},
                       {"ms", Part::kMilliseconds},
                       {"s", Part::kSeconds},
                       {"fracsec", Part::kFractionalSeconds}},
                      "us, ms, s, fracsec");
      case 't':
        return add_time(name);
      default:
        return fail("there is no code `%{…}" + escaped({&code, 1}) + "`");
    }
  }

  bool add_field(Part part, std::string_view name) {
    if (name.empty()) return fail("a name is missing in `{}`");
    add(part, name);
    return true;
  }

  bool choose(std::string_view name, std::initializer_list<std::pair<std::string_view, Part>> parts,
              const char* allowed) {
    for (const auto& [word, part] : parts)
      if (word == name) return add(part), true;
    return fail("`{" + escaped(name) + "}` must be one of: " + allowed);
  }

  bool add_time(std::string_view format) {
    const bool is_end = format.starts_with("end:");
    if (is_end || format.starts_with("begin:")) format.remove_prefix(format.find(':') + 1);
    if (format == "sec") add(Part::kEpochSeconds);
    else if (format == "msec") add(Part::kEpochMilliseconds);
    else if (format == "msec_frac") add(Part::kMillisecondOfSecond);
    else if (format.empty()) add(Part::kClfDate);
    else {
      Result<DateFormat> date = DateFormat::parse(format);
      if (!date) return fail(date.error().sentence);
      add(Part::kDate).date = *std::move(date);
    }
    result_.items_.back().is_end = is_end;
    return true;
  }

  const std::string_view pattern_;
  std::size_t at_ = 0;
  /// Of the code that is being read.
  std::size_t start_ = 0;
  std::string error_;
  AccessPattern result_;
};

Result<AccessPattern> AccessPattern::compile(std::string_view pattern) {
  if (pattern == "json") {
    AccessPattern json;
    json.is_json_ = true;
    return json;
  }
  if (pattern == "common") pattern = R"(%h %l %u %t "%r" %s %b)";
  if (pattern == "combined") pattern = R"(%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-Agent}i")";
  // Most likely a name that is misspelt: every line of the log would be the same.
  if (pattern.find('%') == pattern.npos)
    return Error{"a pattern has codes such as %h; without any, it must be `common`, `combined` or `json`"};
  return Compiler(pattern).compile();
}

namespace {

constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;

template <class Number>
void append_number(Number number, std::string& line) {
  char digits[24];
  line.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

/// With leading zeros.
void append_thousandths(std::int64_t number, std::string& line) {
  const char digits[] = {static_cast<char>('0' + number / 100), static_cast<char>('0' + number / 10 % 10),
                         static_cast<char>('0' + number % 10)};
  line.append(digits, sizeof digits);
}

/// Escaped, or `-`.
void append_value(std::string_view value, std::string& line) {
  if (value.empty()) line += '-';
  else append_escaped(value, line, /*in_quotes=*/true);
}

void append_thread(std::string& line) {
  thread_local const pid_t number = ::gettid();
  append_number(number, line);
}

int asked_port(const FinishedAnswer& answer) {
  if (answer.origin->port >= 0) return answer.origin->port;
  if (answer.head != nullptr && answer.head->port >= 0 && answer.origin->host.empty()) return answer.head->port;
  return answer.origin->is_secure ? kHttpsPort : kHttpPort;
}

std::string_view asked_host(const FinishedAnswer& answer) {
  if (!answer.origin->host.empty()) return answer.origin->host;
  return answer.head == nullptr ? std::string_view() : answer.head->host;
}

std::string_view protocol_of(const FinishedAnswer& answer) {
  if (answer.head == nullptr) return {};
  return answer.head->version_minor == 0 ? "HTTP/1.0" : "HTTP/1.1";
}

/// All fields with that name, separated by commas as in Tomcat.
void append_response_fields(const FinishedAnswer& answer, std::string_view name, std::string& line) {
  bool is_first = true;
  if (answer.response != nullptr) {
    for (const auto& [key, value] : answer.response->fields) {
      if (!equals_ignoring_case(key, name)) continue;
      if (!std::exchange(is_first, false)) line += ',';
      append_escaped(value, line, /*in_quotes=*/true);
    }
  }
  if (is_first) line += '-';
}

std::string_view cookie_of(const FinishedAnswer& answer, std::string_view name) {
  if (answer.head == nullptr) return {};
  std::vector<http::CookieView> cookies;
  for (const std::string_view field : answer.head->find_all("Cookie")) http::parse_cookies(field, cookies);
  const auto found = std::ranges::find(cookies, name, &http::CookieView::first);
  return found == cookies.end() ? std::string_view() : found->second;
}

std::int64_t milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

void append_json_member(const char* start, std::string_view value, std::string& line) {
  line += start;
  append_json(value, line);
}

void append_json_line(const FinishedAnswer& answer, WallTime began, std::string& line) {
  static const DateFormat kIso = *DateFormat::parse("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
  line += R"({"time":")";
  kIso.append(began, line);
  append_json_member(R"(","id":)", answer.id, line);
  append_json_member(R"(,"client":)", answer.origin->address, line);
  if (answer.head != nullptr) {
    append_json_member(R"(,"host":)", asked_host(answer), line);
    append_json_member(R"(,"method":)", answer.head->method, line);
    append_json_member(R"(,"path":)", answer.head->path, line);
    append_json_member(R"(,"query":)", answer.head->query, line);
    append_json_member(R"(,"protocol":)", protocol_of(answer), line);
    append_json_member(R"(,"referer":)", answer.head->find("Referer"), line);
    append_json_member(R"(,"user_agent":)", answer.head->find("User-Agent"), line);
  } else {
    append_json_member(R"(,"request":)", answer.request_line, line);
  }
  line += R"(,"status":)";
  append_number(answer.status, line);
  line += R"(,"bytes":)";
  append_number(answer.body_bytes, line);
  line += R"(,"microseconds":)";
  append_number(answer.taken.count() / 1000, line);
  line += R"(,"aborted":)";
  line += answer.is_aborted ? "true}" : "false}";
}

}  // namespace

void AccessPattern::append(const FinishedAnswer& answer, WallTime ended, std::string& line) const {
  if (is_json_) return append_json_line(answer, {ended.milliseconds - milliseconds(answer.taken)}, line);
  for (const Item& item : items_) append_item(item, answer, ended, line);
}

void AccessPattern::append_item(const Item& item, const FinishedAnswer& answer, WallTime ended, std::string& line) {
  const http::RequestHead* const head = answer.head;
  const std::int64_t taken = milliseconds(answer.taken);
  const WallTime time = item.is_end ? ended : WallTime{ended.milliseconds - taken};
  switch (item.part) {
    case Part::kText:
      line += item.text;
      return;
    case Part::kClient:
      return append_value(answer.origin->address, line);
    case Part::kPeer:
      return append_value(answer.peer.address, line);
    case Part::kLocalAddress:
      return append_value(answer.local.address, line);
    case Part::kAskedPort:
      return append_number(asked_port(answer), line);
    case Part::kLocalPort:
      return append_number(answer.local.port, line);
    case Part::kPeerPort:
      return append_number(answer.peer.port, line);
    case Part::kBytesOrDash:
      if (answer.body_bytes == 0) return append_value({}, line);
      return append_number(answer.body_bytes, line);
    case Part::kBytes:
      return append_number(answer.body_bytes, line);
    case Part::kMicroseconds:
      return append_number(answer.taken.count() / 1000, line);
    case Part::kMilliseconds:
      return append_number(taken, line);
    case Part::kSeconds:
      return append_number(taken / 1000, line);
    case Part::kFractionalSeconds:
      append_number(taken / 1000, line);
      line += '.';
      return append_thousandths(taken % 1000, line);
    case Part::kBegunMilliseconds:
      return append_number(milliseconds(answer.until_begun), line);
    case Part::kNobody:
      return append_value({}, line);
    case Part::kProtocol:
      return append_value(protocol_of(answer), line);
    case Part::kMethod:
      return append_value(head == nullptr ? std::string_view() : head->method, line);
    case Part::kPath:
      return append_value(head == nullptr ? std::string_view() : head->path, line);
    case Part::kQuery:
      if (head == nullptr || !head->has_query) return;
      line += '?';
      return append_escaped(head->query, line, /*in_quotes=*/true);
    case Part::kThread:
      return append_thread(line);
    case Part::kId:
      return append_value(answer.id, line);
    case Part::kRequestLine:
      return append_value(answer.request_line, line);
    case Part::kStatus:
      return append_number(answer.status, line);
    case Part::kSession:
      return append_value(answer.notes == nullptr ? std::string_view() : answer.notes->session_id, line);
    case Part::kClfDate:
      return append_clf_date(time.seconds(), line);
    case Part::kDate:
      return item.date->append(time, line);
    case Part::kEpochSeconds:
      return append_number(time.seconds(), line);
    case Part::kEpochMilliseconds:
      return append_number(time.milliseconds, line);
    case Part::kMillisecondOfSecond:
      return append_thousandths(time.milliseconds % 1000, line);
    case Part::kHost:
      return append_value(asked_host(answer), line);
    case Part::kConnection:
      line += answer.is_aborted ? 'X' : answer.is_kept ? '+' : '-';
      return;
    case Part::kField:
      return append_value(head == nullptr ? std::string_view() : head->find(item.text), line);
    case Part::kResponseField:
      return append_response_fields(answer, item.text, line);
    case Part::kCookie:
      return append_value(cookie_of(answer, item.text), line);
    case Part::kAttribute:
      if (answer.notes == nullptr || item.index >= answer.notes->attributes.size()) return append_value({}, line);
      return append_value(answer.notes->attributes[item.index], line);
  }
}

}  // namespace quire
