#ifndef QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_
#define QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace quire::http {

/// The Content-Type for a file, by the extension of its name, ignoring case; text types end in
/// `; charset=utf-8`. Empty if there is no extension or it is unknown: then send
/// `application/octet-stream`.
std::string_view media_type_of(std::string_view path);

/// The types of files, with those that an operator has added or changed. Immutable.
class MediaTypes {
 public:
  MediaTypes() = default;
  /// `own` maps extensions in lower case, without a dot, to types. Text types without a charset get
  /// `; charset=utf-8`.
  explicit MediaTypes(std::map<std::string, std::string, std::less<>> own);

  /// As `media_type_of`. The view is valid as long as this object.
  std::string_view of(std::string_view path) const;

 private:
  std::map<std::string, std::string, std::less<>> own_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_MEDIA_TYPE_H_
