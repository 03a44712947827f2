# Run by CPack on the folders to be packed: adds what Debian policy requires of a
# package, and a manual installation does not need.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
set(doc_of_runtime "${CPACK_DEBIAN_RUNTIME_PACKAGE_NAME}")
set(doc_of_server "${CPACK_DEBIAN_SERVER_PACKAGE_NAME}")
set(doc_of_redis "${CPACK_DEBIAN_REDIS_PACKAGE_NAME}")
set(doc_of_format "${CPACK_DEBIAN_FORMAT_PACKAGE_NAME}")
set(doc_of_import "${CPACK_DEBIAN_IMPORT_PACKAGE_NAME}")
set(doc_of_devel "${CPACK_DEBIAN_DEVEL_PACKAGE_NAME}")
find_program(GZIP gzip REQUIRED)

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  set(usr "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}/usr")
  set(doc "${usr}/share/doc/${doc_of_${component}}")
  file(COPY "${CPACK_QUIRE_SOURCES}/copyright" "${CPACK_QUIRE_CHANGELOG}" DESTINATION "${doc}"
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  file(GLOB texts "${usr}/share/man/*/*" "${doc}/changelog")
  execute_process(COMMAND "${GZIP}" -9nf ${texts} COMMAND_ERROR_IS_FATAL ANY)
  # In /usr, programs find the libraries without an rpath.
  file(GLOB programs "${usr}/bin/*")
  foreach(program IN LISTS programs)
    file(RPATH_REMOVE FILE "${program}")
  endforeach()
endforeach()

set(server "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/server")
# The folder for documentation is that of each package.
file(RENAME "${server}/usr/share/doc/quire/examples" "${server}/usr/share/doc/${doc_of_server}/examples")
file(REMOVE_RECURSE "${server}/usr/share/doc/quire")
file(MAKE_DIRECTORY "${server}/etc/default")
file(COPY_FILE "${CPACK_QUIRE_SOURCES}/quire-server/default" "${server}/etc/default/quire")
# The settings of a new base folder, to which that of the service leads.
file(COPY "${CPACK_QUIRE_SOURCES}/../paged/base/conf/" DESTINATION "${server}/etc/quire"
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)

set(overrides "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/runtime/usr/share/lintian/overrides")
file(MAKE_DIRECTORY "${overrides}")
file(COPY_FILE "${CPACK_QUIRE_SOURCES}/libquire/lintian-overrides" "${overrides}/${CPACK_DEBIAN_RUNTIME_PACKAGE_NAME}")
