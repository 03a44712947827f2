#include "runtime/api/format/option.h"

namespace quire::format {

namespace {

constexpr int kMostDigits = 1'000'000;

bool is_given(PageContext& context, const el::Argument& given) { return !el::is_empty(context, given); }

}  // namespace

std::optional<int> count_option(PageContext& context, const el::Argument& given) {
  if (!is_given(context, given)) return std::nullopt;
  return static_cast<int>(el::detail::to_integer(context, given, 0, kMostDigits));
}

std::optional<bool> flag_option(PageContext& context, const el::Argument& given) {
  if (!is_given(context, given)) return std::nullopt;
  return el::test(context, given);
}

void refuse_word(std::string_view given, std::string_view attribute, const std::string& words) {
  throw el::Error("`" + std::string(attribute) + "` is `" + std::string(given) + "`, which is not one of " + words);
}

}  // namespace quire::format
