# The packages that `tools/build packages` creates in build/packages:
#   libquire0        the library that pages and both programs load; separate, since
#                    the packages of the programs do not depend on each other
#   quire-server     paged, with a service for /var/lib/quire
#   quire-server-redis   what it needs to keep sessions in redis, because only that needs OpenSSL
#   quire-server-format  what pages need to format numbers, dates and messages, because only that needs ICU
#   quire-server-import  what pages need to import from other sites, because only that needs libcurl
#   quire            pagec, and what pages and C++ projects are built with
#   quire-server-….tar.gz   a standalone server that needs no packages
set(package_sources "${PROJECT_SOURCE_DIR}/tools/package")
set(QUIRE_PACKAGE_MAINTAINER "Quire maintainers <maintainers@quire.invalid>" CACHE STRING "maintainer of the packages")
# Reproducible packages: use the date of the changelog, not today's.
set(QUIRE_PACKAGE_DATE "Tue, 24 Nov 2026 12:00:00 +0000")
configure_file("${package_sources}/changelog.in" "${PROJECT_BINARY_DIR}/generated/package/changelog" @ONLY)

set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME quire)
set(CPACK_PACKAGE_VENDOR Quire)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${QUIRE_PACKAGE_MAINTAINER}")
set(CPACK_OUTPUT_FILE_PREFIX "${PROJECT_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# Which component goes into which package, and the extra files for Debian.
set(CPACK_QUIRE_SOURCES "${package_sources}")
set(CPACK_QUIRE_CHANGELOG "${PROJECT_BINARY_DIR}/generated/package/changelog")
set(CPACK_PROJECT_CONFIG_FILE "${PROJECT_SOURCE_DIR}/tools/cmake/PackageKind.cmake")
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/tools/cmake/DebianFiles.cmake")

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Depend on the packages of all linked libraries; libquire is in the build folder.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_LIBRARY_OUTPUT_DIRECTORY}")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
# The library refuses pages that were built with the headers of another version.
set(needs_library "libquire${PROJECT_VERSION_MAJOR} (= ${PROJECT_VERSION})")

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME "libquire${PROJECT_VERSION_MAJOR}")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA "${package_sources}/libquire/triggers")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "run-time library for web pages written in C++
Quire serves web pages written in C++: text with embedded C++, in JSP syntax.
This package contains the library that compiled pages are linked with. The
server and the compiler use it as well.")

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME quire-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_SECTION httpd)
# systemd includes systemd-sysusers; with another init system, it is a separate package.
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "${needs_library}, systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS "quire-server-format, quire-server-import")
set(CPACK_DEBIAN_SERVER_PACKAGE_SUGGESTS "quire, quire-server-redis")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
  "${package_sources}/quire-server/postinst" "${package_sources}/quire-server/prerm"
  "${package_sources}/quire-server/postrm" "${package_sources}/quire-server/conffiles")
set(CPACK_COMPONENT_SERVER_DESCRIPTION "server for web pages written in C++
Quire serves web pages written in C++: text with embedded C++, in JSP syntax.
This package contains the server. It serves sites that were built elsewhere
without a compiler; if the package quire is installed, it also builds pages.")

set(CPACK_DEBIAN_REDIS_PACKAGE_NAME quire-server-redis)
set(CPACK_DEBIAN_REDIS_PACKAGE_SECTION httpd)
set(CPACK_DEBIAN_REDIS_PACKAGE_DEPENDS "${needs_library}, quire-server (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_REDIS_DESCRIPTION "sessions in redis for the server for web pages written in C++
Quire serves web pages written in C++: text with embedded C++, in JSP syntax.
This package contains a library that the server loads if several servers share
their sessions in redis.")

set(CPACK_DEBIAN_FORMAT_PACKAGE_NAME quire-server-format)
set(CPACK_DEBIAN_FORMAT_PACKAGE_SECTION httpd)
set(CPACK_DEBIAN_FORMAT_PACKAGE_DEPENDS "${needs_library}")
set(CPACK_COMPONENT_FORMAT_DESCRIPTION "formats in all languages for web pages written in C++
Quire serves web pages written in C++: text with embedded C++, in JSP syntax.
This package contains a library that pages load if they format numbers, dates
or messages for their visitors.")

set(CPACK_DEBIAN_IMPORT_PACKAGE_NAME quire-server-import)
set(CPACK_DEBIAN_IMPORT_PACKAGE_SECTION httpd)
# The certificates of authorities, without which nothing is fetched by HTTPS.
set(CPACK_DEBIAN_IMPORT_PACKAGE_DEPENDS "${needs_library}, ca-certificates")
set(CPACK_COMPONENT_IMPORT_DESCRIPTION "imports from other sites for web pages written in C++
Quire serves web pages written in C++: text with embedded C++, in JSP syntax.
This package contains a library that pages load if they import text from other
sites.")

set(CPACK_DEBIAN_DEVEL_PACKAGE_NAME quire)
set(CPACK_DEBIAN_DEVEL_PACKAGE_SECTION devel)
# What pages are compiled and linked against.
set(CPACK_DEBIAN_DEVEL_PACKAGE_DEPENDS "${needs_library}, libstdc++-12-dev, libc6-dev, libclang-common-19-dev")
# For C++ projects with their own pages: a compiler, and the libraries that
# libquire_server.a needs.
string(CONCAT CPACK_DEBIAN_DEVEL_PACKAGE_RECOMMENDS "quire-server, quire-server-format, quire-server-import, cmake, g++ | clang-19, "
  "libboost-filesystem1.81-dev, libboost-json1.81-dev, libre2-dev, liblmdb-dev, zlib1g-dev, libbrotli-dev, "
  "libzstd-dev")
# For `paged dev --check`.
set(CPACK_DEBIAN_DEVEL_PACKAGE_SUGGESTS libclang-rt-19-dev)
set(CPACK_COMPONENT_DEVEL_DESCRIPTION "compiler for web pages written in C++
Quire serves web pages written in C++: text with embedded C++, in JSP syntax.
This package contains the compiler, which checks and builds pages or generates
C++ to link them into programs, and the headers that pages include.")

# Only lld can link the standalone server.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # In a folder of its own, so that `ninja paged` does not mean this program.
  add_subdirectory("${PROJECT_SOURCE_DIR}/tools/package/standalone")
  set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
  set(CPACK_ARCHIVE_STANDALONE_FILE_NAME "quire-server-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
  list(APPEND CPACK_GENERATOR TGZ)
endif()

include(CPack)
add_custom_target(packages
  COMMAND ${CMAKE_COMMAND} -E rm -rf "${CPACK_OUTPUT_FILE_PREFIX}"
  COMMAND ${CMAKE_CPACK_COMMAND} --config "${PROJECT_BINARY_DIR}/CPackConfig.cmake"
  WORKING_DIRECTORY "${PROJECT_BINARY_DIR}"
  VERBATIM)
add_dependencies(packages installable)
if(TARGET paged_standalone)
  add_dependencies(packages paged_standalone)
endif()
