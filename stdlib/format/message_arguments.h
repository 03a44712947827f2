#ifndef QUIRE_STDLIB_FORMAT_MESSAGE_ARGUMENTS_H_
#define QUIRE_STDLIB_FORMAT_MESSAGE_ARGUMENTS_H_

#include "runtime/api/format/icu_library.h"

#include <unicode/fmtable.h>
#include <unicode/messagepattern.h>
#include <unicode/unistr.h>

#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A message with arguments of the types that its pattern asks for. Where one does not have it but can be converted,
/// such as text that is a number in `{0,number}`, or is a time, which is shown in its own zone, the pattern gets
/// another argument in its place, here `{q0,number}`.
class MessageArguments {
 public:
  /// `zone` is that of numbers of milliseconds that the pattern formats as times.
  MessageArguments(std::string_view locale, std::string_view zone,
                   const std::vector<IcuLibrary::MessageArgument>& arguments);

  /// The pattern to format, given the pattern and its parts.
  icu::UnicodeString fit(const icu::UnicodeString& pattern, const icu::MessagePattern& parts);

  /// By their numbers, then those that `fit` has added. Both have the same size.
  const std::vector<icu::UnicodeString>& names() const { return names_; }
  const std::vector<icu::Formattable>& values() const { return values_; }

 private:
  /// A use of an argument in the pattern.
  struct Use {
    std::size_t number = 0;
    UMessagePatternArgType type = UMSGPAT_ARG_TYPE_NONE;
    /// Such as `date`; empty if the pattern says no format.
    std::string format;
    /// The whole placeholder.
    icu::UnicodeString placeholder;
  };
  struct Replacement {
    int32_t begin;
    int32_t end;
    icu::UnicodeString text;
  };

  /// What an argument is shown as where it is used so; false if it stays as it is. `is_whole` is then whether it stands
  /// for the whole placeholder, with its format.
  bool convert(const Use& use, icu::Formattable& value, bool& is_whole) const;
  bool show_time(const Use& use, const IcuLibrary::MessageTime& time, icu::Formattable& value) const;
  icu::UnicodeString add(const icu::Formattable& value);

  const std::string locale_;
  const std::string zone_;
  const std::vector<IcuLibrary::MessageArgument>& arguments_;
  std::vector<icu::UnicodeString> names_;
  std::vector<icu::Formattable> values_;
  int added_ = 0;
};

}  // namespace quire

#endif  // QUIRE_STDLIB_FORMAT_MESSAGE_ARGUMENTS_H_
