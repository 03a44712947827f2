#ifndef QUIRE_COMPILER_IMPORT_BEANS_H_
#define QUIRE_COMPILER_IMPORT_BEANS_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace quire::compiler {

/// The properties that pages read of their beans, as paths such as `address.city`, or `items.[].name` of the elements
/// of a list, by the bean's name.
using BeanProperties = std::map<std::string, std::set<std::string>, std::less<>>;

/// The C++ type for a bean of that Java class: text, or otherwise data of any kind.
std::string bean_type(std::string_view java_class);

/// `firstName` for the getter `getFirstName` or `isFirstName`; empty for other methods (JavaBeans 1.01, 8.8).
std::string property_of(std::string_view method);

/// Adds what the Java and the Expression Language of a JSP read of the beans that are in `beans`.
///
///     BeanProperties beans{{"user", {}}};
///     read_properties("${user.address.city} <%= user.getName() %>", beans);  // address.city, name
void read_properties(std::string_view jsp, BeanProperties& beans);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_BEANS_H_
