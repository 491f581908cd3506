# One folder = one namespace = one target. `add_room(name SOURCES … LINK …)`; who may link whom is in ARCHITECTURE.md.
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(${name} PUBLIC settings ${ROOM_LINK} PRIVATE warnings)
  reuse_precompiled_headers(${name} product_headers)
endfunction()

# The tests of one room: one executable, each test known to ctest by its own name. What runs under Wine is one test as a
# whole there: starting Wine for each would take most of the time.
function(add_room_tests room)
  cmake_parse_arguments(TESTS "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${room}_tests ${TESTS_SOURCES})
  target_link_libraries(${room}_tests PRIVATE ${room} ${TESTS_LINK} warnings GTest::gmock GTest::gtest
                                              GTest::gtest_main)
  set_target_properties(${room}_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
  reuse_precompiled_headers(${room}_tests test_headers)
  if(CMAKE_CROSSCOMPILING)
    add_test(NAME ${room}_tests COMMAND ${room}_tests --gtest_brief=1)
  else()
    gtest_discover_tests(${room}_tests DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES)
  endif()
endfunction()
