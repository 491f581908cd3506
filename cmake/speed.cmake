# What makes building quicker and changes nothing else.
find_program(CCACHE ccache)
if(CCACHE AND (NOT CMAKE_CXX_COMPILER_LAUNCHER OR CMAKE_CXX_COMPILER_LAUNCHER STREQUAL "ccache"))
  # Without this sloppiness ccache does not cache what uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${CCACHE}")
endif()

# The headers that most files include, compiled once for all rooms and once for all tests. Each file still includes
# what it uses: tools/check_tree.py sees to it.
option(HCN_SLICE_PCH "Precompile the headers that most files include" ON)
function(add_precompiled_headers name)
  cmake_parse_arguments(PRECOMPILED "" "" "HEADERS;LINK" ${ARGN})
  if(HCN_SLICE_PCH)
    file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp" "")
    add_library(${name} OBJECT "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
    target_link_libraries(${name} PRIVATE settings warnings ${PRECOMPILED_LINK})
    target_precompile_headers(${name} PRIVATE ${PRECOMPILED_HEADERS})
  endif()
endfunction()
function(reuse_precompiled_headers target from)
  if(HCN_SLICE_PCH)
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(settings INTERFACE -fpch-preprocess)
endif()
set(common_headers <algorithm> <chrono> <filesystem> <functional> <memory> <optional> <string> <string_view> <vector>
                   <nlohmann/json.hpp>)
add_precompiled_headers(product_headers HEADERS ${common_headers} LINK nlohmann_json::nlohmann_json)
if(HCN_SLICE_TESTS)
  add_precompiled_headers(
    test_headers
    HEADERS <gmock/gmock.h> <gtest/gtest.h> ${common_headers}
    LINK GTest::gmock nlohmann_json::nlohmann_json)
  if(HCN_SLICE_PCH)
    target_compile_options(test_headers PRIVATE ${quickly_compiled})
  endif()
endif()
