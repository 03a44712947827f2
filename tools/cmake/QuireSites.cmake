# Functions to use pages in CMake projects.
#
#   quire_add_site(<target> ROOT <folder> [NAMESPACE <name>] [HEADERS <header>…] [LIBRARIES <library>…])
#       Adds a static library with a site: its pages, the C++ in WEB-INF/src, and
#       its static files. In C++ the site is `sites::<target>`, declared in
#       <<target>_site.h>, and each page is a function in namespace <name>
#       (default: pages), declared in <<name>.h>.
#
#   quire_add_server(<target> SITES <site>[=<context path>]…)
#       Adds a self-contained executable that serves sites:
#       `./<target> --port 8080`.
#
#   quire_add_pages(<target> PAGES <page>… [ROOT <folder>] [NAMESPACE <name>] [HEADERS …] [LIBRARIES …])
#       Adds a static library with pages as functions, for any program: no server,
#       no static files. Includes and tags are searched in ROOT (default: the
#       current source folder). Pages are relative to the current source folder or
#       to ROOT.
#
# HEADERS are precompiled for the pages. LIBRARIES are used by the pages, and by
# everything that links the target. To use another pagec, set QUIRE_PAGEC; this is
# needed when cross-compiling, with a pagec of the build machine.

# The version that wrote the generated code.
set_property(GLOBAL PROPERTY QUIRE_VERSION "${Quire_VERSION}")
set(QUIRE_PAGEC "" CACHE FILEPATH "pagec to use; empty for the one in the Quire package")

# Sets `pagec_command` and `pagec_depends` in the caller.
macro(_quire_find_pagec)
  if(QUIRE_PAGEC)
    set(pagec_command "${QUIRE_PAGEC}")
    set(pagec_depends "${QUIRE_PAGEC}")
  elseif(TARGET Quire::pagec)
    set(pagec_command Quire::pagec)
    set(pagec_depends Quire::pagec)
  else()
    message(FATAL_ERROR "Quire: no pagec for this machine was found; set QUIRE_PAGEC to one that runs here")
  endif()
endmacro()

# The file name of a page's translation unit: the page's own name, unless it has
# characters that are special to build tools.
function(_quire_unit_name page result)
  if(page MATCHES "^[A-Za-z0-9_./+-]+$")
    set(${result} "${page}.cpp" PARENT_SCOPE)
  else()
    string(SHA256 hash "${page}")
    string(SUBSTRING "${hash}" 0 16 hash)
    set(${result} "page_${hash}.cpp" PARENT_SCOPE)
  endif()
endfunction()

# Common part of both kinds of library. `pages` are relative to `root`; `inputs`
# are the files that the generated code depends on; `more` are arguments for pagec.
# Reads `given_NAMESPACE`, `given_HEADERS` and `given_LIBRARIES` of the caller.
function(_quire_add_library target root pages inputs sources more)
  _quire_find_pagec()
  string(MAKE_C_IDENTIFIER "${target}" site)
  set(namespace "${given_NAMESPACE}")
  if(NOT namespace)
    set(namespace pages)
  endif()
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}.quire")
  set(lines "")
  set(units "")
  foreach(page IN LISTS pages)
    _quire_unit_name("${page}" unit)
    string(APPEND lines "${page}\t${unit}\n")
    list(APPEND units "${folder}/${unit}")
  endforeach()
  # This keeps the file's time if the list is unchanged.
  file(CONFIGURE OUTPUT "${folder}/pages.list" CONTENT "${lines}" @ONLY)
  set(products ${units})
  if(NOT "--pages-only" IN_LIST more)
    list(APPEND products "${folder}/site.cpp")
    set_source_files_properties("${folder}/site.cpp" PROPERTIES GENERATED ON)
  endif()
  # A single process translates all pages. It does not touch unchanged files, so
  # only changed units are recompiled.
  add_custom_command(OUTPUT "${folder}/generated.stamp"
    BYPRODUCTS ${products} "${folder}/libraries.ld" "${folder}/compile.txt" "${folder}/link.txt"
    COMMAND ${pagec_command} generate "${root}" --output "${folder}" --list "${folder}/pages.list" --site "${site}"
      --namespace "${namespace}" --depfile "${folder}/generated.d" --stamp "${folder}/generated.stamp" ${more}
    DEPENDS ${inputs} "${folder}/pages.list" ${pagec_depends}
    DEPFILE "${folder}/generated.d"
    COMMENT "Translating the pages of ${target}"
    VERBATIM)
  add_custom_target(${target}_pages DEPENDS "${folder}/generated.stamp")
  add_library(${target} STATIC ${products} ${sources})
  add_dependencies(${target} ${target}_pages)
  target_compile_features(${target} PUBLIC cxx_std_20)
  # Large local variables must not reach past the guard of a stack.
  target_compile_options(${target} PRIVATE -fstack-clash-protection)
  # Compile commands are for language servers. No unity build, because the macros
  # of a page must not affect other pages.
  set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON UNITY_BUILD OFF)
  target_include_directories(${target} PUBLIC "${folder}/include")
  if(IS_DIRECTORY "${root}/WEB-INF/src")
    target_include_directories(${target} PUBLIC "${root}/WEB-INF/src")
  endif()
  # What web.toml and `link="-lfoo"` add is only known once the pages are translated.
  set(precompiled "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx.cxx")
  set_property(SOURCE ${products} ${sources} "${precompiled}" APPEND PROPERTY OBJECT_DEPENDS "${folder}/compile.txt")
  target_compile_options(${target} PUBLIC "@${folder}/compile.txt")
  target_link_libraries(${target} PUBLIC Quire::page INTERFACE "${folder}/libraries.ld")
  target_link_options(${target} INTERFACE "@${folder}/link.txt")
  set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_DEPENDS "${folder}/libraries.ld")
  target_link_libraries(${target} PUBLIC ${given_LIBRARIES})
  target_precompile_headers(${target} PRIVATE
    <quire/page.h> <quire/embedded.h> <quire/standalone.h> ${given_HEADERS})
  if(NOT "--pages-only" IN_LIST more)
    _quire_describe_site(${target} "${root}" "${folder}")
    set_target_properties(${target} PROPERTIES QUIRE_SITE "${site}" QUIRE_NAMESPACE "${namespace}")
  endif()
endfunction()

# For `paged dev --cmake` and `pagec check --cmake`: a file that describes the site, and
# a target that builds its libraries. CMake says what a module is linked with, but not
# what a static library is.
function(_quire_describe_site target root folder)
  get_property(version GLOBAL PROPERTY QUIRE_VERSION)
  string(REPLACE "\\" "\\\\" root "${root}")
  string(REPLACE "\"" "\\\"" root "${root}")
  file(CONFIGURE OUTPUT "${folder}/site.json" CONTENT "{\"root\": \"${root}\", \"quire\": \"${version}\"}\n" @ONLY)
  file(CONFIGURE OUTPUT "${folder}/libraries.cpp" CONTENT "// Links the libraries of ${target}.\n" @ONLY)
  add_library(${target}_libraries MODULE EXCLUDE_FROM_ALL "${folder}/libraries.cpp")
  target_link_libraries(${target}_libraries PRIVATE ${given_LIBRARIES})
endfunction()

function(quire_add_site target)
  cmake_parse_arguments(PARSE_ARGV 1 given "" "ROOT;NAMESPACE" "HEADERS;LIBRARIES")
  if(given_UNPARSED_ARGUMENTS OR NOT given_ROOT)
    message(FATAL_ERROR "quire_add_site(<target> ROOT <folder> [NAMESPACE <name>] [HEADERS …] [LIBRARIES …]): "
      "missing ROOT or unknown arguments: ${given_UNPARSED_ARGUMENTS}")
  endif()
  get_filename_component(root "${given_ROOT}" ABSOLUTE)
  if(NOT IS_DIRECTORY "${root}")
    message(FATAL_ERROR "quire_add_site(${target}): ROOT ${root} is not a folder")
  endif()
  # CMake runs again when files are added or removed.
  file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${root}" CONFIGURE_DEPENDS "${root}/*")
  list(FILTER files EXCLUDE REGEX "(^|/)\\.|^WEB-INF/work/")
  set(pages ${files})
  list(FILTER pages INCLUDE REGEX "\\.pagex?$")
  set(sources ${files})
  list(FILTER sources INCLUDE REGEX "^WEB-INF/src/.*\\.(cpp|cc|cxx)$")
  list(TRANSFORM sources PREPEND "${root}/")
  list(FILTER files EXCLUDE REGEX "^WEB-INF/src/")
  list(TRANSFORM files PREPEND "${root}/")
  _quire_add_library(${target} "${root}" "${pages}" "${files}" "${sources}" "")
endfunction()

function(quire_add_pages target)
  cmake_parse_arguments(PARSE_ARGV 1 given "" "ROOT;NAMESPACE" "PAGES;HEADERS;LIBRARIES")
  if(given_UNPARSED_ARGUMENTS OR NOT given_PAGES)
    message(FATAL_ERROR "quire_add_pages(<target> PAGES <page>… [ROOT <folder>] [NAMESPACE <name>] [HEADERS …] "
      "[LIBRARIES …]): missing PAGES or unknown arguments: ${given_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT given_ROOT)
    set(given_ROOT "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  get_filename_component(root "${given_ROOT}" ABSOLUTE)
  set(pages "")
  set(inputs "")
  foreach(page IN LISTS given_PAGES)
    get_filename_component(whole "${page}" ABSOLUTE)
    if(NOT EXISTS "${whole}")
      get_filename_component(whole "${page}" ABSOLUTE BASE_DIR "${root}")
    endif()
    file(RELATIVE_PATH name "${root}" "${whole}")
    if(NOT EXISTS "${whole}" OR name MATCHES "^\\.\\./")
      message(FATAL_ERROR "quire_add_pages(${target}): ${page} is not a page in ${root}")
    endif()
    list(APPEND pages "${name}")
    list(APPEND inputs "${whole}")
  endforeach()
  _quire_add_library(${target} "${root}" "${pages}" "${inputs}" "" "--pages-only")
endfunction()

function(quire_add_server target)
  cmake_parse_arguments(PARSE_ARGV 1 server "" "" "SITES")
  if(server_UNPARSED_ARGUMENTS OR NOT server_SITES)
    message(FATAL_ERROR "quire_add_server(<target> SITES <site>[=<context path>]…): missing SITES or unknown "
      "arguments: ${server_UNPARSED_ARGUMENTS}")
  endif()
  set(includes "")
  set(mounts "")
  set(namespaces "")
  set(paths "")
  foreach(entry IN LISTS server_SITES)
    set(site "${entry}")
    set(path "")
    if(entry MATCHES "^([^=]+)=(.*)$")
      set(site "${CMAKE_MATCH_1}")
      set(path "${CMAKE_MATCH_2}")
    endif()
    if(NOT TARGET ${site})
      message(FATAL_ERROR "quire_add_server(${target}): there is no site ${site}; add it with quire_add_site")
    endif()
    get_target_property(name ${site} QUIRE_SITE)
    get_target_property(namespace ${site} QUIRE_NAMESPACE)
    if(NOT name)
      message(FATAL_ERROR "quire_add_server(${target}): ${site} was not added with quire_add_site")
    endif()
    if(path AND NOT path MATCHES "^/.*[^/]$")
      message(FATAL_ERROR "quire_add_server(${target}): the context path `${path}` must start with / and must not end with /")
    endif()
    if("=${path}" IN_LIST paths)
      message(FATAL_ERROR "quire_add_server(${target}): two sites would be served at `${path}/`; use ${site}=/another/path")
    endif()
    if(namespace IN_LIST namespaces)
      message(FATAL_ERROR "quire_add_server(${target}): ${site} and another site both have their pages in namespace "
        "`${namespace}`; use quire_add_site(${site} … NAMESPACE ${name}_pages)")
    endif()
    list(APPEND paths "=${path}")
    list(APPEND namespaces "${namespace}")
    string(APPEND includes "#include <${name}_site.h>\n")
    string(APPEND mounts "{\"${path}\", sites::${name}}, ")
    list(APPEND libraries ${site})
  endforeach()
  set(main "${CMAKE_CURRENT_BINARY_DIR}/${target}.quire/main.cpp")
  file(CONFIGURE OUTPUT "${main}" @ONLY CONTENT "// Serves ${server_SITES}.
#include <quire/server.h>
${includes}
int main(int argc, char** argv) { return quire::serve(argc, argv, {${mounts}}); }
")
  add_executable(${target} "${main}")
  target_link_libraries(${target} PRIVATE ${libraries} Quire::server)
endfunction()
