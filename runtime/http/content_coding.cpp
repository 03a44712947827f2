#include "runtime/http/content_coding.h"

#include "runtime/http/characters.h"

#include <algorithm>
#include <array>

namespace quire::http {

namespace {

constexpr std::array kCodings = {ContentCoding::kBrotli, ContentCoding::kZstd, ContentCoding::kGzip,
                                 ContentCoding::kIdentity};
/// The weight 1.000, in thousandths.
constexpr int kFullWeight = 1000;
/// For a coding that is not named.
constexpr int kUnnamed = -1;

/// What a request says about codings.
struct Weights {
  std::array<int, kCodings.size()> named = {kUnnamed, kUnnamed, kUnnamed, kUnnamed};
  int others = kUnnamed;
  bool is_given = false;

  int of(ContentCoding coding) const {
    const int weight = named[static_cast<std::size_t>(coding)];
    if (weight != kUnnamed) return weight;
    if (others != kUnnamed) return others;
    return 0;
  }
  /// Identity is refused only if it is named with `q=0`, or by `*;q=0`.
  bool refuses_identity() const {
    const int weight = named[static_cast<std::size_t>(ContentCoding::kIdentity)];
    return weight == 0 || (weight == kUnnamed && others == 0);
  }
};

/// `0.5` → 500; nullopt if the text is not a weight (section 12.4.2).
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = (text[0] - '0') * kFullWeight;
  int unit = 100;
  for (std::size_t at = 2; at < text.size(); ++at, unit /= 10) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    weight += (text[at] - '0') * unit;
  }
  return weight > kFullWeight ? std::nullopt : std::optional(weight);
}

void add_element(std::string_view element, Weights& weights) {
  const std::size_t semicolon = std::min(element.find(';'), element.size());
  const std::string_view name = trim(element.substr(0, semicolon));
  int weight = kFullWeight;
  if (semicolon < element.size()) {
    const std::string_view parameter = trim(element.substr(semicolon + 1));
    if (parameter.size() < 2 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') return;
    const std::optional<int> parsed = parse_weight(trim(parameter.substr(2)));
    // A malformed element is ignored.
    if (!parsed) return;
    weight = *parsed;
  }
  if (name == "*") weights.others = weight;
  for (const ContentCoding coding : kCodings)
    if (equals_ignoring_case(name, name_of(coding)) ||
        (coding == ContentCoding::kGzip && equals_ignoring_case(name, "x-gzip")))
      weights.named[static_cast<std::size_t>(coding)] = weight;
}

Weights read_weights(const RequestHead& request) {
  Weights weights;
  for (const FieldView& field : request.fields()) {
    if (!equals_ignoring_case(field.name, "Accept-Encoding")) continue;
    weights.is_given = true;
    for (std::string_view list = field.value; !list.empty();) add_element(next_list_element(list), weights);
  }
  return weights;
}

}  // namespace

std::string_view name_of(ContentCoding coding) {
  switch (coding) {
    case ContentCoding::kBrotli:
      return "br";
    case ContentCoding::kZstd:
      return "zstd";
    case ContentCoding::kGzip:
      return "gzip";
    case ContentCoding::kIdentity:
      return "identity";
  }
  return {};
}

std::optional<ContentCoding> choose_coding(const RequestHead& request,
                                           const std::function<bool(ContentCoding)>& is_there) {
  const Weights weights = read_weights(request);
  if (!weights.is_given) return ContentCoding::kIdentity;
  std::optional<ContentCoding> best;
  int best_weight = 0;
  for (const ContentCoding coding : kCodings) {
    if (weights.of(coding) <= best_weight || (coding != ContentCoding::kIdentity && !is_there(coding))) continue;
    best = coding;
    best_weight = weights.of(coding);
  }
  if (!best && !weights.refuses_identity()) best = ContentCoding::kIdentity;
  return best;
}

bool accepts_identity(const RequestHead& request) { return !read_weights(request).refuses_identity(); }

}  // namespace quire::http
