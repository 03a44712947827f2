#include "runtime/protocol/toml_reader.h"

#include "runtime/base/ascii.h"
#include "runtime/base/file.h"
#include "runtime/base/near_name.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <span>

namespace quire {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

/// The last three as in nginx's and Java's options.
constexpr Unit kSizes[] = {{"B", 1},       {"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30},
                           {"k", 1 << 10}, {"m", 1 << 20},  {"g", 1 << 30}};
constexpr Unit kDurations[] = {{"ms", 1},     {"s", 1000},        {"min", 60'000},
                               {"m", 60'000}, {"h", 3600 * 1000}, {"d", 86'400'000}};
/// A hundred years, so that sums with times cannot overflow.
constexpr std::int64_t kMaxDuration = std::int64_t{36'600} * 86'400'000;

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// A whole number, blanks if any, and a unit.
std::optional<std::int64_t> parse_with_unit(std::string_view text, std::span<const Unit> units, std::int64_t most,
                                            bool (*is_same)(std::string_view, std::string_view)) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  for (const Unit& unit : units)
    if (is_same(text, unit.name) && count <= most / unit.factor) return count * unit.factor;
  return std::nullopt;
}

std::string text_with_unit(std::int64_t count, std::span<const Unit> units) {
  const Unit* best = &units.front();
  for (const Unit& unit : units)
    if (count != 0 && count % unit.factor == 0 && unit.factor > best->factor) best = &unit;
  return std::to_string(count / best->factor) + " " + std::string(best->name);
}

}  // namespace

std::optional<std::int64_t> parse_size(std::string_view text) {
  return parse_with_unit(text, kSizes, std::numeric_limits<std::int64_t>::max(), equals_ignoring_case);
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto is_same = [](std::string_view one, std::string_view other) { return one == other; };
  const auto count = parse_with_unit(text, kDurations, kMaxDuration, is_same);
  return count ? std::optional(std::chrono::milliseconds(*count)) : std::nullopt;
}

std::string size_text(std::int64_t bytes) { return text_with_unit(bytes, kSizes); }

std::string duration_text(std::chrono::milliseconds duration) {
  return duration.count() == 0 ? "0 s" : text_with_unit(duration.count(), kDurations);
}

TomlReader::TomlReader(const TomlDocument& document, Options options)
    : document_(document), options_(std::move(options)) {
  if (const auto& malformed = document.malformed()) mistake(malformed->place, malformed->message);
}

void TomlReader::read(const TomlTable& table, std::initializer_list<Key> keys) {
  const std::string prefix = prefix_;
  const auto take = [&](const Key& key, const TomlValue& value) {
    key_ = key.name;
    prefix_ = prefix + key_ + ".";
    key.take(value);
    prefix_ = prefix;
  };
  if (options_.lists_keys) {
    for (const Key& key : keys) {
      key_names_.push_back(prefix + std::string(key.name));
      take(key, TomlValue{TomlTable{}, {}});
    }
    return;
  }
  std::vector<std::string_view> names;
  for (const Key& key : keys) names.push_back(key.name);
  for (const TomlEntry& entry : table) {
    const auto* const known = std::ranges::find(keys, entry.key, &Key::name);
    if (known != keys.end()) {
      take(*known, entry.value);
      continue;
    }
    const std::string_view near = near_name(entry.key, names);
    mistake(entry.key_place,
            "unknown setting " + quoted(entry.key) + (near.empty() ? "" : "; did you mean " + quoted(near) + "?"));
  }
}

std::vector<std::string> TomlReader::mistakes() const {
  // Mistakes at one place stay in the order in which they were found.
  std::multimap<std::size_t, std::string> sorted;
  for (const Mistake& mistake : mistakes_) sorted.emplace(mistake.place.begin, mistake.text);
  std::vector<std::string> texts;
  for (auto& [begin, text] : sorted) texts.push_back(std::move(text));
  return texts;
}

void TomlReader::mistake(const TomlPlace& place, const std::string& message) {
  if (options_.lists_keys) return;
  mistakes_.push_back({place, describe_in_file(options_.file, place.line, document_.column_of(place), message,
                                               document_.line_of(place), place.end - place.begin)});
}

void TomlReader::bad(const TomlValue& value, const std::string& rule) {
  mistake(value.place, "bad value for " + quoted(key_) + "; " + rule);
}

TomlReader::Take TomlReader::flag(bool& field) {
  return [this, &field](const TomlValue& value) {
    if (const bool* given = value.flag()) field = *given;
    else bad(value, "it must be `true` or `false`");
  };
}

std::optional<std::int64_t> TomlReader::read_number(const TomlValue& value, std::int64_t least, std::int64_t most) {
  const std::int64_t* given = value.integer();
  if (given != nullptr && *given >= least && *given <= most) return *given;
  bad(value, "it must be a number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<std::int64_t> TomlReader::read_size(const TomlValue& value, std::int64_t least, std::int64_t most) {
  std::optional<std::int64_t> given;
  if (const std::string* text = value.text()) given = parse_size(*text);
  if (const std::int64_t* bytes = value.integer()) given = *bytes;
  if (given && *given >= least && *given <= most) return given;
  bad(value, "it must be a number of bytes, or a string such as \"16 KB\" or \"2 MB\", from " + size_text(least) +
                 " to " + size_text(most));
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> TomlReader::read_duration(const TomlValue& value,
                                                                   std::chrono::milliseconds least,
                                                                   std::chrono::milliseconds most) {
  std::optional<std::chrono::milliseconds> given;
  if (const std::string* text = value.text()) given = parse_duration(*text);
  constexpr std::int64_t kMaxSeconds = kMaxDuration / 1000;
  if (const std::int64_t* seconds = value.integer(); seconds != nullptr && std::abs(*seconds / 2) < kMaxSeconds / 2)
    given = std::chrono::seconds(*seconds);
  if (const double* seconds = value.number(); seconds != nullptr && std::fabs(*seconds) < double{kMaxSeconds})
    given = std::chrono::milliseconds(std::llround(*seconds * 1000));
  if (given && *given >= least && *given <= most) return given;
  bad(value, "it must be a number of seconds, or a string such as \"100 ms\", \"20 s\", \"5 min\" or \"1 h\", from " +
                 duration_text(least) + " to " + duration_text(most));
  return std::nullopt;
}

TomlReader::Take TomlReader::text(std::string& field, std::string what, IsValid is_valid) {
  return [this, &field, what = std::move(what), is_valid = std::move(is_valid)](const TomlValue& value) {
    const std::string* given = value.text();
    if (given != nullptr && (!is_valid || is_valid(*given))) field = *given;
    else bad(value, "it must be " + what);
  };
}

TomlReader::Take TomlReader::secret(std::string& field) {
  return [this, &field](const TomlValue& value) { take_secret(value, field); };
}

void TomlReader::take_secret(const TomlValue& value, std::string& field) {
  if (const std::string* text = value.text()) return void(field = *text);
  const TomlTable* table = value.table();
  const TomlEntry* only = table != nullptr && table->size() == 1 ? &table->front() : nullptr;
  const std::string* name = only == nullptr ? nullptr : only->value.text();
  if (name != nullptr && only->key == "env") {
    const char* content = std::getenv(name->c_str());
    if (content != nullptr) return void(field = content);
    return mistake(value.place, "the environment variable " + quoted(*name) + " is not set");
  }
  if (name != nullptr && only->key == "file") {
    Result<std::string> content = read_file(absolute(*name));
    if (!content) return mistake(value.place, content.error().sentence);
    if (content->ends_with('\n')) content->pop_back();
    field = *std::move(content);
    return;
  }
  bad(value, "it must be a string, { env = \"NAME\" } or { file = \"path\" }");
}

TomlReader::Take TomlReader::path(std::string& field) {
  return [this, &field](const TomlValue& value) {
    const std::string* given = value.text();
    if (given != nullptr && !given->empty() && given->find('\0') == std::string::npos) field = absolute(*given);
    else bad(value, "it must be a path");
  };
}

std::string TomlReader::absolute(const std::string& path) const {
  return path.starts_with('/') || options_.base.empty() ? path : options_.base + "/" + path;
}

TomlReader::Take TomlReader::texts(std::vector<std::string>& field, std::string what, IsValid is_valid) {
  return [this, &field, what = std::move(what), is_valid = std::move(is_valid)](const TomlValue& value) {
    std::vector<std::string> all;
    const auto one = [&](const TomlValue& item) {
      const std::string* given = item.text();
      if (given != nullptr && (!is_valid || is_valid(*given))) all.push_back(*given);
      else bad(item, "it must be " + what + ", or a list of them");
    };
    if (const TomlArray* list = value.array()) std::ranges::for_each(*list, one);
    else one(value);
    field = std::move(all);
  };
}

void TomlReader::bad_word(const TomlValue& value, const std::vector<std::string>& words) {
  std::string rule = words.size() == 1 ? "it must be" : "it must be one of";
  for (const std::string& word : words) rule += (&word == &words.front() ? " \"" : ", \"") + word + "\"";
  bad(value, rule);
}

TomlReader::Take TomlReader::table(std::function<void(const TomlTable&)> take) {
  return [this, take = std::move(take)](const TomlValue& value) {
    if (const TomlTable* table = value.table()) take(*table);
    else bad(value, "the table begins with a line `[" + key_ + "]`");
  };
}

TomlReader::Take TomlReader::tables(std::function<void(const TomlValue&)> take) {
  return [this, take = std::move(take)](const TomlValue& value) {
    if (options_.lists_keys) return take(value);
    const TomlArray* tables = value.array();
    if (tables == nullptr || !std::ranges::all_of(*tables, [](const auto& one) { return one.table() != nullptr; }))
      return bad(value, "each table begins with a line `[[" + key_ + "]]`");
    for (const TomlValue& table : *tables) take(table);
  };
}

}  // namespace quire
