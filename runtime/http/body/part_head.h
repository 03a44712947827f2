#ifndef QUIRE_RUNTIME_HTTP_BODY_PART_HEAD_H_
#define QUIRE_RUNTIME_HTTP_BODY_PART_HEAD_H_

#include "runtime/http/limits.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace quire::http {

/// What the head of a part of `multipart/form-data` says, in valid UTF-8.
struct PartHead {
  std::string name;
  /// Absent if the part is not a file. Without folders, although some browsers send them.
  std::optional<std::string> file_name = {};
  /// As written; empty if it is not given.
  std::string content_type = {};
};

/// Reads the head of a part, line by line (RFC 7578, section 4).
///
/// Names are as browsers write them (HTML, "multipart/form-data encoding algorithm"): `%22`, `%0D` and `%0A` are
/// a quote and the ends of lines. `\"` and `\\`, from other clients, are decoded as well; other backslashes stand for
/// themselves. `filename*` must not be used, and is ignored.
class PartHeadReader {
 public:
  /// Reads a line without its CR LF. 400 if it is malformed.
  Refusal read(std::string_view line);
  /// Checks, at the empty line, that the part has a name.
  Refusal finish() const;
  PartHead take() { return std::move(head_); }

 private:
  Refusal read_disposition(std::string_view value);

  PartHead head_;
  bool has_disposition_ = false;
  bool has_name_ = false;
  bool has_type_ = false;
};

/// The boundary in the Content-Type of a multipart body (RFC 2046, section 5.1.1): 1 to 70 characters. Returns
/// nullopt if there is none, or if it is malformed.
std::optional<std::string> multipart_boundary(std::string_view content_type);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_PART_HEAD_H_
