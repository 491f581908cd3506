# Debian has none of our libraries for mingw. Headers are the build system's own: only their folders are seen, through
# links, for the rest of its /usr/include would be wrong. What has to be compiled is compiled here from Debian's sources.
set(borrowed_headers "${PROJECT_BINARY_DIR}/include")
file(MAKE_DIRECTORY "${borrowed_headers}")
foreach(library boost fmt nlohmann spdlog)
  if(NOT EXISTS "/usr/include/${library}")
    message(FATAL_ERROR "/usr/include/${library} is missing: 'make windows' installs it.")
  endif()
  file(CREATE_LINK "/usr/include/${library}" "${borrowed_headers}/${library}" SYMBOLIC)
endforeach()
set(SPDLOG_INCLUDE_DIR "${borrowed_headers}")
set(FMT_INCLUDE_DIR "${borrowed_headers}")

find_package(Threads REQUIRED)

foreach(target nlohmann_json::nlohmann_json Boost::headers)
  add_library(${target} INTERFACE IMPORTED)
  target_include_directories(${target} SYSTEM INTERFACE "${borrowed_headers}")
endforeach()

execute_process(
  COMMAND "${PROJECT_SOURCE_DIR}/tools/program_options"
  OUTPUT_VARIABLE program_options
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
file(GLOB program_options_sources "${program_options}/*.cpp")
add_library(program_options STATIC ${program_options_sources})
target_compile_features(program_options PUBLIC cxx_std_20)
target_link_libraries(program_options PUBLIC Boost::headers)
target_compile_options(program_options PRIVATE -w -DBOOST_BIND_GLOBAL_PLACEHOLDERS)
add_library(Boost::program_options ALIAS program_options)

if(HCN_SLICE_TESTS)
  include(GoogleTest)
  set(INSTALL_GTEST OFF)
  add_subdirectory(/usr/src/googletest "${PROJECT_BINARY_DIR}/googletest" EXCLUDE_FROM_ALL SYSTEM)
  foreach(target gtest gmock gtest_main)
    target_compile_options(${target} PRIVATE ${quickly_compiled})
  endforeach()
endif()
