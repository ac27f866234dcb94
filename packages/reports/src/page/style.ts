import { html, type Markup } from '../markup/html.ts'

/** The style sheet of the page: light and dark, screen, phone and paper; it loads nothing. */
export const style: Markup = html`
:root{--paper:#fbfaf7;--card:#fff;--ink:#1d2430;--soft-ink:#5b6472;--hair:#e6e2da;--main:#1f5f8b;--warm:#d9812e;--soft:#9cc3dc;--third:#3f8f6b;--fourth:#8b5aa0;--fifth:#c2566a;--rest:#b7bcc4;--heat:#1f5f8b;--good:#2d7d55;--bad:#b0413e}
@media (prefers-color-scheme:dark){:root{--paper:#14171c;--card:#1c2027;--ink:#e8e6e1;--soft-ink:#a2a9b4;--hair:#2e343d;--main:#6db0da;--warm:#e59a52;--soft:#3f6f8d;--third:#66b894;--fourth:#b78ccb;--fifth:#dd8395;--rest:#5c6470;--heat:#2f74a3;--good:#66b894;--bad:#dd8583}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:840px;margin:0 auto;padding:40px 40px 64px}
header h1{font-size:30px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em}
header p{margin:0;color:var(--soft-ink)}
.figures{display:grid;grid-template-columns:repeat(3,1fr);gap:1px;margin:28px 0 8px;background:var(--hair);border:1px solid var(--hair);border-radius:10px;overflow:hidden}
.figures div{background:var(--card);padding:16px 18px}
.figures b{display:block;font-size:26px;line-height:1.2;letter-spacing:-.01em}
.figures span{color:var(--soft-ink);font-size:14px}
nav{margin:22px 0 0;font-size:14px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:6px 18px;padding:0;margin:0}
nav a{color:var(--main);text-decoration:none}
nav a:hover{text-decoration:underline}
section{margin-top:44px;padding-top:24px;border-top:1px solid var(--hair)}
h2{font-size:21px;margin:0 0 4px;letter-spacing:-.005em}
h3{font-size:16px;margin:26px 0 8px}
h4{font-size:14px;margin:18px 0 6px;color:var(--soft-ink);font-weight:600}
.lead{color:var(--soft-ink);margin:0 0 18px;max-width:62ch}
.small{color:var(--soft-ink);font-size:14px;margin:10px 0 0}
.plain{margin:0;padding-left:20px}
.tag{font-size:12px;font-weight:500;color:var(--soft-ink);border:1px solid var(--hair);border-radius:99px;padding:2px 9px;margin-left:6px;white-space:nowrap}
.chart{margin:6px 0 0}
.chart svg{display:block;width:100%;height:auto;max-width:760px;overflow:visible;font-family:inherit}
.chart .slim{display:none;max-width:420px}
text{fill:var(--ink)}
text.axis,text.note{fill:var(--soft-ink)}
text.strong,text.value{font-weight:600}
text.name{font-weight:600}
text.on-heat{fill:#fff;font-weight:600}
.rule{stroke:var(--hair);stroke-width:1}
.base{stroke:var(--soft-ink);stroke-width:1}
.track{fill:var(--hair)}
.heat{fill:var(--heat)}
.dashed{stroke-dasharray:6 4}
.line{fill:none;stroke-width:2.25;stroke-linecap:round;stroke-linejoin:round}
.ground{fill:var(--main);opacity:.08}
.hit{fill:transparent}
.t-main{fill:var(--main)}.t-warm{fill:var(--warm)}.t-soft{fill:var(--soft)}.t-third{fill:var(--third)}.t-fourth{fill:var(--fourth)}.t-fifth{fill:var(--fifth)}.t-rest{fill:var(--rest)}
.s-main{stroke:var(--main)}.s-warm{stroke:var(--warm)}.s-soft{stroke:var(--soft)}.s-third{stroke:var(--third)}.s-fourth{stroke:var(--fourth)}.s-fifth{stroke:var(--fifth)}.s-rest{stroke:var(--rest)}
.n-main{fill:var(--main)}.n-warm{fill:var(--warm)}.n-soft{fill:var(--soft)}.n-third{fill:var(--third)}.n-fourth{fill:var(--fourth)}.n-fifth{fill:var(--fifth)}.n-rest{fill:var(--soft-ink)}
.b-main{background:var(--main)}.b-warm{background:var(--warm)}.b-soft{background:var(--soft)}.b-third{background:var(--third)}.b-fourth{background:var(--fourth)}.b-fifth{background:var(--fifth)}.b-rest{background:var(--rest)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;padding:0;margin:0 0 8px;font-size:14px;color:var(--soft-ink)}
.legend i{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:7px}
.scroll{overflow-x:auto;margin-top:12px}
table{border-collapse:collapse;width:100%;font-size:14.5px}
th{font-weight:600;color:var(--soft-ink);font-size:13px;text-align:left;white-space:nowrap}
th,td{padding:7px 12px 7px 0;border-bottom:1px solid var(--hair);vertical-align:top}
th:last-child,td:last-child{padding-right:0}
.number{text-align:right;white-space:nowrap}
.triangle{font-size:13px}
.triangle th,.triangle td{padding:5px 8px;white-space:nowrap}
.triangle th:first-child{padding-left:0}
.heat-0{background:transparent}
.heat-1{background:color-mix(in srgb,var(--main) 8%,transparent)}.heat-2{background:color-mix(in srgb,var(--main) 13%,transparent)}.heat-3{background:color-mix(in srgb,var(--main) 18%,transparent)}.heat-4{background:color-mix(in srgb,var(--main) 23%,transparent)}.heat-5{background:color-mix(in srgb,var(--main) 28%,transparent)}.heat-6{background:color-mix(in srgb,var(--main) 33%,transparent)}.heat-7{background:color-mix(in srgb,var(--main) 38%,transparent)}.heat-8{background:color-mix(in srgb,var(--main) 43%,transparent)}.heat-9{background:color-mix(in srgb,var(--main) 48%,transparent)}.heat-10{background:color-mix(in srgb,var(--main) 53%,transparent)}
footer{margin-top:44px;padding-top:18px;border-top:1px solid var(--hair);color:var(--soft-ink);font-size:14px}
@media (max-width:719px){main{padding:26px 20px 48px}header h1{font-size:24px}.figures{grid-template-columns:repeat(2,1fr)}.figures b{font-size:21px}.chart .wide{display:none}.chart .slim{display:block}section{margin-top:34px}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#111;--soft-ink:#555;--hair:#ddd;--main:#1f5f8b;--soft:#9cc3dc;--rest:#b7bcc4;--heat:#1f5f8b;--warm:#d9812e}body{font-size:12px}main{max-width:none;padding:0}nav{display:none}section{break-inside:avoid-page;margin-top:22px}h2,h3{break-after:avoid}.chart,.scroll,tr{break-inside:avoid}.chart .wide{display:block}.chart .slim{display:none}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`
