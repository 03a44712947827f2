#include "runtime/fault/exception_text.h"

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <string_view>
#include <typeinfo>

namespace quire {

namespace {

constexpr std::size_t kMaxNested = 16;
constexpr std::size_t kMaxBases = 64;

std::string name_of(const std::type_info& type) {
  int status = 0;
  char* name = abi::__cxa_demangle(type.name(), nullptr, nullptr, &status);
  std::string text = without_page_namespace(status == 0 ? name : type.name());
  std::free(name);
  return text;
}

/// The direct public bases of a class, from the type information of the C++ ABI.
std::vector<const std::type_info*> bases_of(const std::type_info& type) {
  if (const auto* one = dynamic_cast<const abi::__si_class_type_info*>(&type)) return {one->__base_type};
  std::vector<const std::type_info*> bases;
  if (const auto* several = dynamic_cast<const abi::__vmi_class_type_info*>(&type))
    for (unsigned int i = 0; i < several->__base_count; ++i)
      if (several->__base_info[i].__is_public_p()) bases.push_back(several->__base_info[i].__base_type);
  return bases;
}

std::string current_type() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (type == nullptr) return {};
  std::string text = name_of(*type);
  // The type that `throw_with_nested` derives from a `T`.
  constexpr std::string_view kNested = "std::_Nested_exception<";
  if (text.starts_with(kNested) && text.ends_with('>'))
    text = text.substr(kNested.size(), text.size() - kNested.size() - 1);
  return text;
}

std::string current_message() {
  try {
    throw;
  } catch (const std::exception& known) {
    const char* what = known.what();
    return what == nullptr ? std::string() : what;
  } catch (const char* text) {
    return text == nullptr ? "a null pointer" : text;
  } catch (const std::string& text) {
    return text;
  } catch (int number) {
    return std::to_string(number);
  } catch (...) {
    return "an exception that is not a std::exception";
  }
}

std::exception_ptr current_cause() {
  try {
    throw;
  } catch (const std::nested_exception& nested) {
    return nested.nested_ptr();
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

std::vector<ExceptionText> describe_current_exception() {
  std::vector<ExceptionText> chain;
  std::exception_ptr next = std::current_exception();
  while (next && chain.size() < kMaxNested) {
    try {
      std::rethrow_exception(next);
    } catch (...) {
      chain.push_back({current_type(), current_message()});
      next = current_cause();
    }
  }
  return chain;
}

std::vector<std::string> bases_of_current_exception() {
  std::vector<std::string> names;
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (type == nullptr) return names;
  std::vector<const std::type_info*> bases = bases_of(*type);
  for (std::size_t i = 0; i < bases.size() && i < kMaxBases; ++i) {
    names.push_back(name_of(*bases[i]));
    for (const std::type_info* farther : bases_of(*bases[i])) bases.push_back(farther);
  }
  return names;
}

std::string without_page_namespace(std::string name) {
  constexpr std::string_view kPrefix = "quire::units::p_";
  for (std::size_t at = name.find(kPrefix); at != std::string::npos; at = name.find(kPrefix, at)) {
    const std::size_t end = name.find("::", at + kPrefix.size());
    name.erase(at, end == std::string::npos ? end : end + 2 - at);
  }
  return name;
}

}  // namespace quire
