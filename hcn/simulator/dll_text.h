#pragma once

#include <string>
#include <string_view>

// Text at the door of a DLL: UTF-16 outside, UTF-8 inside.
namespace hcn::simulator {

// NULL is empty.
[[nodiscard]] std::string Utf8(const wchar_t* text);

// In memory of CoTaskMemAlloc, the caller's to free. Throws std::bad_alloc.
[[nodiscard]] wchar_t* ToCoTaskMem(std::string_view text);

// A variable of this process; empty when there is none of the name.
[[nodiscard]] std::string Environment(const wchar_t* name);

}  // namespace hcn::simulator
