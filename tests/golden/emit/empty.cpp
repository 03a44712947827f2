// /empty.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>

namespace quire::pages::p_2c56b13da0f79249_59115e0724ef2199 {

static void quire_render_([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_) {
  quire::Frame quire_frame_(context);
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
}

}  // namespace quire::pages::p_2c56b13da0f79249_59115e0724ef2199

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_2c56b13da0f79249_59115e0724ef2199;
extern "C" const quire::PageEntry quire_page_2c56b13da0f79249_59115e0724ef2199 = {quire::kAbiStamp, "/empty.page", 1, &quire::pages::p_2c56b13da0f79249_59115e0724ef2199::quire_render_};
