#ifndef QUIRE_RUNTIME_PAGE_PAGE_UPLOAD_H_
#define QUIRE_RUNTIME_PAGE_PAGE_UPLOAD_H_

#include "runtime/http/body/multipart_form.h"

#include <quire/upload.h>

#include <string>
#include <string_view>

namespace quire {

/// A file of a form, as pages see it.
class PageUpload final : public Upload {
 public:
  /// `file` must outlive this.
  explicit PageUpload(http::MultipartForm::File& file) : file_(file) {}

  std::string_view name() const override { return file_.head.name; }
  std::string_view file_name() const override { return *file_.head.file_name; }
  std::string_view content_type() const override { return file_.head.content_type; }
  std::uint64_t size() const override { return file_.content.size(); }
  std::string_view bytes() const override { return file_.content.text(); }
  std::string path() const override;
  void move_to(const std::string& to) const override;

 private:
  http::MultipartForm::File& file_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PAGE_PAGE_UPLOAD_H_
