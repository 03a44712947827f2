# Pages as a part of CMake projects.
#
#   quire_add_site(<target> ROOT <folder> [NAMESPACE <name>] [HEADERS <header>…] [LIBRARIES <library>…])
#       A static library of a site: its pages, its C++ in WEB-INF/src, its
#       static files. In C++ the site is `sites::<target>`, declared by
#       <<target>_site.h>, and each page a function in `<name>` (pages),
#       declared by <<name>.h>.
#
#   quire_add_server(<target> SITES <site>[=<context path>]…)
#       One executable that serves sites, with no file beside it:
#       `./<target> --port 8080`.
#
#   quire_add_pages(<target> PAGES <page>… [ROOT <folder>] [NAMESPACE <name>] [HEADERS …] [LIBRARIES …])
#       A static library of pages as functions, for any program: no server, no
#       files. ROOT is where includes and tags are looked for (this folder).
#
# HEADERS are precompiled for the pages. LIBRARIES are what the pages use; who
# links the target gets them as well. With QUIRE_PAGEC set, that pagec is used:
# when a program is built for another machine, one of the machine that builds.

set(QUIRE_PAGEC "" CACHE FILEPATH "the pagec that translates pages; empty for the one of Quire's own package")

# Sets `pagec_command` and `pagec_depends` in the caller.
macro(_quire_find_pagec)
  if(QUIRE_PAGEC)
    set(pagec_command "${QUIRE_PAGEC}")
    set(pagec_depends "${QUIRE_PAGEC}")
  elseif(TARGET Quire::pagec)
    set(pagec_command Quire::pagec)
    set(pagec_depends Quire::pagec)
  else()
    message(FATAL_ERROR "Quire: there is no pagec for this machine; set QUIRE_PAGEC to one that runs here")
  endif()
endmacro()

# The name of a page's unit: the page's own, but for characters that build
# tools take for something else.
function(_quire_unit_name page result)
  if(page MATCHES "^[A-Za-z0-9_./+-]+$")
    set(${result} "${page}.cpp" PARENT_SCOPE)
  else()
    string(SHA256 hash "${page}")
    string(SUBSTRING "${hash}" 0 16 hash)
    set(${result} "page_${hash}.cpp" PARENT_SCOPE)
  endif()
endfunction()

# What both kinds of library share. `pages` are relative to `root`; `inputs` are
# files whose change may change what is generated; `more` are arguments of pagec.
function(_quire_add_library target root namespace site pages inputs sources more)
  _quire_find_pagec()
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}.quire")
  set(lines "")
  set(units "")
  foreach(page IN LISTS pages)
    _quire_unit_name("${page}" unit)
    string(APPEND lines "${page}\t${unit}\n")
    list(APPEND units "${folder}/${unit}")
  endforeach()
  # Written only when it is another one: its time says when it changed.
  file(CONFIGURE OUTPUT "${folder}/pages.list" CONTENT "${lines}" @ONLY)
  set(products ${units})
  if(NOT "--pages-only" IN_LIST more)
    list(APPEND products "${folder}/site.cpp")
    set_source_files_properties("${folder}/site.cpp" PROPERTIES GENERATED ON)
  endif()
  # One process translates all pages, and leaves alone what did not change: only
  # units that did are compiled again.
  add_custom_command(OUTPUT "${folder}/generated.stamp"
    BYPRODUCTS ${products} "${folder}/libraries.txt"
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
  # For language servers, which look into generated units as well. A page's macros
  # are its own: units are not put together.
  set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON UNITY_BUILD OFF)
  target_include_directories(${target} PUBLIC "${folder}/include")
  if(IS_DIRECTORY "${root}/WEB-INF/src")
    target_include_directories(${target} PUBLIC "${root}/WEB-INF/src")
  endif()
  # What pages ask for by `link="-lfoo"` is known when they are translated.
  target_link_libraries(${target} PUBLIC Quire::page INTERFACE "-Wl,@${folder}/libraries.txt")
  set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_DEPENDS "${folder}/libraries.txt")
  target_precompile_headers(${target} PRIVATE <quire/page.h> <quire/embedded.h> <quire/standalone.h>)
endfunction()

function(quire_add_site target)
  cmake_parse_arguments(PARSE_ARGV 1 site "" "ROOT;NAMESPACE" "HEADERS;LIBRARIES")
  if(site_UNPARSED_ARGUMENTS OR NOT site_ROOT)
    message(FATAL_ERROR "quire_add_site(<target> ROOT <folder> [NAMESPACE <name>] [HEADERS …] [LIBRARIES …]): "
      "ROOT is missing, or this is unknown: ${site_UNPARSED_ARGUMENTS}")
  endif()
  get_filename_component(root "${site_ROOT}" ABSOLUTE)
  if(NOT IS_DIRECTORY "${root}")
    message(FATAL_ERROR "quire_add_site(${target}): ROOT ${root} is no folder")
  endif()
  if(NOT site_NAMESPACE)
    set(site_NAMESPACE pages)
  endif()
  # A file that comes or goes makes CMake look again.
  file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${root}" CONFIGURE_DEPENDS "${root}/*")
  list(FILTER files EXCLUDE REGEX "(^|/)\\.|^WEB-INF/work/")
  set(pages ${files})
  list(FILTER pages INCLUDE REGEX "\\.pagex?$")
  set(sources ${files})
  list(FILTER sources INCLUDE REGEX "^WEB-INF/src/.*\\.(cpp|cc|cxx)$")
  list(TRANSFORM sources PREPEND "${root}/")
  list(FILTER files EXCLUDE REGEX "^WEB-INF/src/")
  list(TRANSFORM files PREPEND "${root}/")
  string(MAKE_C_IDENTIFIER "${target}" name)
  _quire_add_library(${target} "${root}" "${site_NAMESPACE}" "${name}" "${pages}" "${files}" "${sources}" "")
  target_link_libraries(${target} PUBLIC ${site_LIBRARIES})
  target_precompile_headers(${target} PRIVATE ${site_HEADERS})
  set_target_properties(${target} PROPERTIES QUIRE_SITE "${name}" QUIRE_NAMESPACE "${site_NAMESPACE}")
endfunction()

function(quire_add_pages target)
  cmake_parse_arguments(PARSE_ARGV 1 given "" "ROOT;NAMESPACE" "PAGES;HEADERS;LIBRARIES")
  if(given_UNPARSED_ARGUMENTS OR NOT given_PAGES)
    message(FATAL_ERROR "quire_add_pages(<target> PAGES <page>… [ROOT <folder>] [NAMESPACE <name>] [HEADERS …] "
      "[LIBRARIES …]): PAGES are missing, or this is unknown: ${given_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT given_ROOT)
    set(given_ROOT "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  get_filename_component(root "${given_ROOT}" ABSOLUTE)
  if(NOT given_NAMESPACE)
    set(given_NAMESPACE pages)
  endif()
  set(pages "")
  set(inputs "")
  foreach(page IN LISTS given_PAGES)
    get_filename_component(whole "${page}" ABSOLUTE)
    file(RELATIVE_PATH name "${root}" "${whole}")
    if(NOT EXISTS "${whole}" OR name MATCHES "^\\.\\./")
      message(FATAL_ERROR "quire_add_pages(${target}): ${page} is no page in ${root}")
    endif()
    list(APPEND pages "${name}")
    list(APPEND inputs "${whole}")
  endforeach()
  string(MAKE_C_IDENTIFIER "${target}" name)
  _quire_add_library(${target} "${root}" "${given_NAMESPACE}" "${name}" "${pages}" "${inputs}" "" "--pages-only")
  target_link_libraries(${target} PUBLIC ${given_LIBRARIES})
  target_precompile_headers(${target} PRIVATE ${given_HEADERS})
endfunction()

function(quire_add_server target)
  cmake_parse_arguments(PARSE_ARGV 1 server "" "" "SITES")
  if(server_UNPARSED_ARGUMENTS OR NOT server_SITES)
    message(FATAL_ERROR "quire_add_server(<target> SITES <site>[=<context path>]…): SITES are missing, or this is "
      "unknown: ${server_UNPARSED_ARGUMENTS}")
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
      message(FATAL_ERROR "quire_add_server(${target}): there is no site ${site}; make it with quire_add_site")
    endif()
    get_target_property(name ${site} QUIRE_SITE)
    get_target_property(namespace ${site} QUIRE_NAMESPACE)
    if(NOT name)
      message(FATAL_ERROR "quire_add_server(${target}): ${site} is no site of quire_add_site")
    endif()
    if(path AND NOT path MATCHES "^/.*[^/]$")
      message(FATAL_ERROR "quire_add_server(${target}): the context path `${path}` must begin with / and end without")
    endif()
    if("=${path}" IN_LIST paths)
      message(FATAL_ERROR "quire_add_server(${target}): two sites at `${path}/`; write ${site}=/another/path")
    endif()
    if(namespace IN_LIST namespaces)
      message(FATAL_ERROR "quire_add_server(${target}): the pages of ${site} are in namespace `${namespace}` as those "
        "of another site; give it one of its own: quire_add_site(${site} … NAMESPACE ${name}_pages)")
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
