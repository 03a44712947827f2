#ifndef QUIRE_RUNTIME_SESSION_NEW_STORE_H_
#define QUIRE_RUNTIME_SESSION_NEW_STORE_H_

#include "runtime/session/session_settings.h"
#include "runtime/session/store.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// Creates the store for the sessions of the site with that context path, which must be the same on all machines that
/// share the store. `file` is where `local` keeps them, in a folder that is created if
/// necessary; empty for nowhere. By default, sessions are in memory if the file cannot be used, which `log` is
/// told; but if `local` was asked for, throws `std::runtime_error`.
std::unique_ptr<SessionStore> new_store(const SessionSettings& settings, std::string_view context_path,
                                        const std::string& file, const std::function<void(std::string_view)>& log);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_NEW_STORE_H_
