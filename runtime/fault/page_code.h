#ifndef QUIRE_RUNTIME_FAULT_PAGE_CODE_H_
#define QUIRE_RUNTIME_FAULT_PAGE_CODE_H_

namespace quire {

/// Whether the calling thread is in page code, see `FaultScope`. Async-signal-safe.
inline constinit thread_local bool is_in_page_code = false;

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_PAGE_CODE_H_
