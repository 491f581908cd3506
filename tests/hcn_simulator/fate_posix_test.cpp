#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>

#include <chrono>
#include <thread>

#include "hcn/simulator/make_api.h"
#include "tests/hcn_simulator/host_fixture.h"
#include "tests/hcn_simulator/processes.h"

namespace hcn::simulator {
namespace {

bool DiedByKill(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; }

void WaitUntil(const std::function<bool()>& come) {
  while (!come()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

class RealDeath : public HostTest {
 protected:
  // A process that makes one endpoint under these faults.
  pid_t StartCreating(
      const std::string& faults, const std::function<void()>& first = [] {}) {
    if (network_ == 0) network_id_ = MakeNetwork();
    return Start([&] {
      first();
      const auto own = MakeApi(folder_.path(), faults, LogFile());
      own->CreateEndpoint(own->OpenNetwork(network_id_), kEndpointId, Endpoint().dump());
      return 0;
    });
  }

  [[nodiscard]] std::string LogFile() const { return (folder_.path() / "calls.log").string(); }
  bool Logged(const std::string& text) {
    return ReadIfThere(LogFile()).value_or("").find(text) != std::string::npos;
  }
  bool IsMade() { return !Dump().at("endpoints").empty(); }

  Guid network_id_;
};

TEST_F(RealDeath, ByKillIsBeforeTheEffect) {
  EXPECT_TRUE(DiedByKill(Await(StartCreating("HcnCreateEndpoint=kill"))));
  EXPECT_FALSE(IsMade());
}

TEST_F(RealDeath, ByKillMayBeAfterTheEffect) {
  EXPECT_TRUE(DiedByKill(Await(StartCreating("HcnCreateEndpoint@after=kill"))));
  EXPECT_TRUE(IsMade());
}

TEST_F(RealDeath, LeavesNoLockBehind) {
  EXPECT_TRUE(DiedByKill(Await(StartCreating("HcnCreateEndpoint@after=kill"))));
  EXPECT_NO_THROW(MakeEndpoint());
}

TEST_F(RealDeath, DoesNotComeToAProcessThatHangs) {
  const pid_t child = StartCreating("HcnCreateEndpoint=hang");
  WaitUntil([&] { return Logged("\"hang\""); });
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, WNOHANG), 0);
  ::kill(child, SIGKILL);
  Await(child);
  EXPECT_FALSE(IsMade());
}

TEST_F(RealDeath, OfTheCallerDoesNotStopALateCall) {
  EXPECT_TRUE(DiedByKill(Await(StartCreating("HcnCreateEndpoint=late:20ms"))));
  WaitUntil([&] { return IsMade(); });
}

TEST_F(RealDeath, OfTheCallerGivesItsLocksAndItsOutputBackAtOnce) {
  const std::string lock = (folder_.path() / "attachment.lock").string();
  int output[2] = {};
  ASSERT_EQ(::pipe(output), 0);
  const pid_t child = StartCreating("HcnCreateEndpoint=late:1s", [&] {
    ::dup2(output[1], STDOUT_FILENO);
    ::flock(::open(lock.c_str(), O_RDWR | O_CREAT, 0600), LOCK_EX);
  });
  ::close(output[1]);
  EXPECT_TRUE(DiedByKill(Await(child)));
  const int descriptor = ::open(lock.c_str(), O_RDWR);
  EXPECT_EQ(::flock(descriptor, LOCK_EX | LOCK_NB), 0);
  ::close(descriptor);
  ASSERT_EQ(::fcntl(output[0], F_SETFL, O_NONBLOCK), 0);
  char nothing = 0;
  EXPECT_EQ(::read(output[0], &nothing, 1), 0) << "somebody still holds the pipe";
  ::close(output[0]);
  WaitUntil([&] { return IsMade(); });
}

TEST_F(RealDeath, DoesNotComeFromTheLogOfManyProcesses) {
  const Guid network = MakeNetwork();
  const auto codes = RunTogether(16, [&](int) {
    const auto own = MakeApi(folder_.path(), "", LogFile());
    for (int call = 0; call < 20; ++call) own->CloseNetwork(own->OpenNetwork(network));
    return 0;
  });
  EXPECT_THAT(codes, testing::Each(0));
  std::istringstream text(ReadIfThere(LogFile()).value_or(""));
  int lines = 0;
  for (std::string line; std::getline(text, line); ++lines) {
    EXPECT_TRUE(json::accept(line)) << line;
  }
  EXPECT_EQ(lines, 320);
}

}  // namespace
}  // namespace hcn::simulator
