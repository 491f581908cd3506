#include <winsock2.h>

#include "plugin/process_io.h"
#include "win32/system_dll.h"

namespace plugin {
namespace {

// Winsock for as long as this lives:
// https://learn.microsoft.com/windows/win32/api/winsock/nf-winsock-wsastartup
class Winsock {
 public:
  Winsock() {
    auto* const startup = dll_.Find<decltype(::WSAStartup)>("WSAStartup");
    is_ready_ = startup != nullptr && startup(MAKEWORD(2, 2), &data_) == 0;
  }
  Winsock(const Winsock&) = delete;
  Winsock& operator=(const Winsock&) = delete;
  ~Winsock() {
    if (is_ready_) dll_.Find<decltype(::WSACleanup)>("WSACleanup")();
  }

  [[nodiscard]] bool is_ready() const { return is_ready_; }

  // Of a Winsock that is ready.
  [[nodiscard]] SOCKET UdpSocket() const {
    return dll_.Find<decltype(::socket)>("socket")(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  }
  [[nodiscard]] bool Binds(SOCKET socket, const sockaddr_in& address) const {
    auto* const bind = dll_.Find<decltype(::bind)>("bind");
    return bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  void Close(SOCKET socket) const { dll_.Find<decltype(::closesocket)>("closesocket")(socket); }

 private:
  win32::SystemDll dll_{L"ws2_32.dll"};
  WSADATA data_{};
  bool is_ready_ = false;
};

constexpr std::uint16_t InNetworkOrder(std::uint16_t port) {
  return static_cast<std::uint16_t>(port << 8 | port >> 8);
}

}  // namespace

// A port in a range that WinNAT or Hyper-V keeps back answers WSAEACCES to bind.
bool ProcessIo::IsUdpPortFree(std::uint16_t port) {
  const Winsock winsock;
  if (!winsock.is_ready()) return true;
  const SOCKET socket = winsock.UdpSocket();
  if (socket == INVALID_SOCKET) return true;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = InNetworkOrder(port);
  address.sin_addr.s_addr = INADDR_ANY;
  const bool is_free = winsock.Binds(socket, address);
  winsock.Close(socket);
  return is_free;
}

}  // namespace plugin
