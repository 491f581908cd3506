#include "cli/report_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/html.h"
#include "cli/redaction.h"
#include "cli/report_map.h"

namespace cli {
namespace {

using nlohmann::ordered_json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kHostile =
    "</pre></td><script src=\"https://evil.example/x.js\">alert('1')</script><img src=x "
    "onerror=a()>";

std::size_t CountOf(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

Holder HolderOf(const std::string& address, State state, std::string_view name = "shop/web-0") {
  Holder holder;
  holder.state = state;
  holder.addresses = {*ipam::IpAddress::Parse(address)};
  holder.pod = name;
  holder.container = name;
  holder.reason = name;
  holder.network = name;
  return holder;
}

SliceUse SliceOf(const std::string& subnet, const std::vector<Holder>& holders) {
  return UseOf(ipam::Slice({ipam::Subnet::Parse(subnet), {}, {}, {}, {}}), holders);
}

NodeReport ReportOf(const std::string& subnet, std::vector<Holder> holders) {
  NodeReport report;
  report.inventory.hcn_answers = true;
  report.inventory.slices = {SliceOf(subnet, holders)};
  report.inventory.holders = std::move(holders);
  return report;
}

TEST(Escaped, HasNoMarkupLeft) {
  EXPECT_EQ(Escaped("<a href='x' id=\"y\">&amp;"),
            "&lt;a href=&#39;x&#39; id=&quot;y&quot;&gt;&amp;amp;");
  EXPECT_EQ(Escaped("a\x1b[2J\xff"), "a\xef\xbf\xbd[2J\xef\xbf\xbd");
}

TEST(WithoutSecrets, TakesAwayWhatANameSaysIsSecret) {
  const ordered_json document = {{"wg_private_key", "c2VjcmV0"},
                                 {"Password", "hunter2"},
                                 {"list", {{{"apiToken", {{"a", 1}}}}}},
                                 {"PreSharedKey", "k"},
                                 {"name", "kept"},
                                 {"number", 7}};
  const ordered_json expected = {{"wg_private_key", "(removed)"},
                                 {"Password", "(removed)"},
                                 {"list", {{{"apiToken", "(removed)"}}}},
                                 {"PreSharedKey", "(removed)"},
                                 {"name", "kept"},
                                 {"number", 7}};
  EXPECT_EQ(WithoutSecrets(document), expected);
}

TEST(ReportPage, AsksForNothingFromOutside) {
  const std::string page = ToPage(ReportOf("10.200.42.0/24", {}));
  EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
  for (const char* word :
       {"src=", "href=", "url(", "@import", "<script", "<link", "http://", "https://"}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
  }
}

TEST(ReportPage, ShowsNamesOfOthersAsText) {
  NodeReport report =
      ReportOf("10.200.42.0/24", {HolderOf("10.200.42.2", State::kForeign, kHostile)});
  const std::string hostile(kHostile);
  report.log = {hostile};
  report.documents = {{hostile, hostile}};
  report.inventory.problems = {hostile};
  report.inventory.quarantine = {{hostile, hostile}};
  report.inventory.marker_problems = {hostile};
  report.findings = {Finding{&FindingKinds().front(), hostile, hostile}};
  const std::string page = ToPage(report);
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img"))));
  EXPECT_GE(CountOf(page, "&lt;script src=&quot;https://evil.example"), 10U);
  EXPECT_EQ(CountOf(page, "</pre>"), 2U) << "the log's and the document's";
}

TEST(ReportPage, ShowsWhatNeedsAttentionFirst) {
  const std::string page =
      ToPage(ReportOf("10.200.42.0/24", {HolderOf("10.200.42.2", State::kLive),
                                         HolderOf("10.200.42.3", State::kOrphan, "the orphan")}));
  const auto rows = page.substr(page.find("<tbody>"));
  EXPECT_LT(rows.find("10.200.42.3"), rows.find("10.200.42.2"));
  EXPECT_THAT(rows, HasSubstr("<td class=\"why\">the orphan</td>"));
}

TEST(ReportPage, SaysWhenHcnDoesNotAnswer) {
  NodeReport report = ReportOf("10.200.42.0/24", {});
  EXPECT_THAT(ToPage(report), Not(HasSubstr("HCN does not answer")));
  report.inventory.hcn_answers = false;
  EXPECT_THAT(ToPage(report), HasSubstr("HCN does not answer"));
}

TEST(ReportMap, HasACellForEachAddress) {
  const std::vector<Holder> holders{HolderOf("10.200.42.2", State::kLive),
                                    HolderOf("10.200.42.255", State::kForeign)};
  const std::string map = HtmlMapOf(SliceOf("10.200.42.0/24", holders), holders);
  const auto cells = map.substr(0, map.find("</div>"));
  EXPECT_EQ(CountOf(cells, "<i "), 256U);
  EXPECT_EQ(CountOf(cells, "<b>"), 8U);
  EXPECT_EQ(CountOf(cells, "class=\"never\""), 2U) << "network and gateway; the broadcast is held";
  EXPECT_THAT(cells,
              AllOf(HasSubstr("<i class=\"live\" title=\"10.200.42.2 live shop/web-0\">L</i>"),
                    HasSubstr("title=\"10.200.42.255 foreign")));
}

TEST(ReportMap, LetsACellStandForManyAddressesOfALargeSlice) {
  const std::vector<Holder> holders{HolderOf("10.200.0.18", State::kLive),
                                    HolderOf("10.200.0.19", State::kOrphan),
                                    HolderOf("10.200.255.254", State::kLive)};
  const std::string map = HtmlMapOf(SliceOf("10.200.0.0/16", holders), holders);
  EXPECT_EQ(CountOf(map.substr(0, map.find("</div>")), "<i "), 4096U);
  EXPECT_THAT(map, AllOf(HasSubstr("from 10.200.0.16 on 16 addresses, 2 held orphan shop/web-0"),
                         HasSubstr("from 10.200.255.240 on 16 addresses, 1 held"),
                         HasSubstr("Each cell is 16 addresses.")));
}

TEST(ReportMap, ShowsTheHeldPartOfASliceThatIsEndless) {
  const std::vector<Holder> holders{HolderOf("fd00:200:42::1ff", State::kLive)};
  const std::string map = HtmlMapOf(SliceOf("fd00:200:42::/64", holders), holders);
  EXPECT_EQ(CountOf(map.substr(0, map.find("</div>")), "<i "), 512U);
  EXPECT_THAT(map, HasSubstr("fd00:200:42::1ff live"));
}

TEST(ReportMap, NamesEachStateWithALetterOfItsOwn) {
  std::string letters;
  for (const State state : kStates) letters += LetterOf(state);
  std::ranges::sort(letters);
  EXPECT_EQ(std::ranges::adjacent_find(letters), letters.end()) << letters;
}

TEST(ReportPage, HoldsThousandsOfAttachments) {
  std::vector<Holder> holders;
  for (int i = 0; i < 4000; ++i) {
    holders.push_back(
        HolderOf("10.200." + std::to_string(i / 250) + "." + std::to_string(i % 250 + 2),
                 i % 100 == 0 ? State::kOrphan : State::kLive));
  }
  const std::string page = ToPage(ReportOf("10.200.0.0/20", holders));
  EXPECT_EQ(CountOf(page, "<tr><td"), 4000U);
  EXPECT_LT(page.size(), 4'000'000U);
}

}  // namespace
}  // namespace cli
