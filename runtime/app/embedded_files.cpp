#include "runtime/app/embedded_files.h"

#include "runtime/app/sorted_paths.h"
#include "runtime/http/media_type.h"

#include <cerrno>
#include <stdexcept>
#include <string_view>

namespace quire {

namespace {

using http::ContentCoding;

constexpr auto kPathOfFile = [](const EmbeddedFile& file) { return file.path; };
constexpr auto kPathOfPage = [](const EmbeddedPage* page) { return std::string_view(page->entry.path); };

const EmbeddedFile* find_file(const EmbeddedSite& site, std::string_view path) {
  const auto found = find_path(site.files, path, kPathOfFile);
  return found == site.files.end() ? nullptr : &*found;
}

/// A file in the program's constant data.
class ConstantFile final : public StaticFile {
 public:
  explicit ConstantFile(const EmbeddedFile& file) : file_(file) {}

  bool has(ContentCoding coding) const override { return coding == ContentCoding::kIdentity || !bytes(coding).empty(); }
  std::optional<net::BodyPiece> encoded(ContentCoding coding) const override {
    const std::string_view packed = bytes(coding);
    return packed.empty() ? std::nullopt : std::optional<net::BodyPiece>(packed);
  }
  std::string etag(ContentCoding coding) const override {
    return std::string("\"").append(file_.hash).append(etag_suffix(coding)) + "\"";
  }
  std::int64_t modified() const override { return -1; }
  std::string_view media_type() const override { return http::media_type_of(file_.path); }
  std::string content_hash() const override { return std::string(file_.hash); }
  std::uint64_t size() const override { return file_.plain.size(); }
  std::string read(std::uint64_t offset, std::size_t size) const override {
    return std::string(file_.plain.substr(static_cast<std::size_t>(offset), size));
  }
  net::BodyPiece part(std::uint64_t offset, std::uint64_t size) const override {
    return file_.plain.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
  }

 private:
  std::string_view bytes(ContentCoding coding) const {
    switch (coding) {
      case ContentCoding::kIdentity:
        return file_.plain;
      case ContentCoding::kBrotli:
        return file_.brotli;
      case ContentCoding::kZstd:
        return file_.zstd;
      case ContentCoding::kGzip:
        return file_.gzip;
    }
    return {};
  }

  const EmbeddedFile& file_;
};

}  // namespace

SiteFiles::Kind EmbeddedFiles::kind_of(const std::string& path) const {
  if (has_path(site_.pages, path, kPathOfPage) || find_file(site_, path) != nullptr) return Kind::kFile;
  const bool is_folder = has_folder(site_.pages, path, kPathOfPage) || has_folder(site_.files, path, kPathOfFile);
  return is_folder ? Kind::kFolder : Kind::kNone;
}

Result<std::shared_ptr<const StaticFile>> EmbeddedFiles::open(const std::string& path) const {
  const EmbeddedFile* file = find_file(site_, path);
  if (file == nullptr) return Error{"there is no file " + path, ENOENT};
  return std::shared_ptr<const StaticFile>(std::make_shared<const ConstantFile>(*file));
}

std::string EmbeddedFiles::real_path(const std::string& path) const {
  throw std::logic_error("real_path(\"" + path +
                         "\"): the site is embedded in the program, so its files have no path on disk; open a file "
                         "whose path the program knows, or pass its data to the page");
}

}  // namespace quire
