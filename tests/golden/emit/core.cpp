// /core.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>
#include <quire/core.h>
#include <quire/core_link.h>
#include <quire/core_loop.h>
#include <quire/el.h>

namespace quire::units::p_2078d1e39f815fd3_f195572e6c321c46 {

}

namespace quire::units::names_2078d1e39f815fd3 {
[[maybe_unused]] constexpr quire::el::Name error{std::string_view("error", 5)};
[[maybe_unused]] constexpr quire::el::Name n{std::string_view("n", 1)};
[[maybe_unused]] constexpr quire::el::Name row{std::string_view("row", 3)};
[[maybe_unused]] constexpr quire::el::Name rows{std::string_view("rows", 4)};
[[maybe_unused]] constexpr quire::el::Name t{std::string_view("t", 1)};
[[maybe_unused]] constexpr quire::el::Name text{std::string_view("text", 4)};
[[maybe_unused]] constexpr quire::el::Name total{std::string_view("total", 5)};
[[maybe_unused]] constexpr quire::el::Name u{std::string_view("u", 1)};
[[maybe_unused]] constexpr quire::el::Name v{std::string_view("v", 1)};
[[maybe_unused]] constexpr quire::el::Name w{std::string_view("w", 1)};
[[maybe_unused]] constexpr quire::el::Name x{std::string_view("x", 1)};
}

namespace quire::units::p_2078d1e39f815fd3_f195572e6c321c46 {
using namespace quire::units::names_2078d1e39f815fd3;

static void render_65b686a2a04db3b2([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_) {
  quire::Frame quire_frame_(context);
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  quire_frame_.at(0);
 int total = 1; 
  quire_out_.literal(quire_text_[1]);
  {
    const bool quire_test_0_ = (quire_frame_.at(1), quire::core::test(context, quire::el::find_or_null(context, total)));
    quire_frame_.at(2);
    quire::core::set(context, t, quire_test_0_);
    if (quire_test_0_) {
      quire_out_.literal(quire_text_[2]);
    }
  }
  quire_out_.literal(quire_text_[3]);
  {
    if (quire_frame_.at(4), quire::core::test(context, 
 total > 0 
    )) {
      quire_out_.literal(quire_text_[4]);
    }
  }
  quire_out_.literal(quire_text_[5]);
  {
    if (quire_frame_.at(5), quire::core::test(context, quire::el::find_or_null(context, x))) {
      quire_out_.literal(quire_text_[6]);
    }
    else {
      quire_out_.literal(quire_text_[7]);
    }
  }
  quire_out_.literal(quire_text_[8]);
  {
    quire_frame_.at(6);
    auto&& quire_items_1_ = quire::core::items(context, quire::el::find_or_null(context, rows));
    for ([[maybe_unused]] auto&& row : quire_items_1_) {
      quire_out_.literal(quire_text_[9]);
      quire_frame_.at(7), quire::el::print<true>(quire_out_, quire::el::find(context, row));
      quire_out_.literal(quire_text_[10]);
    }
  }
  quire_out_.literal(quire_text_[11]);
  {
    quire_frame_.at(8);
    auto&& quire_items_2_ = quire::core::items(context, quire::el::find_or_null(context, rows));
    quire_frame_.at(9);
    for (auto quire_loop_3_ = quire::core::loop(quire_items_2_, quire::core::Bounds(1, quire::core::integer(context, quire::el::find(context, total)), {})); quire_loop_3_.more(); quire_loop_3_.next()) {
      [[maybe_unused]] auto&& row = quire_loop_3_.item();
      [[maybe_unused]] const auto s = quire_loop_3_.status();
      quire_out_.literal(quire_text_[12]);
      quire_frame_.at(10), quire::el::print<true>(quire_out_, quire::el::find(context, row));
      quire_out_.literal(quire_text_[13]);
    }
  }
  quire_out_.literal(quire_text_[14]);
  {
    quire_frame_.at(11);
    for (quire::core::Counter quire_loop_4_(quire::core::Bounds(1, 3, {})); quire_loop_4_.more(); quire_loop_4_.next()) {
      [[maybe_unused]] auto&& n = quire_loop_4_.item();
      quire_out_.literal(quire_text_[15]);
      quire_frame_.at(12), quire::el::print<true>(quire_out_, quire::el::find(context, n));
      quire_out_.literal(quire_text_[16]);
    }
  }
  quire_out_.literal(quire_text_[17]);
  {
    quire_frame_.at(13);
    const quire::core::TextItems quire_items_5_(quire::core::text(context, std::string_view("a;b", 3)), quire::core::text(context, std::string_view(";", 1)));
    for ([[maybe_unused]] auto&& t : quire_items_5_) {
      quire_out_.literal(quire_text_[18]);
      quire_frame_.at(14), quire::el::print<true>(quire_out_, quire::el::find(context, t));
      quire_out_.literal(quire_text_[19]);
    }
  }
  quire_out_.literal(quire_text_[20]);
  {
    quire_frame_.at(15);
    quire::core::set(context, v, quire::el::find(context, x), quire::Scope::kRequest);
  }
  quire_out_.literal(quire_text_[21]);
  {
    quire::Value quire_value_6_;
    {
      quire::core::Body quire_body_7_(quire_out_, true);
      quire_out_.literal(quire_text_[22]);
      quire_frame_.at(16), quire::el::print<true>(quire_out_, quire::el::find(context, x));
      quire_out_.literal(quire_text_[23]);
      quire_value_6_ = quire_body_7_.take();
    }
    quire_frame_.at(17);
    quire::core::set(context, w, quire_value_6_);
  }
  quire_out_.literal(quire_text_[24]);
  quire_frame_.at(18), quire::core::remove(context, std::string_view("v", 1));
  quire_out_.literal(quire_text_[25]);
  {
    quire_frame_.at(19);
    quire::core::set_property(context, x, {}, quire::core::text(context, std::string_view("y", 1)), std::string_view("1", 1), [&](auto& quire_target_, const auto& quire_set_) {
      if constexpr (requires { quire_target_.set_y(quire_set_); }) quire_target_.set_y(quire_set_);
      else quire::core::assign(context, quire_target_.y, quire_set_);
    });
  }
  quire_out_.literal(quire_text_[26]);
  {
    quire_frame_.at(20), quire::el::print<true>(quire_out_, quire::el::find(context, x));
  }
  quire_out_.literal(quire_text_[27]);
  {
    quire_frame_.at(21);
    auto&& quire_value_8_ = quire::el::find_or_null(context, x);
    if (!quire::el::is_null(quire_value_8_)) quire::el::print<false>(quire_out_, quire_value_8_);
    else {
      quire_frame_.at(22), quire::el::print<false>(quire_out_, std::string_view("none", 4));
    }
  }
  quire_out_.literal(quire_text_[28]);
  {
    quire_frame_.at(23);
    auto&& quire_value_9_ = quire::el::find_or_null(context, x);
    if (!quire::el::is_null(quire_value_9_)) quire::el::print(quire_out_, {quire::Part::kAttribute}, quire_value_9_);
    else {
      quire::Value quire_value_10_;
      {
        quire::core::Body quire_body_11_(quire_out_, false);
        quire_out_.literal(quire_text_[29]);
        quire_value_10_ = quire_body_11_.take();
      }
      quire_frame_.at(24), quire::el::print(quire_out_, {quire::Part::kAttribute}, quire_value_10_);
    }
  }
  quire_out_.literal(quire_text_[30]);
  try {
    quire_out_.literal(quire_text_[31]);
    quire_frame_.at(25), quire::el::print<true>(quire_out_, quire::el::find(context, x));
    quire_out_.literal(quire_text_[32]);
    quire::core::set(context, error, nullptr);
  }
  catch (const quire::PageExit&) { throw; }
  catch (const std::exception& quire_error_12_) {
    quire::core::set(context, error, quire::core::caught(quire_error_12_));
  }
  quire_out_.literal(quire_text_[33]);
  try {
    quire_out_.literal(quire_text_[34]);
  }
  catch (const quire::PageExit&) { throw; }
  catch (const std::exception& quire_error_13_) {
    static_cast<void>(quire_error_13_);
  }
  quire_out_.literal(quire_text_[35]);
  {
    quire_frame_.at(26);
    quire::core::Link quire_link_14_(context, quire::core::text(context, std::string_view("/p", 2)));
    quire_out_.literal(quire_text_[36]);
    {
      quire_frame_.at(27), quire_link_14_.param(quire::core::text(context, std::string_view("q", 1)), quire::core::text(context, quire::el::find(context, x)));
    }
    quire_out_.literal(quire_text_[37]);
    quire_frame_.at(28);
    quire::el::print(quire_out_, {quire::Part::kUrlStart, quire::Within::kAttribute}, quire_link_14_.url());
  }
  quire_out_.literal(quire_text_[38]);
  {
    quire::Writer quire_value_15_;
    quire_frame_.at(29), quire::el::print<false>(quire_value_15_, quire::el::find(context, x));
    quire_value_15_.raw(std::string_view("/p", 2));
    quire_frame_.at(30);
    quire::core::Link quire_link_16_(context, quire::core::text(context, quire_value_15_.text()), quire::core::text(context, std::string_view("/o", 2)));
    quire_frame_.at(31);
    quire::core::set(context, u, quire_link_16_.text());
  }
  quire_out_.literal(quire_text_[39]);
  {
    quire_frame_.at(32);
    quire::PageUrl quire_link_17_(quire::core::local_url(quire::core::text(context, std::string_view("a.page", 6))));
    quire_frame_.at(33);
    context.include(quire_link_17_.text());
  }
  quire_out_.literal(quire_text_[40]);
  {
    quire_frame_.at(34);
    quire::PageUrl quire_link_18_(quire::core::local_url(quire::core::text(context, quire::el::find(context, x))));
    quire_out_.literal(quire_text_[41]);
    {
      quire::Value quire_value_19_;
      {
        quire::core::Body quire_body_20_(quire_out_, false);
        quire_out_.literal(quire_text_[42]);
        quire_value_19_ = quire_body_20_.take();
      }
      quire_frame_.at(35), quire_link_18_.param(quire::core::text(context, std::string_view("n", 1)), quire::core::text(context, quire_value_19_));
    }
    quire_out_.literal(quire_text_[43]);
    quire_frame_.at(36);
    quire::core::set(context, text, quire::core::imported(context, quire_link_18_.text()));
  }
  quire_out_.literal(quire_text_[44]);
  {
    quire::Writer quire_value_21_;
    quire_value_21_.raw(std::string_view("/", 1));
    quire_frame_.at(37), quire::el::print<false>(quire_value_21_, quire::el::find(context, x));
    quire_frame_.at(38);
    quire::core::Link quire_link_22_(context, quire::core::text(context, quire_value_21_.text()));
    quire_frame_.at(39);
    quire_link_22_.redirect(context);
  }
  quire_out_.literal(quire_text_[45]);
}

}  // namespace quire::units::p_2078d1e39f815fd3_f195572e6c321c46

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_2078d1e39f815fd3_65b686a2a04db3b2;
extern "C" const quire::PageEntry quire_page_2078d1e39f815fd3_65b686a2a04db3b2 = {quire::kAbiStamp, "/core.page", 46, &quire::units::p_2078d1e39f815fd3_f195572e6c321c46::render_65b686a2a04db3b2, nullptr, false, true};
