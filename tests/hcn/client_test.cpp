#include "hcn/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "hcn/error.h"
#include "tests/support/mock_hcn_api.h"

namespace hcn {
namespace {

using ::testing::_;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::InSequence;
using ::testing::IsEmpty;
using ::testing::Return;
using ::testing::StrictMock;
using ::testing::Throw;

constexpr HResult kGoneCodes[] = {0x80070490, 0x80070002, 0x803b0001, 0x803b0002};
constexpr HandleValue kHandle = 0xbadf00d;

Error Failure(HResult code) { return Error("HcnAnything", code); }

// A StrictMock: every open handle must be closed and nothing else may be called.
class ClientTest : public ::testing::Test {
 protected:
  NetworkHandle Network() {
    EXPECT_CALL(api_, CloseNetwork(kHandle));
    return NetworkHandle(api_, kHandle);
  }
  NamespaceHandle Namespace() {
    EXPECT_CALL(api_, CloseNamespace(kHandle));
    return NamespaceHandle(api_, kHandle);
  }

  const Guid id_ = *Guid::Parse("11111111-1111-4111-8111-111111111111");
  StrictMock<MockHcnApi> api_;
  Client client_{api_};
};

TEST_F(ClientTest, OpensAndCloses) {
  EXPECT_CALL(api_, OpenNetwork(id_)).WillOnce(Return(1));
  EXPECT_CALL(api_, OpenEndpoint(id_)).WillOnce(Return(2));
  EXPECT_CALL(api_, OpenNamespace(id_)).WillOnce(Return(3));
  EXPECT_CALL(api_, CloseNetwork(1));
  EXPECT_CALL(api_, CloseEndpoint(2));
  EXPECT_CALL(api_, CloseNamespace(3));
  EXPECT_THAT(client_.OpenNetwork(id_)->value(), Eq(1U));
  EXPECT_THAT(client_.OpenEndpoint(id_)->value(), Eq(2U));
  EXPECT_THAT(client_.OpenNamespace(id_)->value(), Eq(3U));
}

TEST_F(ClientTest, TakesEveryGoneCodeForAbsence) {
  for (const HResult code : kGoneCodes) {
    EXPECT_CALL(api_, OpenNetwork(id_)).WillOnce(Throw(Failure(code)));
    EXPECT_CALL(api_, OpenEndpoint(id_)).WillOnce(Throw(Failure(code)));
    EXPECT_CALL(api_, OpenNamespace(id_)).WillOnce(Throw(Failure(code)));
    EXPECT_FALSE(client_.OpenNetwork(id_)) << Describe(code);
    EXPECT_FALSE(client_.OpenEndpoint(id_)) << Describe(code);
    EXPECT_FALSE(client_.OpenNamespace(id_)) << Describe(code);
  }
}

TEST_F(ClientTest, TakesNoOtherCodeForAbsence) {
  for (const HResult code : {kRpcServerUnavailable, kRpcCallFailed, kAccessDenied, kManagerStopped,
                             kPolicyNotFound, kEndpointNotAttached, kObjectUsedAfterUnload}) {
    EXPECT_CALL(api_, OpenNetwork(_)).WillOnce(Throw(Failure(code)));
    EXPECT_CALL(api_, DeleteEndpoint(_)).WillOnce(Throw(Failure(code)));
    EXPECT_CALL(api_, OpenNamespace(_)).WillOnce(Throw(Failure(code)));
    EXPECT_THROW(static_cast<void>(client_.OpenNetwork(id_)), Error) << Describe(code);
    EXPECT_THROW(client_.DeleteEndpoint(id_), Error) << Describe(code);
    EXPECT_THROW(static_cast<void>(client_.FindNamespace(id_)), Error) << Describe(code);
  }
}

TEST_F(ClientTest, PassesTheFailureOnAsItCame) {
  EXPECT_CALL(api_, OpenNetwork(_))
      .WillOnce(Throw(Error("HcnOpenNetwork", kAccessDenied, R"({"Error":"no"})")));
  try {
    static_cast<void>(client_.OpenNetwork(id_));
    FAIL() << "opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), kAccessDenied);
    EXPECT_EQ(error.record(), R"({"Error":"no"})");
  }
}

TEST_F(ClientTest, FindsAnObjectByOpeningItAskingForTheV2FormAndClosingIt) {
  const InSequence in_order;
  EXPECT_CALL(api_, OpenEndpoint(id_)).WillOnce(Return(kHandle));
  EXPECT_CALL(api_, QueryEndpointProperties(kHandle, Eq(ToQuery())))
      .WillOnce(Return(R"({"Name":"n"})"));
  EXPECT_CALL(api_, CloseEndpoint(kHandle));
  const auto endpoint = client_.FindEndpoint(id_);
  ASSERT_TRUE(endpoint);
  EXPECT_EQ(endpoint->name, "n");
}

TEST_F(ClientTest, FindsNetworksAndNamespacesToo) {
  EXPECT_CALL(api_, OpenNetwork(id_)).WillOnce(Return(1));
  EXPECT_CALL(api_, QueryNetworkProperties(1, Eq(ToQuery()))).WillOnce(Return(R"({"Name":"n"})"));
  EXPECT_CALL(api_, CloseNetwork(1));
  EXPECT_CALL(api_, OpenNamespace(id_)).WillOnce(Return(2));
  EXPECT_CALL(api_, QueryNamespaceProperties(2, Eq(ToQuery())))
      .WillOnce(Return(R"({"Owner":"o"})"));
  EXPECT_CALL(api_, CloseNamespace(2));
  EXPECT_EQ(client_.FindNetwork(id_)->name, "n");
  EXPECT_EQ(client_.FindNamespace(id_)->owner, "o");
}

TEST_F(ClientTest, FindsNothingWhereNothingIs) {
  EXPECT_CALL(api_, OpenEndpoint(id_)).WillOnce(Throw(Failure(kEndpointNotFound)));
  EXPECT_CALL(api_, QueryEndpointProperties(_, _)).Times(0);
  EXPECT_FALSE(client_.FindEndpoint(id_));
}

// The query of a handle whose object was deleted may say either; opening again says for sure.
TEST_F(ClientTest, FindsNothingWhenTheObjectVanishesAfterTheOpen) {
  for (const HResult code : {kEndpointNotFound, kElementNotFound, kObjectUsedAfterUnload}) {
    const InSequence in_order;
    EXPECT_CALL(api_, OpenEndpoint(id_)).WillOnce(Return(kHandle));
    EXPECT_CALL(api_, QueryEndpointProperties(kHandle, _)).WillOnce(Throw(Failure(code)));
    EXPECT_CALL(api_, CloseEndpoint(kHandle));
    EXPECT_CALL(api_, OpenEndpoint(id_)).WillOnce(Throw(Failure(kEndpointNotFound)));
    EXPECT_FALSE(client_.FindEndpoint(id_)) << Describe(code);
  }
}

TEST_F(ClientTest, FindsTheObjectThatWasOnlyUnloaded) {
  const InSequence in_order;
  EXPECT_CALL(api_, OpenNetwork(id_)).WillOnce(Return(1));
  EXPECT_CALL(api_, QueryNetworkProperties(1, _)).WillOnce(Throw(Failure(kObjectUsedAfterUnload)));
  EXPECT_CALL(api_, CloseNetwork(1));
  EXPECT_CALL(api_, OpenNetwork(id_)).WillOnce(Return(2));
  EXPECT_CALL(api_, QueryNetworkProperties(2, _)).WillOnce(Return(R"({"Name":"back"})"));
  EXPECT_CALL(api_, CloseNetwork(2));
  EXPECT_EQ(client_.FindNetwork(id_)->name, "back");
}

TEST_F(ClientTest, DoesNotTakeAnUnloadedObjectForAnAbsentOne) {
  EXPECT_CALL(api_, OpenNetwork(id_)).Times(2).WillRepeatedly(Return(kHandle));
  EXPECT_CALL(api_, QueryNetworkProperties(_, _))
      .Times(2)
      .WillRepeatedly(Throw(Failure(kObjectUsedAfterUnload)));
  EXPECT_CALL(api_, CloseNetwork(kHandle)).Times(2);
  EXPECT_THROW(static_cast<void>(client_.FindNetwork(id_)), Error);
}

TEST_F(ClientTest, ClosesWhenTheAnswerCannotBeRead) {
  EXPECT_CALL(api_, OpenNamespace(id_)).WillOnce(Return(kHandle));
  EXPECT_CALL(api_, QueryNamespaceProperties(kHandle, _)).WillOnce(Return("garbage"));
  EXPECT_CALL(api_, CloseNamespace(kHandle));
  EXPECT_THROW(static_cast<void>(client_.FindNamespace(id_)), AnswerError);
}

TEST_F(ClientTest, ListsWithTheFilterItIsGiven) {
  const Filter filter{.member = "Name", .value = "overlay"};
  EXPECT_CALL(api_, EnumerateNetworks(Eq(ToQuery(filter))))
      .WillOnce(Return(R"(["11111111-1111-4111-8111-111111111111"])"));
  EXPECT_CALL(api_, EnumerateEndpoints(Eq(ToQuery(filter)))).WillOnce(Return(""));
  EXPECT_CALL(api_, EnumerateNamespaces(Eq(ToQuery()))).WillOnce(Return("null"));
  EXPECT_THAT(client_.ListNetworks(filter), ElementsAre(id_));
  EXPECT_THAT(client_.ListEndpoints(filter), IsEmpty());
  EXPECT_THAT(client_.ListNamespaces(), IsEmpty());
}

TEST_F(ClientTest, DoesNotTakeAFailedListForAnEmptyOne) {
  EXPECT_CALL(api_, EnumerateEndpoints(_)).WillOnce(Throw(Failure(kElementNotFound)));
  EXPECT_CALL(api_, EnumerateNetworks(_)).WillOnce(Return("garbage"));
  EXPECT_THROW(static_cast<void>(client_.ListEndpoints()), Error);
  EXPECT_THROW(static_cast<void>(client_.ListNetworks()), AnswerError);
}

TEST_F(ClientTest, CreatesUnderTheIdOfTheObject) {
  HostComputeNetwork network;
  network.id = id_;
  EXPECT_CALL(api_, CreateNetwork(id_, Eq(ToDocument(network)))).WillOnce(Return(1));
  EXPECT_CALL(api_, CloseNetwork(1));
  const NetworkHandle made = client_.CreateNetwork(network).value();

  HostComputeEndpoint endpoint;
  endpoint.id = id_;
  EXPECT_CALL(api_, CreateEndpoint(1, id_, Eq(ToDocument(endpoint)))).WillOnce(Return(2));
  EXPECT_CALL(api_, CloseEndpoint(2));
  EXPECT_EQ(client_.CreateEndpoint(made, endpoint)->value(), 2U);

  HostComputeNamespace name_space;
  name_space.id = id_;
  EXPECT_CALL(api_, CreateNamespace(id_, Eq(ToDocument(name_space)))).WillOnce(Return(3));
  EXPECT_CALL(api_, CloseNamespace(3));
  EXPECT_EQ(client_.CreateNamespace(name_space)->value(), 3U);
}

TEST_F(ClientTest, HasNothingToCloseWhenACreateFails) {
  EXPECT_CALL(api_, CreateEndpoint(_, _, _)).WillOnce(Throw(Failure(kNetworkNotFound)));
  const NetworkHandle network = Network();
  EXPECT_THROW(static_cast<void>(client_.CreateEndpoint(network, {})), Error);
}

TEST_F(ClientTest, HasNoNetworkWhenItsNameOrIdIsTaken) {
  EXPECT_CALL(api_, CreateNetwork(_, _)).WillOnce(Throw(Failure(kNetworkAlreadyExists)));
  EXPECT_FALSE(client_.CreateNetwork({}).has_value());
  EXPECT_CALL(api_, CreateNetwork(_, _)).WillOnce(Throw(Failure(kAdapterNotFound)));
  EXPECT_THROW((void)client_.CreateNetwork({}), Error);
}

TEST_F(ClientTest, HasNoEndpointWhenItsAddressOrIdIsTaken) {
  const NetworkHandle network = Network();
  for (const HResult code : {kAddressInvalidOrReserved, kObjectAlreadyExists}) {
    EXPECT_CALL(api_, CreateEndpoint(_, _, _)).WillOnce(Throw(Failure(code)));
    EXPECT_FALSE(client_.CreateEndpoint(network, {}).has_value()) << code;
  }
}

TEST_F(ClientTest, HasNoNamespaceWhenItsIdIsTaken) {
  EXPECT_CALL(api_, CreateNamespace(_, _)).WillOnce(Throw(Failure(kObjectAlreadyExists)));
  EXPECT_FALSE(client_.CreateNamespace({}).has_value());
  EXPECT_CALL(api_, CreateNamespace(_, _)).WillOnce(Throw(Failure(kRpcCallFailed)));
  EXPECT_THROW(static_cast<void>(client_.CreateNamespace({})), Error);
}

TEST_F(ClientTest, TakesNoOtherFailureToCreateForATakenAddress) {
  const NetworkHandle network = Network();
  for (const HResult code : {kPortAlreadyExists, kInvalidIp, kElementNotFound, kRpcCallFailed}) {
    EXPECT_CALL(api_, CreateEndpoint(_, _, _)).WillOnce(Throw(Failure(code)));
    EXPECT_THROW(static_cast<void>(client_.CreateEndpoint(network, {})), Error) << Describe(code);
  }
}

TEST_F(ClientTest, SaysWhetherTheDeletedObjectWasThere) {
  EXPECT_CALL(api_, DeleteNetwork(id_))
      .WillOnce(Return())
      .WillOnce(Throw(Failure(kNetworkNotFound)));
  EXPECT_CALL(api_, DeleteEndpoint(id_))
      .WillOnce(Return())
      .WillOnce(Throw(Failure(kEndpointNotFound)));
  EXPECT_CALL(api_, DeleteNamespace(id_))
      .WillOnce(Return())
      .WillOnce(Throw(Failure(kElementNotFound)));
  EXPECT_TRUE(client_.DeleteNetwork(id_));
  EXPECT_FALSE(client_.DeleteNetwork(id_));
  EXPECT_TRUE(client_.DeleteEndpoint(id_));
  EXPECT_FALSE(client_.DeleteEndpoint(id_));
  EXPECT_TRUE(client_.DeleteNamespace(id_));
  EXPECT_FALSE(client_.DeleteNamespace(id_));
}

TEST_F(ClientTest, PutsAnEndpointIntoANamespaceAndTakesItOut) {
  const NamespaceHandle name_space = Namespace();
  const InSequence in_order;
  EXPECT_CALL(api_, ModifyNamespace(kHandle, Eq(NamespaceEndpointRequest(RequestType::kAdd, id_))));
  EXPECT_CALL(api_,
              ModifyNamespace(kHandle, Eq(NamespaceEndpointRequest(RequestType::kRemove, id_))));
  client_.AddEndpoint(name_space, id_);
  EXPECT_TRUE(client_.RemoveEndpoint(name_space, id_));
}

TEST_F(ClientTest, TakesAnEndpointThatWasNotInTheNamespaceForTakenOut) {
  const NamespaceHandle name_space = Namespace();
  for (const HResult code :
       {kEndpointNotAttached, kElementNotFound, kEndpointNotFound, kNetworkNotFound}) {
    EXPECT_CALL(api_, ModifyNamespace(kHandle, _)).WillOnce(Throw(Failure(code)));
    EXPECT_FALSE(client_.RemoveEndpoint(name_space, id_)) << Describe(code);
  }
}

TEST_F(ClientTest, DoesNotHideAFailureToAttachOrDetach) {
  const NamespaceHandle name_space = Namespace();
  EXPECT_CALL(api_, ModifyNamespace(kHandle, HasSubstr(R"("Add")")))
      .WillOnce(Throw(Failure(kElementNotFound)));
  EXPECT_CALL(api_, ModifyNamespace(kHandle, HasSubstr(R"("Remove")")))
      .WillOnce(Throw(Failure(kRpcCallFailed)));
  EXPECT_THROW(client_.AddEndpoint(name_space, id_), Error);
  EXPECT_THROW(client_.RemoveEndpoint(name_space, id_), Error);
}

TEST_F(ClientTest, ClosesAHandleOnceHoweverOftenItMoves) {
  EXPECT_CALL(api_, CloseNetwork(1));
  EXPECT_CALL(api_, CloseNetwork(2));
  NetworkHandle first(api_, 1);
  NetworkHandle second(std::move(first));
  NetworkHandle third(api_, 2);
  third = std::move(second);
  EXPECT_THAT(third.value(), Eq(1U));
}

TEST_F(ClientTest, NeverClosesTheHandleThatIsNone) {
  EXPECT_CALL(api_, CloseNetwork(_)).Times(0);
  const NetworkHandle none(api_, 0);
  EXPECT_EQ(none.value(), 0U);
}

}  // namespace
}  // namespace hcn
