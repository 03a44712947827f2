# The standalone paged, for machines without any of Debian's packages: everything
# but libquire, libstdc++ and libc is linked statically. (Pages load these three,
# and must share them with the server.)
get_target_property(paged_sources paged SOURCES)
get_target_property(paged_definitions paged COMPILE_DEFINITIONS)
add_executable(paged_standalone EXCLUDE_FROM_ALL ${paged_sources})
target_compile_definitions(paged_standalone PRIVATE ${paged_definitions})
set_target_properties(paged_standalone PROPERTIES
  OUTPUT_NAME paged
  RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin/standalone"
  BUILD_WITH_INSTALL_RPATH ON
  INSTALL_RPATH "$ORIGIN/../lib;$ORIGIN/../../lib")

# Archives that come first provide every symbol that anything needs; the shared
# libraries of the same names, which quire_runtime links, then provide none and
# are not loaded. (lld also searches earlier archives for symbols it needs later.)
foreach(name boost_filesystem boost_atomic boost_json boost_container re2 lmdb z zstd brotlienc brotlidec brotlicommon ssl crypto)
  find_library(QUIRE_ARCHIVE_${name} "lib${name}.a")
  mark_as_advanced(QUIRE_ARCHIVE_${name})
  if(QUIRE_ARCHIVE_${name})
    target_link_libraries(paged_standalone PRIVATE "${QUIRE_ARCHIVE_${name}}")
  endif()
endforeach()
target_link_options(paged_standalone PRIVATE LINKER:--as-needed)
target_link_libraries(paged_standalone PRIVATE quire_paged)

# What it loads to keep sessions in redis contains OpenSSL as well.
get_target_property(redis_sources quire_redis SOURCES)
list(TRANSFORM redis_sources REPLACE "^redis_module" "${PROJECT_SOURCE_DIR}/runtime/session/redis/redis_module")
add_library(quire_redis_standalone MODULE EXCLUDE_FROM_ALL ${redis_sources})
get_target_property(redis_options quire_redis LINK_OPTIONS)
set_target_properties(quire_redis_standalone PROPERTIES
  OUTPUT_NAME quire_redis
  LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin/standalone/quire"
  LINK_OPTIONS "${redis_options}"
  BUILD_WITH_INSTALL_RPATH ON
  INSTALL_RPATH "$ORIGIN/..")
foreach(name ssl crypto zstd)
  if(QUIRE_ARCHIVE_${name})
    target_link_libraries(quire_redis_standalone PRIVATE "${QUIRE_ARCHIVE_${name}}")
  endif()
endforeach()
target_link_libraries(quire_redis_standalone PRIVATE quire_redis_store)
add_dependencies(paged_standalone quire_redis_standalone)

# What it loads to format numbers, dates and messages has ICU with all its data beside it: Debian's archives of ICU
# cannot be linked to a shared library.
get_target_property(format_options quire_format LINK_OPTIONS)
add_library(quire_format_standalone MODULE EXCLUDE_FROM_ALL "${PROJECT_SOURCE_DIR}/stdlib/format/format_module.cpp")
set_target_properties(quire_format_standalone PROPERTIES
  OUTPUT_NAME quire_format
  LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin/standalone/quire"
  LINK_OPTIONS "${format_options}"
  BUILD_WITH_INSTALL_RPATH ON
  INSTALL_RPATH "$ORIGIN;$ORIGIN/..")
# The path also counts for what ICU's libraries need of each other.
target_link_options(quire_format_standalone PRIVATE LINKER:--disable-new-dtags)
set(icu_copies "")
foreach(name icui18n icuuc icudata)
  find_library(QUIRE_SHARED_${name} ${name} REQUIRED)
  mark_as_advanced(QUIRE_SHARED_${name})
  file(REAL_PATH "${QUIRE_SHARED_${name}}" library)
  # Debian's name of the file is that with which programs ask for it, and a minor version.
  string(REGEX REPLACE "^.*/|\\.[0-9]+$" "" name "${library}")
  set(icu_copy "${PROJECT_BINARY_DIR}/bin/standalone/quire/${name}")
  configure_file("${library}" "${icu_copy}" COPYONLY)
  list(APPEND icu_copies "${icu_copy}")
endforeach()
target_link_libraries(quire_format_standalone PRIVATE quire_icu)
add_dependencies(paged_standalone quire_format_standalone)

# What it loads to import from other sites has libcurl, with all libraries that it needs, beside it: Debian's archive of
# libcurl needs others that are not packaged as archives.
get_target_property(fetch_options quire_fetch LINK_OPTIONS)
add_library(quire_fetch_standalone MODULE EXCLUDE_FROM_ALL "${PROJECT_SOURCE_DIR}/stdlib/fetch/fetch_module.cpp")
set_target_properties(quire_fetch_standalone PROPERTIES
  OUTPUT_NAME quire_fetch
  LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin/standalone/quire"
  LINK_OPTIONS "${fetch_options}"
  BUILD_WITH_INSTALL_RPATH ON
  INSTALL_RPATH "$ORIGIN;$ORIGIN/..")
# The path also counts for what these libraries need of each other.
target_link_options(quire_fetch_standalone PRIVATE LINKER:--disable-new-dtags)
find_library(QUIRE_SHARED_curl curl REQUIRED)
mark_as_advanced(QUIRE_SHARED_curl)
file(REAL_PATH "${QUIRE_SHARED_curl}" curl_library)
execute_process(COMMAND ldd "${curl_library}" OUTPUT_VARIABLE curl_needs COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "/[^ \n]*/lib[^ \n]*" curl_needs "${curl_needs}")
list(FILTER curl_needs EXCLUDE REGEX "/(lib(c|m|dl|rt|pthread|resolv)\\.so|ld-linux)")
set(curl_copies "")
set(curl_files "")
foreach(needed IN ITEMS "${curl_library}" LISTS curl_needs)
  file(REAL_PATH "${needed}" library)
  # Programs ask for it by the name with one number.
  get_filename_component(name "${needed}" NAME)
  string(REGEX REPLACE "^libcurl\\.so\\.4\\..*$" "libcurl.so.4" name "${name}")
  set(curl_copy "${PROJECT_BINARY_DIR}/bin/standalone/quire/${name}")
  configure_file("${library}" "${curl_copy}" COPYONLY)
  list(APPEND curl_copies "${curl_copy}")
  get_filename_component(file "${library}" NAME)
  list(APPEND curl_files "*/${file}")
endforeach()
# The notices of their authors go with them. One line of the answer is `libssl3:amd64: /usr/lib/…/libssl.so.3`.
execute_process(COMMAND dpkg-query --search ${curl_files} OUTPUT_VARIABLE owners COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" owners "${owners}")
list(TRANSFORM owners REPLACE "[:,].*$" "")
list(REMOVE_DUPLICATES owners)
set(curl_notices "")
foreach(owner IN LISTS owners)
  set(curl_notice "${PROJECT_BINARY_DIR}/generated/notices/${owner}")
  configure_file("/usr/share/doc/${owner}/copyright" "${curl_notice}" COPYONLY)
  list(APPEND curl_notices "${curl_notice}")
endforeach()
target_link_libraries(quire_fetch_standalone PRIVATE quire_curl)
add_dependencies(paged_standalone quire_fetch_standalone)

set(as_standalone COMPONENT standalone EXCLUDE_FROM_ALL)
install(TARGETS paged_standalone RUNTIME DESTINATION bin ${as_standalone})
install(TARGETS quire_page LIBRARY DESTINATION lib ${as_standalone} NAMELINK_SKIP)
install(TARGETS quire_redis_standalone quire_format_standalone quire_fetch_standalone LIBRARY DESTINATION lib/quire ${as_standalone})
install(FILES ${curl_notices} DESTINATION share/quire/notices ${as_standalone})
install(FILES ${icu_copies} ${curl_copies} DESTINATION lib/quire ${as_standalone})
set(package_sources "${PROJECT_SOURCE_DIR}/tools/package")
install(FILES "${package_sources}/standalone/README.md" "${package_sources}/copyright" DESTINATION . ${as_standalone})
install(DIRECTORY "${package_sources}/webapps" "${PROJECT_SOURCE_DIR}/tools/paged/base/conf" DESTINATION . ${as_standalone})
install(FILES "${package_sources}/quire.service" DESTINATION share/quire ${as_standalone})
install(DIRECTORY "${package_sources}/examples" DESTINATION share/quire ${as_standalone})
install(FILES "${package_sources}/man/paged.1" DESTINATION share/man/man1 ${as_standalone})
install(FILES "${package_sources}/man/quire-server.toml.5" "${package_sources}/man/quire-web.toml.5" DESTINATION share/man/man5 ${as_standalone})
