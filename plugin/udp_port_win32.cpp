#include <winsock2.h>

#include "plugin/process_io.h"

namespace plugin {
namespace {

// Winsock for as long as this lives:
// https://learn.microsoft.com/windows/win32/api/winsock/nf-winsock-wsastartup
class Winsock {
 public:
  Winsock() : is_ready_(::WSAStartup(MAKEWORD(2, 2), &data_) == 0) {}
  Winsock(const Winsock&) = delete;
  Winsock& operator=(const Winsock&) = delete;
  ~Winsock() {
    if (is_ready_) ::WSACleanup();
  }

  [[nodiscard]] bool is_ready() const { return is_ready_; }

 private:
  WSADATA data_{};
  bool is_ready_;
};

}  // namespace

// A port in a range that WinNAT or Hyper-V keeps back answers WSAEACCES to bind.
bool ProcessIo::IsUdpPortFree(std::uint16_t port) {
  const Winsock winsock;
  if (!winsock.is_ready()) return true;
  const SOCKET socket = ::socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  if (socket == INVALID_SOCKET) return true;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = ::htons(port);
  address.sin_addr.s_addr = INADDR_ANY;
  const int bound = ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::closesocket(socket);
  return bound == 0;
}

}  // namespace plugin
