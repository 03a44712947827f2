#include "runtime/serve/page_notes.h"

#include <quire/codec.h>
#include <quire/print.h>
#include <quire/writer.h>

#include <exception>
#include <string>

namespace quire {
namespace {

/// As a page prints it; empty for a list or a map.
std::string text_of(const Value& value) {
  if (value.is_null() || value.kind() == Value::Kind::kList || value.kind() == Value::Kind::kMap) return {};
  Writer out;
  detail::print_value(out, value, /*escaped=*/false);
  return std::string(out.text());
}

template <class T>
bool read_as(Session& session, const std::string& name, std::string& text) {
  try {
    text = text_of(session.get<T>(name).value_or(T()));
    return true;
  } catch (const std::exception&) {
    // Stored as another type, or the store does not answer.
    return false;
  }
}

std::string session_value(Session& session, const std::string& name) {
  std::string text;
  static_cast<void>(read_as<std::string>(session, name, text) || read_as<long long>(session, name, text) ||
                    read_as<int>(session, name, text) || read_as<Value>(session, name, text));
  return text;
}

}  // namespace

void PageObservation::note_page(PageJob& job, const LoadedPage& page) const {
  if (counters_ == nullptr) return;
  std::atomic<std::uint32_t>& number = page.number();
  if (number.load(std::memory_order_relaxed) == 0) number = counters_->page_number(job.site->page_path(page.path()));
  job.exchange->notes().page.store(number.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

void PageObservation::note_values(PageJob& job) const {
  if (needs_ == nullptr || (!needs_->session_id && needs_->attributes.empty())) return;
  PageNotes& notes = job.exchange->notes();
  PageExecution& execution = *job.execution;
  try {
    if (needs_->session_id) notes.session_id = execution.session().existing_id();
  } catch (const std::exception&) {
    // The store does not answer.
  }
  for (const AnswerObserver::Needs::Attribute& attribute : needs_->attributes)
    notes.attributes.push_back(attribute.is_of_session ? session_value(execution.session(), attribute.name)
                                                       : text_of(execution.request().attribute(attribute.name)));
}

}  // namespace quire
