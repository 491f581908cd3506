# As this system's package manager installs them.
find_package(nlohmann_json 3.11 REQUIRED)
set(Boost_USE_STATIC_LIBS ${HCN_SLICE_STATIC})
find_package(Boost 1.74 REQUIRED COMPONENTS program_options)
find_package(Threads REQUIRED)
if(HCN_SLICE_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
