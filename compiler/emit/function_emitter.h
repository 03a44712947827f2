#ifndef QUIRE_COMPILER_EMIT_FUNCTION_EMITTER_H_
#define QUIRE_COMPILER_EMIT_FUNCTION_EMITTER_H_

#include "compiler/ast/page.h"
#include "compiler/emit/unit_writer.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// `tag_0_card`: the namespace for a tag file.
std::string tag_namespace(const Page& root, std::size_t tag_file);

/// Writes the body of the render function of a page or tag file. Each node becomes one
/// statement, so that `if (x)` may precede it; only a bean is several statements, because
/// its name must be visible to the code that follows.
class FunctionEmitter {
 public:
  /// `root` has the tag files; `page` is the page or tag file to render. Keeps references
  /// to all arguments.
  FunctionEmitter(UnitWriter& out, const Page& root, const Page& page) : out_(out), root_(root), page_(page) {}

  /// All statements, wrapped in the page's layout if it has one.
  void run();

 private:
  // function_emitter.cpp: text and code
  void nodes(const std::vector<Node>& nodes);
  void node(const Node& node);
  void slot();
  void text_statement();
  void nonce();
  void constant_text(std::string_view text);
  void scriptlet(const Node& node);
  void note_preprocessor(const CppCode& code);
  /// `quire_frame_.at(3)`; valid until the next call.
  std::string_view store(Span span);
  template <typename... Texts>
  void line(const Texts&... texts) {
    out_.glue(indent(), texts..., "\n");
  }
  /// Valid until the next call.
  std::string_view indent();
  void open_block(std::string_view head = "{");
  void close_block(std::string_view tail = "}");
  /// The content of an action or function; text does not extend past its ends.
  void block(const std::vector<Node>& content);

  // value_emitter.cpp: attributes' values
  /// A C++ expression of type `std::string_view`; may write statements before it.
  std::string text_of(const Attribute& attribute);
  std::string text_of(const Node& slot);
  /// The same for the attribute or slot with that name; `""` if there is none.
  std::string text_of(const Node& action, std::string_view name);
  /// Writes code that prints an expression or `${…}`; `place` is the reported position.
  void print(const Node& node, Span place, std::string_view writer, Escaping escaping);
  void note_value(const Node& node, std::string_view writer, Escaping escaping);
  /// The function that prints it and its first arguments: `quire::print_html(quire_out_, `.
  std::string printer(const Node& node, std::string_view writer, Escaping escaping) const;
  /// A `quire::Place`: `{quire::Part::kUrlPath}`.
  static std::string in_cpp(const ValuePlace& place);
  /// The sum of the operands of `${…}`.
  void el_value(const Node& node);

  // action_emitter.cpp: standard actions
  void action(const Node& node);
  void call(const Node& node, std::string_view function);
  void use_bean(const Node& node);
  void set_property(const Node& node);
  void set_property(const Node& node, const Attribute& bean, const Attribute& property);
  void get_property(const Node& node);
  void element_action(const Node& node);
  void fragment(const Node& node);
  void invoke(const Node& node);
  void run_fragment(const Node& node, const std::string& fragment, const std::string& is_markup);

  // tag_emitter.cpp: tags and layouts
  void tag(const Node& node);
  struct TagCall;
  void prepare(TagCall& use);
  bool is_elsewhere(const Node& tag) const;
  std::string tag_place(const Node& tag, bool has_no_body) const;
  void callback(const std::string& name, const std::vector<Node>& content);
  void file_attributes(TagCall& use, const TagSettings& tag);
  void struct_fields(TagCall& use);
  void attribute_value(TagCall& use, std::string_view name, const std::string& field);
  void dynamic_value(TagCall& use, const Attribute& attribute);
  void slot_value(TagCall& use, const Node& slot, const std::string& field);
  void embedded(const Node& part);
  void layout_slot(const Node& node);
  void layout_head();
  void layout_tail();

  UnitWriter& out_;
  const Page& root_;
  const Page& page_;
  std::string text_;
  std::string blanks_;
  std::string stored_;
  // The last scriptlet ended with something like `if (x)`.
  bool statement_open_ = false;
  // A block for one statement is open, up to the end of the text.
  bool in_nonce_block_ = false;
  std::size_t depth_ = 1;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_FUNCTION_EMITTER_H_
