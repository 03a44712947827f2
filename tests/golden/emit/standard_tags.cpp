// /standard_tags.page, translated by pagec: edit the page, not this file.
#include <quire/page.h>
#include <quire/core.h>
#include <quire/el.h>
#include <quire/form.h>
#include <quire/format.h>
#include <quire/security.h>

namespace quire::units::p_681f54190fbc99c9_b582f298674bfd11 {

}

namespace quire::units::names_681f54190fbc99c9_bc1f23ca36adada6 {
[[maybe_unused]] constexpr quire::el::Name colors{quire::detail::view("colors", 6)};
[[maybe_unused]] constexpr quire::el::Name n{quire::detail::view("n", 1)};
[[maybe_unused]] constexpr quire::el::Name price{quire::detail::view("price", 5)};
[[maybe_unused]] constexpr quire::el::Name shop{quire::detail::view("shop", 4)};
[[maybe_unused]] constexpr quire::el::Name user{quire::detail::view("user", 4)};
[[maybe_unused]] constexpr quire::el::Name when{quire::detail::view("when", 4)};
}

namespace quire::units::p_681f54190fbc99c9_b582f298674bfd11 {

static void render_72d2898ca29fb8e7([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] const quire::Text* quire_text_,
    quire::Frame& quire_frame_) {
  quire_frame_.enter();
  using namespace quire::units::names_681f54190fbc99c9_bc1f23ca36adada6;
  quire::Writer& quire_out_ = context.out();
  [[maybe_unused]] quire::Writer& out = quire_out_;
  [[maybe_unused]] quire::Request& request = context.request();
  [[maybe_unused]] quire::Response& response = context.response();
  [[maybe_unused]] quire::Session& session = context.session();
  [[maybe_unused]] quire::Application& application = context.application();
  quire_out_.literal(quire_text_[0]);
  {
    quire_frame_.at(0);
    quire::format::setLocale(context, {.value = quire::detail::view("de", 2)}, quire::Scope::kSession);
  }
  quire_out_.literal(quire_text_[1]);
  {
    quire_frame_.at(1);
    quire::core::set(context, shop, quire::format::bundle(context, {.basename = quire::detail::view("shop", 4)}), quire::Scope::kRequest);
  }
  quire_out_.literal(quire_text_[2]);
  {
    quire_frame_.at(2);
    quire::format::requestEncoding(context, {.value = quire::detail::view("utf-8", 5)});
  }
  quire_out_.literal(quire_text_[3]);
  {
    quire_frame_.at(3);
    quire::el::print_in(quire_out_, context, {quire::Part::kAttribute}, quire::format::message(context, {.key = quire::detail::view("title", 5), .bundle = quire::el::find_or_null(context, shop)}));
  }
  quire_out_.literal(quire_text_[4]);
  {
    quire::format::Params quire_params_0_;
    quire::core::Body quire_body_1_(quire_out_, false);
    quire_out_.literal(quire_text_[5]);
    {
      quire_frame_.at(4);
      quire_params_0_.add(context, quire::el::find(context, n));
    }
    quire_out_.literal(quire_text_[6]);
    {
      quire::core::Body quire_body_2_(quire_out_, false);
      quire_out_.literal(quire_text_[7]);
      quire_frame_.at(5);
      quire_params_0_.add(context, quire_body_2_.value());
    }
    quire_out_.literal(quire_text_[8]);
    static_cast<void>(quire_body_1_.value());
    quire_frame_.at(6);
    quire::el::print_html(quire_out_, context, quire::format::message(context, {.key = quire::detail::view("count", 5)}, &quire_params_0_));
  }
  quire_out_.literal(quire_text_[9]);
  {
    quire::format::Params quire_params_3_;
    quire::core::Body quire_body_4_(quire_out_, false);
    quire_out_.literal(quire_text_[10]);
    quire_frame_.at(7), quire::el::print_html(quire_out_, context, quire::el::find(context, n));
    quire_out_.literal(quire_text_[11]);
    quire_frame_.at(8);
    quire::el::print_html(quire_out_, context, quire::format::message(context, {.key = quire_body_4_.value()}, &quire_params_3_));
  }
  quire_out_.literal(quire_text_[12]);
  {
    quire_frame_.at(9);
    quire::core::set(context, price, quire::format::formatNumber(context, {.value = quire::el::find(context, n), .type = quire::detail::view("currency", 8), .currencyCode = quire::detail::view("EUR", 3)}));
  }
  quire_out_.literal(quire_text_[13]);
  {
    quire_frame_.at(10);
    const quire::format::TimeZoneScope quire_scope_5_(context, {.value = quire::detail::view("Europe/Paris", 12)});
    quire_out_.literal(quire_text_[14]);
    {
      quire_frame_.at(11);
      quire::el::print_html(quire_out_, context, quire::format::formatDate(context, {.value = quire::el::find(context, when), .pattern = quire::detail::view("yyyy-MM-dd", 10)}));
    }
    quire_out_.literal(quire_text_[15]);
  }
  quire_out_.literal(quire_text_[16]);
  {
    quire::Writer quire_value_6_;
    quire_value_6_.raw(quire::detail::view("send('", 6));
    quire_frame_.at(12), quire::el::print_in(quire_value_6_, context, {quire::Part::kJsString, quire::Within::kAttribute}, quire::el::find(context, n));
    quire_value_6_.raw(quire::detail::view("')", 2));
    quire_frame_.at(13);
    const auto& quire_model_7_ = quire::el::find(context, user);
    quire::form::Form quire_form_8_(context, {.model = quire_model_7_}, {{quire::detail::view("class", 5), quire::detail::view("wide", 4)}, {quire::detail::view("onsubmit", 8), quire::Value::html(std::string(quire_value_6_.text()))}});
    quire_out_.literal(quire_text_[17]);
    {
      quire_frame_.at(14);
      quire::form::Label quire_form_9_(context, {.path = quire::form::KnownPath<std::remove_cvref_t<decltype(quire_model_7_)>, quire::form::PathEnd::kAny, "name">::kText}, {});
      quire_out_.literal(quire_text_[18]);
      quire_form_9_.end();
    }
    quire_out_.literal(quire_text_[19]);
    {
      quire::Writer quire_value_10_;
      quire_value_10_.raw(quire::detail::view("Your ", 5));
      quire_frame_.at(15), quire::el::print_in(quire_value_10_, context, {quire::Part::kAttribute}, quire::el::find(context, n));
      quire_frame_.at(16);
      quire::form::input(context, {.path = quire::form::KnownPath<std::remove_cvref_t<decltype(quire_model_7_)>, quire::form::PathEnd::kText, "name">::kText}, {{quire::detail::view("disabled", 8), quire::el::find(context, n)}, {quire::detail::view("placeholder", 11), quire::Value::html(std::string(quire_value_10_.text()))}, {quire::detail::view("type", 4), quire::detail::view("search", 6)}});
    }
    quire_out_.literal(quire_text_[20]);
    {
      quire_frame_.at(17);
      quire::form::Select quire_form_12_(context, {.path = quire::form::KnownPath<std::remove_cvref_t<decltype(quire_model_7_)>, quire::form::PathEnd::kChoice, "color">::kText, .items = quire::el::find(context, colors)}, {});
      quire_out_.literal(quire_text_[21]);
      quire_form_12_.end();
    }
    quire_out_.literal(quire_text_[22]);
    {
      quire_frame_.at(18);
      quire::form::errors(context, {.path = quire::detail::view("*", 1)}, {});
    }
    quire_out_.literal(quire_text_[23]);
    quire_form_8_.end();
  }
  quire_out_.literal(quire_text_[24]);
  {
    if (quire_frame_.at(19), !quire_user(context).empty()) {
      quire_out_.literal(quire_text_[25]);
    }
  }
  quire_out_.literal(quire_text_[26]);
  {
    if (quire_frame_.at(20), quire_user(context).empty()) {
      quire_out_.literal(quire_text_[27]);
    }
  }
  quire_out_.literal(quire_text_[28]);
  {
    if (quire_frame_.at(21), quire_has_role(context, quire::detail::view("admin", 5))) {
      quire_out_.literal(quire_text_[29]);
    }
  }
  quire_out_.literal(quire_text_[30]);
}

}  // namespace quire::units::p_681f54190fbc99c9_b582f298674bfd11

extern "C" __attribute__((visibility("default"))) const quire::PageEntry quire_page_681f54190fbc99c9_72d2898ca29fb8e7;
extern "C" const quire::PageEntry quire_page_681f54190fbc99c9_72d2898ca29fb8e7 = {quire::kAbiStamp, "/standard_tags.page", 31, &quire::units::p_681f54190fbc99c9_b582f298674bfd11::render_72d2898ca29fb8e7, nullptr, false, true};
