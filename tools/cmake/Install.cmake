# What `cmake --install` copies, in six components:
#   runtime  libquire.so, which pages and both programs load
#   server   paged, its systemd unit, and an initial base folder
#   redis    a library that servers load if they keep sessions in redis
#   format   a library that pages load if they format numbers, dates or messages
#   import   a library that pages load if they import from other sites
#   devel    pagec, and what it and C++ projects need to build pages
# The programs find each other, the library and the headers relative to their own
# location, so any prefix works and an installation can be moved.

set(package_sources "${PROJECT_SOURCE_DIR}/tools/package")

# The second folder is that of the build tree. If programs there had another run path, CMake would
# fill it up with colons, to replace it when installing; they mean the current folder.
set_target_properties(pagec paged PROPERTIES BUILD_WITH_INSTALL_RPATH ON
  INSTALL_RPATH "$ORIGIN/${QUIRE_LIBRARIES_FROM_PROGRAMS};$ORIGIN/../lib")

install(TARGETS quire_page
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT devel)
install(TARGETS paged RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT server)
# Where runtime/session/redis_loader.cpp looks for it.
install(TARGETS quire_redis LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/quire" COMPONENT redis)
# Where runtime/api/optional_library.cpp looks for them.
install(TARGETS quire_format LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/quire" COMPONENT format)
install(TARGETS quire_fetch LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/quire" COMPONENT import)
install(TARGETS pagec RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT devel)

# For C++ projects: `find_package(Quire)` and pkg-config.
include(CMakePackageConfigHelpers)
set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/Quire")
install(TARGETS quire_page_static quire_server EXPORT QuireTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT devel)
install(EXPORT QuireTargets NAMESPACE Quire:: DESTINATION "${package_folder}" COMPONENT devel)
configure_package_config_file("${PROJECT_SOURCE_DIR}/tools/cmake/QuireConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/generated/QuireConfig.cmake"
  INSTALL_DESTINATION "${package_folder}" PATH_VARS CMAKE_INSTALL_BINDIR)
# Generated units only work with the libraries of the same version, see kAbiStamp.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/generated/QuireConfigVersion.cmake" COMPATIBILITY ExactVersion)
install(FILES "${PROJECT_BINARY_DIR}/generated/QuireConfig.cmake" "${PROJECT_BINARY_DIR}/generated/QuireConfigVersion.cmake"
  "${PROJECT_SOURCE_DIR}/tools/cmake/QuireSites.cmake"
  DESTINATION "${package_folder}" COMPONENT devel)
file(RELATIVE_PATH QUIRE_PREFIX_FROM_PKGCONFIG "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
configure_file("${PROJECT_SOURCE_DIR}/tools/cmake/quire.pc.in" "${PROJECT_BINARY_DIR}/generated/quire.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/generated/quire.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT devel)

# The headers that pages include, and the stamp computed from them.
file(GLOB api_headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/api/quire/*.h" "${PROJECT_SOURCE_DIR}/runtime/api/quire/*.def")
install(FILES ${api_headers} "${PROJECT_BINARY_DIR}/generated/quire/abi_stamp.h"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/quire" COMPONENT devel)
# pagec's include path for Clang: a folder with only these headers, see
# compiler/clang/toolchain.cpp.
set(own_headers "quire/include")
file(RELATIVE_PATH headers_from_own "${CMAKE_INSTALL_FULL_LIBDIR}/${own_headers}" "${CMAKE_INSTALL_FULL_INCLUDEDIR}/quire")
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/generated/installed")
file(CREATE_LINK "${headers_from_own}" "${PROJECT_BINARY_DIR}/generated/installed/quire" SYMBOLIC)
install(FILES "${PROJECT_BINARY_DIR}/generated/installed/quire" DESTINATION "${CMAKE_INSTALL_LIBDIR}/${own_headers}" COMPONENT devel)

# Completion scripts, which each program prints for itself.
set(completions "${PROJECT_BINARY_DIR}/generated/completions")
set(completion_scripts "")
function(quire_completion program component shell name folder)
  set(script "${completions}/${shell}/${name}")
  add_custom_command(OUTPUT "${script}"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${completions}/${shell}"
    COMMAND ${program} completion ${shell} > "${script}"
    DEPENDS ${program}
    VERBATIM)
  install(FILES "${script}" DESTINATION "${CMAKE_INSTALL_DATADIR}/${folder}" COMPONENT ${component})
  list(APPEND completion_scripts "${script}")
  set(completion_scripts "${completion_scripts}" PARENT_SCOPE)
endfunction()
foreach(program_component "pagec devel" "paged server")
  separate_arguments(program_component)
  list(GET program_component 0 program)
  quire_completion(${program_component} bash ${program} bash-completion/completions)
  quire_completion(${program_component} zsh _${program} zsh/vendor-completions)
  quire_completion(${program_component} fish ${program}.fish fish/vendor_completions.d)
endforeach()

# Manual pages, and the service: its units, its user, and the web applications and
# settings of a new base folder.
install(FILES "${package_sources}/man/pagec.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT devel)
install(FILES "${package_sources}/man/quire-form.7" DESTINATION "${CMAKE_INSTALL_MANDIR}/man7" COMPONENT devel)
install(FILES "${package_sources}/man/paged.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT server)
install(FILES "${package_sources}/man/quire-server.toml.5" "${package_sources}/man/quire-web.toml.5"
  DESTINATION "${CMAKE_INSTALL_MANDIR}/man5" COMPONENT server)
install(FILES "${package_sources}/quire.service" "${package_sources}/quire.socket" DESTINATION lib/systemd/system COMPONENT server)
install(FILES "${package_sources}/sysusers.conf" DESTINATION lib/sysusers.d RENAME quire.conf COMPONENT server)
install(DIRECTORY "${package_sources}/webapps" "${PROJECT_SOURCE_DIR}/tools/paged/base/conf"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/quire" COMPONENT server)
install(DIRECTORY "${package_sources}/examples" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT server)
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${package_sources}/copyright"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT devel)

# Everything that is installed, without the tests: `tools/build installable`.
add_custom_target(installable ALL DEPENDS pagec paged quire_redis quire_format quire_fetch quire_page quire_page_static quire_server ${completion_scripts})
