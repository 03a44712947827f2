#include "runtime/app/embedded_files.h"

#include "runtime/app/sorted_paths.h"

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
  std::uint64_t size(ContentCoding coding) const override { return bytes(coding).size(); }
  std::string etag(ContentCoding coding) const override {
    constexpr std::string_view kEndings[] = {"-br", "-zst", "-gz", ""};
    return std::string("\"").append(file_.hash).append(kEndings[static_cast<std::size_t>(coding)]) + "\"";
  }
  std::int64_t modified() const override { return -1; }
  std::string content_hash() const override { return std::string(file_.hash); }
  std::string read(ContentCoding coding, std::uint64_t offset, std::size_t size) const override {
    return std::string(bytes(coding).substr(static_cast<std::size_t>(offset), size));
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

std::unique_ptr<const StaticFile> EmbeddedFiles::open(const std::string& path) const {
  const EmbeddedFile* file = find_file(site_, path);
  return file == nullptr ? nullptr : std::make_unique<const ConstantFile>(*file);
}

std::string EmbeddedFiles::real_path(const std::string& path) const {
  throw std::logic_error("real_path(\"" + path +
                         "\"): the site is embedded in the program, so its files have no path on disk; open a file "
                         "whose path the program knows, or pass its data to the page");
}

}  // namespace quire
