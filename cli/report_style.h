#pragma once

#include <string_view>

namespace cli {

// The style sheet of the report. Classes of cells and dots are the states of holders.
inline constexpr std::string_view kReportStyle = R"css(
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--quiet:#667;--line:#d8dce2;--card:#f6f7f9;
--bad:#c62828;--warn:#b26a00;--good:#2e7d32;--free:#e9ecf0;--never:#c9ced6}
@media(prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e4e7eb;--quiet:#99a2ae;--line:#343a42;
--card:#1d2127;--bad:#ff7b72;--warn:#f0b429;--good:#7bc67e;--free:#272c33;--never:#3d444d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:100rem;padding:1.5rem;background:var(--bg);color:var(--fg);
font:14px/1.5 system-ui,"Segoe UI",sans-serif}
h1{margin:0;font-size:1.5rem}h2{margin:2rem 0 .6rem;font-size:1.1rem}h3{margin:1rem 0 .4rem;font-size:1rem}
p{margin:.3rem 0}.quiet{color:var(--quiet)}
td,th,li,p,code,pre,dd,b,i,summary{unicode-bidi:isolate}
.cards{display:flex;flex-wrap:wrap;gap:.6rem;margin-top:1rem}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.5rem .9rem}
.cards b{display:block;font-size:1.3rem}
.error{color:var(--bad)}.warning{color:var(--warn)}.info{color:var(--good)}
.finding{border-left:4px solid currentColor;padding:.3rem .8rem;margin:.6rem 0;background:var(--card)}
.finding p{color:var(--fg)}.finding b{text-transform:uppercase;font-size:.75rem;letter-spacing:.05em}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th{background:var(--card)}td.id,td.address,code,pre,.map b{font-family:ui-monospace,Consolas,monospace;font-size:.8rem}
td.id{word-break:break-all;min-width:11.5rem}td.short{white-space:nowrap}td.why:not(:empty){min-width:13rem}
pre{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.7rem;margin:.3rem 0}
pre.log{white-space:pre-wrap;word-break:break-word}
details{margin:.2rem 0}summary{cursor:pointer}
.bar{height:.6rem;border-radius:3px;background:var(--free);overflow:hidden;display:flex;max-width:40rem}
.bar i{height:100%}
.map{display:grid;gap:2px;margin:.6rem 0;max-width:72rem}
.c32{grid-template-columns:8.5rem repeat(32,minmax(0,1fr))}
.c64{grid-template-columns:8.5rem repeat(64,minmax(0,1fr));gap:1px}
.map b{font-weight:400;color:var(--quiet);white-space:nowrap;overflow:hidden;line-height:1.3rem}
.c64 b{line-height:.9rem;font-size:.7rem}
.map i,.legend i,td i{font-style:normal;text-align:center;color:#fff;border-radius:2px;min-width:0;overflow:hidden}
.map i{height:1.3rem;line-height:1.3rem;font-size:.7rem}.c64 i{height:.9rem;line-height:.9rem;font-size:.55rem}
.legend i,td i{display:inline-block;width:1.2rem;height:1.2rem;line-height:1.2rem;font-size:.7rem;margin-right:.35rem}
.legend span{margin-right:.8rem;white-space:nowrap}
i.free{background:var(--free)}i.never{background:repeating-linear-gradient(45deg,var(--never) 0 2px,transparent 2px 5px)}
i.live{background:#2e7d32}i.orphan{background:#c62828}i.half-made{background:#b26a00}i.lost{background:#8e0000}
i.unrecorded{background:#d1570a}i.unreadable{background:#6a1b9a}i.reserved{background:#1565c0}
i.resting{background:#607d8b}i.foreign{background:#ad1457}i.unknown{background:#757575}
@media print{body{max-width:none;padding:0;font-size:11px}.scroll,pre{overflow:visible}pre{white-space:pre-wrap}
.finding,tr,.cards div{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

}  // namespace cli
