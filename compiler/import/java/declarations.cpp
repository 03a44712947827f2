#include "compiler/import/java/statements.h"

#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

class Declarations {
 public:
  Declarations(std::string_view code, std::size_t element, JavaScope& members, JavaScope& page, JavaFacts& facts)
      : code_(code),
        element_(element),
        tokens_(scan_java(code)),
        java_(tokens_, members),
        members_(members),
        page_(page),
        facts_(facts) {}

  std::string run() {
    std::size_t copied = 0;
    while (java_.peek().kind != JavaTokenKind::kEnd) {
      out_ += code_.substr(copied, java_.peek().begin - copied);
      member();
      copied = java_.previous().end();
    }
    out_ += code_.substr(copied);
    // Only declarations that are kept as a whole are known.
    page_.functions = members_.functions;
    page_.has_changing_fields = members_.has_changing_fields;
    for (const auto& [name, type, is_constant, place] : fields_) page_.declare(name, type, is_constant, place);
    page_.guesses.merge(members_.guesses);
    page_.headers.merge(members_.headers);
    return std::move(out_);
  }

 private:
  struct Field {
    std::string name;
    JavaType type;
    bool is_constant;
    JavaPlace place;
  };

  static void require(bool is_known) {
    if (!is_known) refuse("the declaration is not supported");
  }

  void member() {
    if (java_.accept(";")) return;
    bool is_constant = false;
    while (java_.peek().is("public") || java_.peek().is("private") || java_.peek().is("protected") ||
           java_.peek().is("static") || java_.peek().is("final"))
      is_constant = java_.take().is("final") || is_constant;
    const bool is_void = java_.accept("void");
    const auto type = is_void ? std::optional(JavaType{}) : java_.type();
    require(type && java_.peek().kind == JavaTokenKind::kWord);
    if (java_.peek(1).is("(")) return method(*type);
    require(!is_void);
    field(*type, is_constant);
  }

  void field(JavaType type, bool is_constant) {
    const JavaPlace place{element_, java_.peek().begin};
    const std::string name(java_.take().text);
    if (facts_.spoiled.contains(place)) refuse("Java that was not converted changes `" + name + "`");
    const bool is_shared = type.is_number() || type.kind == JavaKind::kBoolean;
    if (!is_constant && !is_shared)
      refuse("`" + name + "` is shared by all requests at once; keep it in `application`");
    std::string text = (is_constant ? "const " : "") + cpp_type(type) + " " + JavaScope::cpp_name(name);
    if (java_.accept("=")) {
      const auto code = java_assigned(type, java_.expression(), members_);
      require(code.has_value());
      text += " = " + *code;
    } else {
      text += type.kind == JavaKind::kBoolean ? " = false" : " = 0";
    }
    require(java_.accept(";") && members_.declare(name, type, is_constant));
    members_.has_changing_fields = members_.has_changing_fields || !is_constant;
    if (!is_constant) members_.guesses.insert("`" + name + "` is shared by all requests without a lock");
    fields_.push_back({name, type, is_constant, place});
    out_ += text + ";";
  }

  void method(JavaType result) {
    const std::string name(java_.take().text);
    java_.take();
    JavaFunction function{JavaScope::cpp_name(name), result, {}};
    members_.open();
    require(!members_.functions.contains(name) && name != "jspInit" && name != "jspDestroy" &&
            result.kind != JavaKind::kList);
    method_text(name, function);
    members_.close();
  }

  void method_text(const std::string& name, JavaFunction& function) {
    std::string text = cpp_type(function.result) + " " + function.code + "(";
    while (!java_.peek().is(")")) {
      java_.accept("final");
      const auto type = java_.type();
      require(type && type->kind != JavaKind::kList);
      const std::string parameter(java_.take().text);
      require(members_.declare(parameter, *type, false));
      text += (function.parameters.empty() ? "" : ", ") + cpp_type(*type) + " " + JavaScope::cpp_name(parameter);
      function.parameters.push_back(*type);
      if (!java_.accept(",")) break;
    }
    require(java_.accept(")"));
    // C++ functions may throw without declaring it.
    if (java_.accept("throws"))
      while (java_.peek().kind == JavaTokenKind::kWord || java_.peek().is(".") || java_.peek().is(",")) java_.take();
    require(java_.peek().is("{"));
    // The method may call itself.
    members_.functions.emplace(name, function);
    out_ += text + ") " + body_of(function);
  }

  std::string body_of(const JavaFunction& function) {
    const std::size_t begin = java_.position();
    int depth = 0;
    do {
      if (java_.peek().is("{")) ++depth;
      if (java_.peek().is("}")) --depth;
      require(java_.take().kind != JavaTokenKind::kEnd);
    } while (depth > 0 && java_.peek().kind != JavaTokenKind::kEnd);
    const std::size_t end = java_.position();
    require(depth == 0);
    java_.go_to(begin);
    JavaBlocks blocks(members_, facts_, 1);
    JavaStatements statements(code_, java_, members_, blocks, 0);
    statements.returns(function.result);
    std::string body = statements.run(end);
    // What follows the body is copied by the caller.
    java_.go_to(end);
    body.resize(body.size() - (java_.peek().begin - java_.previous().end()));
    return body;
  }

  std::string_view code_;
  std::size_t element_;
  std::vector<JavaToken> tokens_;
  JavaExpressions java_;
  JavaScope& members_;
  JavaScope& page_;
  JavaFacts& facts_;
  std::vector<Field> fields_;
  std::string out_;
};

}  // namespace

std::string java_declarations(std::string_view code, std::size_t element, JavaScope& members, JavaScope& page,
                              JavaFacts& facts) {
  // A rejected declaration must leave nothing behind.
  JavaScope attempt = members;
  std::string text = Declarations(code, element, attempt, page, facts).run();
  members = std::move(attempt);
  return text;
}

}  // namespace quire::compiler
