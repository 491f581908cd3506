#include <windows.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <vector>

#include "plugin/child_program.h"
#include "plugin/process_io.h"
#include "win32/error.h"
#include "win32/handle.h"
#include "win32/text.h"

namespace plugin {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMostOutput = std::size_t{16} << 20;

[[noreturn]] void Fail(const std::string& what) {
  throw IoError(what + ": " + win32::Describe(win32::LastError()));
}

struct Pipe {
  win32::Handle read;
  win32::Handle write;
};

Pipe MakePipe() {
  HANDLE read = nullptr;
  HANDLE write = nullptr;
  if (CreatePipe(&read, &write, nullptr, 0) == 0) Fail("making a pipe");
  return {win32::Handle(read), win32::Handle(write)};
}

void LetInherit(const win32::Handle& handle) {
  SetHandleInformation(handle.value(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
}

// The names of the drives' folders begin with '='.
std::wstring_view NameOf(std::wstring_view entry) { return entry.substr(0, entry.find(L'=', 1)); }

// CSTR_LESS_THAN, CSTR_EQUAL or CSTR_GREATER_THAN: names of variables are of any case.
int CompareNames(std::wstring_view one, std::wstring_view other) {
  one = NameOf(one);
  other = NameOf(other);
  return CompareStringOrdinal(one.data(), static_cast<int>(one.size()), other.data(),
                              static_cast<int>(other.size()), TRUE);
}

std::vector<std::wstring> OwnEnvironment() {
  std::vector<std::wstring> entries;
  wchar_t* const block = GetEnvironmentStringsW();
  for (const wchar_t* entry = block; *entry != L'\0'; entry += entries.back().size() + 1) {
    entries.emplace_back(entry);
  }
  FreeEnvironmentStringsW(block);
  return entries;
}

// This process' environment with the variables in it, in the form of CreateProcess.
std::wstring EnvironmentWith(const Variables& variables) {
  std::vector<std::wstring> entries = OwnEnvironment();
  for (const auto& [name, value] : variables) {
    std::wstring entry = win32::ToWide(name + "=" + value);
    std::erase_if(entries,
                  [&](const std::wstring& own) { return CompareNames(own, entry) == CSTR_EQUAL; });
    entries.push_back(std::move(entry));
  }
  std::sort(entries.begin(), entries.end(), [](const auto& one, const auto& other) {
    return CompareNames(one, other) == CSTR_LESS_THAN;
  });
  std::wstring block;
  for (const std::wstring& entry : entries) block += entry + L'\0';
  return block + L'\0';
}

// The list of handles that a child inherits, which is what makes it the only ones.
class OnlyTheseHandles {
 public:
  explicit OnlyTheseHandles(std::array<HANDLE, 3>& handles) {
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    bytes_.resize(size);
    if (InitializeProcThreadAttributeList(list(), 1, 0, &size) == 0 ||
        UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.data(),
                                  sizeof(handles), nullptr, nullptr) == 0) {
      Fail("listing the handles of a child process");
    }
  }
  OnlyTheseHandles(const OnlyTheseHandles&) = delete;
  OnlyTheseHandles& operator=(const OnlyTheseHandles&) = delete;
  ~OnlyTheseHandles() { DeleteProcThreadAttributeList(list()); }

  [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST list() {
    return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(bytes_.data());
  }

 private:
  std::vector<unsigned char> bytes_;
};

// Everything in it ends when the last handle of it is closed, which is when this process ends.
win32::Handle MakeJob() {
  win32::Handle job(CreateJobObjectW(nullptr, nullptr));
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (!job.is_open() || SetInformationJobObject(job.value(), JobObjectExtendedLimitInformation,
                                                &limits, sizeof(limits)) == 0) {
    Fail("making a job for a child process");
  }
  return job;
}

struct Ends {
  const win32::Handle& in;
  const win32::Handle& out;
  const win32::Handle& error;
};

// Starts the program in the job.
win32::Handle Start(const ChildProgram& program, const Ends& ends, const win32::Handle& job) {
  std::array<HANDLE, 3> handles{ends.in.value(), ends.out.value(), ends.error.value()};
  for (const auto* end : {&ends.in, &ends.out, &ends.error}) LetInherit(*end);
  OnlyTheseHandles only(handles);
  STARTUPINFOEXW startup{};
  startup.StartupInfo.cb = sizeof(startup);
  startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  startup.StartupInfo.hStdInput = handles[0];
  startup.StartupInfo.hStdOutput = handles[1];
  startup.StartupInfo.hStdError = handles[2];
  startup.lpAttributeList = only.list();
  std::wstring command = L"\"" + program.file.wstring() + L"\"";
  std::wstring environment = EnvironmentWith(program.variables);
  PROCESS_INFORMATION made{};
  if (CreateProcessW(program.file.c_str(), command.data(), nullptr, nullptr, TRUE,
                     CREATE_NO_WINDOW | CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT |
                         EXTENDED_STARTUPINFO_PRESENT,
                     environment.data(), nullptr, &startup.StartupInfo, &made) == 0) {
    Fail("starting " + win32::ToUtf8(program.file.wstring()));
  }
  win32::Handle process(made.hProcess);
  const win32::Handle thread(made.hThread);
  AssignProcessToJobObject(job.value(), process.value());
  ResumeThread(thread.value());
  return process;
}

void Feed(win32::Handle to, std::string_view input) {
  DWORD written = 0;
  while (!input.empty() && WriteFile(to.value(), input.data(), static_cast<DWORD>(input.size()),
                                     &written, nullptr) != 0) {
    input.remove_prefix(written);
  }
}

void Drain(const win32::Handle& from, std::string& to) {
  std::array<char, 4096> chunk{};
  DWORD got = 0;
  while (to.size() <= kMostOutput &&
         ReadFile(from.value(), chunk.data(), static_cast<DWORD>(chunk.size()), &got, nullptr) !=
             0) {
    to.append(chunk.data(), got);
  }
}

DWORD LeftUntil(steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
  return static_cast<DWORD>(std::max(left, milliseconds::zero()).count());
}

}  // namespace

std::optional<std::filesystem::path> FindInCniPath(std::string_view name,
                                                   std::string_view cni_path) {
  while (!cni_path.empty()) {
    const auto folder = cni_path.substr(0, cni_path.find(';'));
    cni_path.remove_prefix(std::min(folder.size() + 1, cni_path.size()));
    if (folder.empty()) continue;
    for (const std::string_view suffix : {".exe", ""}) {
      std::filesystem::path file = std::filesystem::path(win32::ToWide(folder)) /
                                   win32::ToWide(std::string(name) + std::string(suffix));
      std::error_code ignored;
      if (std::filesystem::is_regular_file(file, ignored)) return file;
    }
  }
  return std::nullopt;
}

// Pipes block on Windows: each has a thread, and whoever the child leaves behind goes with the job,
// so that every pipe comes to its end.
ProgramEnd RunChildProgram(const ChildProgram& program) {
  Pipe in = MakePipe();
  Pipe out = MakePipe();
  Pipe error = MakePipe();
  const win32::Handle job = MakeJob();
  const win32::Handle process = Start(program, {in.read, out.write, error.write}, job);
  for (auto* end : {&in.read, &out.write, &error.write}) *end = win32::Handle();
  ProgramEnd end;
  std::thread feeder([&] { Feed(std::move(in.write), program.input); });
  std::thread listener([&] { Drain(out.read, end.output); });
  std::thread complaints([&] { Drain(error.read, end.error); });
  end.was_in_time =
      WaitForSingleObject(process.value(), LeftUntil(program.deadline)) == WAIT_OBJECT_0;
  TerminateJobObject(job.value(), 1);
  for (auto* thread : {&feeder, &listener, &complaints}) thread->join();
  DWORD code = 0;
  WaitForSingleObject(process.value(), INFINITE);
  GetExitCodeProcess(process.value(), &code);
  end.exit_code = static_cast<int>(code);
  return end;
}

}  // namespace plugin
