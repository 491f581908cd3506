# What a build can be made to watch: HCN_SLICE_SANITIZERS is a list such as "address;undefined".
set(HCN_SLICE_SANITIZERS "" CACHE STRING "Sanitizers to build with")
option(HCN_SLICE_COVERAGE "Count which lines the tests reach" OFF)

if(HCN_SLICE_SANITIZERS)
  list(JOIN HCN_SLICE_SANITIZERS "," sanitizers)
  add_compile_options(-fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${sanitizers})
endif()
if(HCN_SLICE_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
