# Warnings for our own code only, never for somebody else's. They are errors with the compilers that the project is
# checked with; a newer one may know warnings that nobody has seen yet, and must not stop a user's build.
set(werror_default OFF)
if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
   OR (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15))
  set(werror_default ON)
endif()
option(HCN_SLICE_WERROR "Treat warnings as errors" ${werror_default})

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
