# Warnings for our own code only, never for somebody else's.
add_library(warnings INTERFACE)
if(MSVC)
  target_compile_options(warnings INTERFACE /W4 /permissive- /Zc:preprocessor /utf-8)
  if(HCN_SLICE_WERROR)
    target_compile_options(warnings INTERFACE /WX)
  endif()
else()
  target_compile_options(
    warnings
    INTERFACE -Wall
              -Wextra
              -Wpedantic
              -Wshadow
              -Wconversion
              -Wsign-conversion
              -Wold-style-cast
              -Wnon-virtual-dtor
              -Woverloaded-virtual
              -Wnull-dereference
              -Wformat=2)
  if(HCN_SLICE_WERROR)
    target_compile_options(warnings INTERFACE -Werror)
  endif()
endif()
