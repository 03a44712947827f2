#ifndef QUIRE_RUNTIME_PROTOCOL_PRIVATE_PATH_H_
#define QUIRE_RUNTIME_PROTOCOL_PRIVATE_PATH_H_

#include <string_view>

namespace quire {

// Which files of a site clients never see. The server asks for every request, and the compiler when it
// decides what to ship, so that both agree.

/// Whether editors, patch(1) and the like leave a file of this name beside the one that it is a copy of:
/// `a.page~`, `#a.page#`, `a.page.bak`, `.a.page.swp`. Such files are neither served nor shipped.
bool is_backup_name(std::string_view name);

/// Whether a name is hidden: it begins with a dot. `.well-known` (RFC 8615) is not.
bool is_hidden_name(std::string_view name);

/// Whether the file at `path` is a source of pages, or an old or a partial copy of one: a fragment, a tag
/// file, `a.PAGE`, `a.page.orig`, `a.page (copy)`, `a.page.cpp`. A page is one only under its own name,
/// for which see `is_page_path`.
bool is_page_source(std::string_view path);

/// Whether the file at `path`, which begins with a slash, is never sent to clients as it is: because it is
/// in `WEB-INF` or `META-INF`, or because it, or a folder of it, is hidden, a backup or a source of pages.
/// False for pages, which are run.
bool is_private_path(std::string_view path);

/// The same for the file that a symbolic link in the site leads to. Such a file must not be a page, but may
/// be hidden, as are the folders `..data` to which all links of a Kubernetes volume lead.
bool is_private_target(std::string_view path);

/// Whether pages may include the static file at `path` or forward to it: in `WEB-INF` too, but neither what
/// is hidden or a backup, nor sources of pages and of the site's C++, nor what is built.
bool is_resource(std::string_view path);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_PRIVATE_PATH_H_
