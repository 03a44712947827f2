// /statements.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>

namespace quire::units::p_113ac05ae30f129e_8e5531b51ea77e9b {

static void render_06cc1fd41783ce98([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  quire_frame_.at(0);
 if (a) 
    quire_out_.literal(quire_text_[1]);
 else 
    quire_frame_.at(1), quire::print_html(quire_out_,
 5 
  );
  quire_out_.literal(quire_text_[2]);
  quire_frame_.at(2);
 try { 
  quire_out_.literal(quire_text_[3]);
  quire_frame_.at(3);
 } 
 catch (int) { 
  quire_out_.literal(quire_text_[4]);
  quire_frame_.at(4);
 } 
  quire_out_.literal(quire_text_[5]);
  quire_frame_.at(5);
 if (d) 
 e(); 
  quire_out_.literal(quire_text_[6]);
}

}  // namespace quire::units::p_113ac05ae30f129e_8e5531b51ea77e9b

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_113ac05ae30f129e_06cc1fd41783ce98;
extern "C" const quire::PageEntry quire_page_113ac05ae30f129e_06cc1fd41783ce98 = {quire::kAbiStamp, "/statements.page", 7, &quire::units::p_113ac05ae30f129e_8e5531b51ea77e9b::render_06cc1fd41783ce98, nullptr, false, true};
