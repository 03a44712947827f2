#ifndef QUIRE_PAGE_H_
#define QUIRE_PAGE_H_

/// Everything that a page can use without an import. Every page's compile pays for what is here, so
/// keep it small: `tests/bench` measures it.

#include <quire/abi_stamp.h>
#include <quire/application.h>
#include <quire/fragment.h>
#include <quire/frame.h>
#include <quire/page_context.h>
#include <quire/page_control.h>
#include <quire/print.h>
#include <quire/request.h>
#include <quire/response.h>
#include <quire/session.h>
#include <quire/trusted.h>

#endif  // QUIRE_PAGE_H_
