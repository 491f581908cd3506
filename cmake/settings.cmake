# What every target of ours is compiled with.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12)
  message(FATAL_ERROR "hcn-slice needs g++ 12 or newer; this is ${CMAKE_CXX_COMPILER_VERSION}.")
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  message(FATAL_ERROR "hcn-slice needs clang 14 or newer; this is ${CMAKE_CXX_COMPILER_VERSION}.")
endif()

set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(settings INTERFACE)
target_compile_features(settings INTERFACE cxx_std_20)
target_include_directories(settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(settings INTERFACE HCN_SLICE_VERSION="${PROJECT_VERSION}")
set(CMAKE_CXX_EXTENSIONS OFF)

if(NOT MSVC)
  # Debug builds check the bounds of containers; release builds leave out what no code path reaches.
  target_compile_definitions(settings INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
  target_compile_options(settings INTERFACE $<$<CONFIG:Release>:-ffunction-sections>
                                            $<$<CONFIG:Release>:-fdata-sections>)
  target_link_options(settings INTERFACE $<$<CONFIG:Release>:-Wl,--gc-sections,-s>)
endif()
# Of the tests of what is optimised, for they would take most of the time: compiled as it is done soonest.
set(quickly_compiled $<$<CONFIG:Release>:-O0>)
if(HCN_SLICE_STATIC AND NOT MSVC)
  # But for a target that needs a library which there is only as a shared one.
  target_link_options(settings INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:HCN_SLICE_SHARED_LIBRARIES>>>:-static>)
endif()
if(MINGW)
  # What Windows loads from our files may lie anywhere in 64 bits and is not executed where it is data; and two builds
  # of one source are the same.
  target_link_options(settings INTERFACE -Wl,--dynamicbase,--high-entropy-va,--nxcompat,--no-insert-timestamp)
  # Wine maps a file whose sections begin at pages, and copies any other one.
  target_link_options(settings INTERFACE -Wl,--file-alignment,4096)
  # Boost puts the names of its headers into what it throws: with or without /usr/, as ccache was there or not.
  target_compile_options(settings INTERFACE -fmacro-prefix-map=/usr/=)
  # LLVM's linker leaves out what nothing uses, of which GNU's keeps a tenth of hcn-slice.exe; and where that takes ten
  # seconds for the tests of a room, it takes a tenth of one. g++ for mingw knows its linker by an absolute path, whatever
  # -fuse-ld says.
  set(llvm_linker "-specs=${PROJECT_SOURCE_DIR}/cmake/lld.specs")
endif()

if(WIN32)
  set(platform_suffix win32)
  target_compile_definitions(settings INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN UNICODE _UNICODE
                                                _WIN32_WINNT=0x0A00)
else()
  set(platform_suffix posix)
endif()
