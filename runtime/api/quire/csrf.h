#ifndef QUIRE_CSRF_H_
#define QUIRE_CSRF_H_

/// Against forged requests: another site can make a browser send a form with its session's cookie, but does not know
/// the token in the pages of that session.

#include <quire/page_context.h>

#include <string>

namespace quire::form {

/// The token that requests with this session must have: for the field `_csrf` of handwritten forms, and for the
/// header field `X-CSRF-Token` of scripts. It is different each time, so that it cannot be guessed from the size of
/// compressed responses; any of them is valid as long as the session, or until its id is rotated.
///
/// Creates the session, also in a page with `session="false"`, where only the variable `session` does not exist.
/// Throws `std::logic_error` if the response is committed and there is no session, or if there is no server. Sets
/// `Cache-Control` to `private, no-cache`, unless it is `private`, `no-cache` or `no-store` already: no other visitor
/// may get this token from a cache. A page must not allow that later.
QUIRE_API std::string csrf_token(PageContext& context);

/// Does what `csrf_token` must do before a response is committed: creates the session, and sets `Cache-Control`. For
/// pages that have forms but no buffer. Does nothing without a server.
QUIRE_API void prepare_csrf(PageContext& context);

/// Throws `BadRequest` with status 403 unless the request has a token of its session, in the header field
/// `X-CSRF-Token` or the parameter `_csrf`. Requests with the methods GET, HEAD and OPTIONS need none: a page must not
/// change anything for them. Without a server, there is nothing to check. `quire::bind` calls it.
QUIRE_API void check_csrf(PageContext& context);

}  // namespace quire::form

#endif  // QUIRE_CSRF_H_
