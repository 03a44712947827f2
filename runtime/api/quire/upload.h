#ifndef QUIRE_UPLOAD_H_
#define QUIRE_UPLOAD_H_

#include <quire/abi.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace quire {

/// A file that was sent with a form of the type `multipart/form-data`.
///
///     if (const quire::Upload* photo = request.file("photo")) photo->move_to("/srv/photos/" + new_id() + ".jpg");
///
/// Small files are in memory, others in a temporary file, which is removed after the request. Views are valid
/// as long as the request. Only the thread of the request may use it.
class Upload {
 public:
  /// The name of the field.
  virtual std::string_view name() const = 0;
  /// As the client calls the file, without folders. Anything: do not use it as a path, and escape it.
  virtual std::string_view file_name() const = 0;
  /// As the client says; it may be empty or wrong.
  virtual std::string_view content_type() const = 0;
  /// In bytes.
  virtual std::uint64_t size() const = 0;
  /// The content. A large one is mapped into memory, so only what is read of it uses memory.
  virtual std::string_view bytes() const = 0;
  /// A path of the content, for code that reads files; valid as long as the request. Throws
  /// `std::system_error` if the content is in memory and cannot be written.
  virtual std::string path() const = 0;
  /// Stores the content at `to`, whole or not at all; an existing file is replaced. Takes no time if `to` is on the
  /// file system of the temporary files, else the content is copied. Throws `std::system_error` on failure.
  virtual void move_to(const std::string& to) const = 0;

 protected:
  ~Upload() = default;
};

}  // namespace quire

#endif  // QUIRE_UPLOAD_H_
