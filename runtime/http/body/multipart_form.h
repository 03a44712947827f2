#ifndef QUIRE_RUNTIME_HTTP_BODY_MULTIPART_FORM_H_
#define QUIRE_RUNTIME_HTTP_BODY_MULTIPART_FORM_H_

#include "runtime/http/body/body_store.h"
#include "runtime/http/body/form.h"
#include "runtime/http/body/multipart_decoder.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace quire::http {

/// Receives a form with files: the files are stored one by one as they arrive, large ones on disk.
class MultipartForm final : public BodySink, private PartSink {
 public:
  struct File {
    PartHead head;
    BodyStore content;
  };

  /// `limits` and `folder`, for temporary files, must outlive the form.
  MultipartForm(std::string_view boundary, const Limits& limits, const std::string& folder)
      : limits_(limits), folder_(folder), decoder_(boundary, limits, *this) {}
  MultipartForm(const MultipartForm&) = delete;
  MultipartForm& operator=(const MultipartForm&) = delete;

  Refusal take(std::string_view octets) override { return decoder_.take(octets); }
  Refusal end() override { return decoder_.end(); }
  std::size_t memory() const override;
  void release_memory() override;

  /// The parts that are not files, in order.
  const Parameters& fields() const { return fields_; }
  /// In order, without those that a browser sends if no file was chosen: they have neither a name nor a content.
  std::deque<File>& files() { return files_; }

 private:
  std::size_t most_file_memory() const { return 16 * limits_.body_memory; }
  Refusal begin_part(PartHead head) override;
  Refusal take_part(std::string_view octets) override;
  Refusal end_part() override;

  const Limits& limits_;
  const std::string& folder_;
  MultipartDecoder decoder_;
  Parameters fields_;
  std::deque<File> files_;
  /// Octets in memory: all fields, with their names and those of files.
  std::size_t in_memory_ = 0;
  /// How much of all files together may still be kept in memory.
  std::size_t file_memory_ = most_file_memory();
  /// The last file is still arriving.
  bool is_file_ = false;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_BODY_MULTIPART_FORM_H_
