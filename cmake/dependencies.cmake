if(CMAKE_CROSSCOMPILING)
  include(dependencies_cross)
else()
  include(dependencies_native)
endif()

# spdlog with fmt, from their headers: Debian has no static library of either, and one source uses them.
find_path(SPDLOG_INCLUDE_DIR spdlog/spdlog.h REQUIRED)
find_path(FMT_INCLUDE_DIR fmt/format.h REQUIRED)
add_library(spdlog_headers INTERFACE)
add_library(spdlog::spdlog ALIAS spdlog_headers)
target_include_directories(spdlog_headers SYSTEM INTERFACE "${SPDLOG_INCLUDE_DIR}" "${FMT_INCLUDE_DIR}")
target_compile_definitions(spdlog_headers INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
target_link_libraries(spdlog_headers INTERFACE Threads::Threads)
