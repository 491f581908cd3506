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
  # Once optimised, g++ 12 warns of accesses inside its own std::string and std::streambuf that cannot happen
  # (https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105329 and 105651); unoptimised, and from clang, they stay errors.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(warnings INTERFACE -Wno-null-dereference -Wno-restrict -Wno-stringop-overflow
                                              -Wno-stringop-overread -Wno-array-bounds)
  endif()
  if(HCN_SLICE_WERROR)
    target_compile_options(warnings INTERFACE -Werror)
  endif()
endif()
