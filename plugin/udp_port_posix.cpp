#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "plugin/process_io.h"

namespace plugin {

bool ProcessIo::IsUdpPortFree(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return true;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = INADDR_ANY;
  const void* any_address = &address;
  const int bound = ::bind(socket, static_cast<const sockaddr*>(any_address), sizeof address);
  ::close(socket);
  return bound == 0;
}

}  // namespace plugin
