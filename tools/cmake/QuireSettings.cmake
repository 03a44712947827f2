# Settings that all targets share: language standard, warnings, sanitizers, folders.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

# Where `cmake --install` puts files. The prefix is not known when configuring, so
# use Debian's multiarch library folder for every prefix, not only for /usr.
# As a subproject, leave these settings to the parent project.
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_INSTALL_LIBDIR AND CMAKE_LIBRARY_ARCHITECTURE AND EXISTS /etc/debian_version)
  set(CMAKE_INSTALL_LIBDIR "lib/${CMAKE_LIBRARY_ARCHITECTURE}" CACHE PATH "folder for libraries, relative to the prefix")
endif()
if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_INSTALL_DOCDIR share/doc/quire CACHE PATH "folder for documentation, relative to the prefix")
endif()
include(GNUInstallDirs)
file(RELATIVE_PATH QUIRE_LIBRARIES_FROM_PROGRAMS "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}")

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE
  "-O2 -DNDEBUG -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")

# Bind all symbols at start, after which the tables of functions are read-only.
add_link_options(-Wl,-z,relro -Wl,-z,now)

option(QUIRE_TESTS "build the tests" ${PROJECT_IS_TOP_LEVEL})
option(QUIRE_INSTALL "add rules for `cmake --install` and packages" ${PROJECT_IS_TOP_LEVEL})
option(QUIRE_FUZZ "build the fuzzers (needs Clang)" OFF)
option(QUIRE_WERROR "treat warnings as errors" OFF)
set(QUIRE_SANITIZE "" CACHE STRING "empty, `address` (implies undefined) or `thread`")

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers)
if(QUIRE_WERROR)
  add_compile_options(-Werror)
endif()
if(QUIRE_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
elseif(QUIRE_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread)
  add_link_options(-fsanitize=thread)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # lld links debug builds in a third of the time.
  add_link_options(-fuse-ld=lld)
endif()

# The headers that most files include, and more that most files of the target include, are parsed once for the target
# instead of once for each file: builds take half the time. g++ builds without, which finds files that lack an include.
#   quire_precompile_headers(<target> <header>…)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  option(QUIRE_PRECOMPILE_HEADERS "precompile headers that many files include" ${PROJECT_IS_TOP_LEVEL})
endif()
function(quire_precompile_headers target)
  if(QUIRE_PRECOMPILE_HEADERS)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <charconv> <chrono> <cstdint> <functional> <iterator>
      <map> <memory> <mutex> <optional> <set> <stdexcept> <string> <string_view> <utility> <vector> ${ARGN})
    # The same headers give the same file, which a compiler cache can use.
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
endfunction()

# Has a target compiled without optimization in debug builds: of code that takes longer to compile than it ever runs.
function(quire_compile_quickly target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Debug>:-O0>)
endfunction()

# Sets properties of single source files. For a file that is missing, as after it
# was moved, configuring fails; CMake itself would say nothing.
#   quire_source_properties(<file>… PROPERTIES <name> <value>…)
function(quire_source_properties)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "" "PROPERTIES")
  foreach(file IN LISTS ARG_UNPARSED_ARGUMENTS)
    if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
      message(FATAL_ERROR "there are settings for ${CMAKE_CURRENT_SOURCE_DIR}/${file}, which does not exist")
    endif()
  endforeach()
  set_source_files_properties(${ARG_UNPARSED_ARGUMENTS} PROPERTIES ${ARG_PROPERTIES})
endfunction()

include_directories("${PROJECT_SOURCE_DIR}")
