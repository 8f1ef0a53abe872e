import { chartStyle } from '../charts/style.ts'
import { compact } from './inline.ts'

/** The look of the pages for staff: dense enough for long lists, calm, and readable at 320 px. */
export const staffStyle = compact(`
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --card: #fff; --ink: #1c2421; --soft: #545f5a; --line: #7d857f; --hair: #dcdad3;
  --accent: #0b5f59; --on-accent: #fff; --tint: #e1efec; --bad: #a3201a; --bad-tint: #fbe9e7;
  --warm: #fff4dc; --on-warm: #5f4200; --band: #f0eee7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14191a; --card: #1b2223; --ink: #edf0ee; --soft: #aab5b0; --line: #7f8a85; --hair: #323b3b;
    --accent: #7cd4c7; --on-accent: #08211e; --tint: #1b3a37; --bad: #ffa198; --bad-tint: #3d1f1d;
    --warm: #33290f; --on-warm: #ffdc93; --band: #20292a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.hide:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.top { background: var(--card); border-bottom: 1px solid var(--hair); }
.top > div { max-width: 75rem; margin: 0 auto; padding: .75rem 1rem 0; display: flex; flex-wrap: wrap; align-items: center; column-gap: 1.5rem; }
.top p { margin: 0; }
.top .study { flex: 1 1 16rem; max-width: none; font-weight: 650; }
.top .switch { margin-inline-start: .75rem; font-weight: 400; font-size: .875rem; white-space: nowrap; }
.top .who { color: var(--soft); font-size: .875rem; display: flex; align-items: center; gap: .75rem; }
.top form { margin: 0; }
header.top > div:not(:has(nav)) { padding-bottom: .75rem; }
nav.sections { flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-top: .25rem; }
nav.sections a { padding: .625rem 0; text-decoration: none; border-bottom: 3px solid transparent; color: var(--soft); }
nav.sections a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
nav.analyses { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-bottom: .75rem; }
nav.analyses a { padding: .375rem 0; }
nav.analyses a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
main.slim { max-width: 34rem; padding-top: 12vh; }
h1 { font-size: 1.625rem; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 .5rem; font-weight: 650; }
h2 { font-size: 1.1875rem; line-height: 1.3; margin: 2.25rem 0 .75rem; font-weight: 650; }
h3 { font-size: 1rem; margin: 0; font-weight: 650; }
p { margin: 0 0 .75rem; max-width: 44rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--hair); border-radius: .625rem; padding: 1rem; margin: 0 0 1rem; }
.scroll + p { margin-top: .5rem; }
:is(.scroll, .note, .facts) + .card, :is(.facts, .chart) + .note { margin-top: 1rem; }
:is(.scroll, details) + h3 { margin-top: 1.25rem; }
details h3, h3 + .scroll { margin: .75rem 0 .5rem; }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
.empty { text-align: center; padding: 3rem 1rem; }
.empty p { margin: .25rem auto; }
.button, button { display: inline-block; min-height: 2.75rem; padding: .5625rem 1.125rem; border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
button.plain { min-height: 1.75rem; padding: 0; border: 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: .15em; }
.button.outline { background: transparent; color: var(--accent); }
select, form.pick input { min-height: 2.75rem; max-width: 100%; padding: .5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: var(--ink); font: inherit; }
form.pick { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0; }
form.pick:has(.fault) { align-items: start; }
form.find .field { flex: 0 1 34rem; margin: 0; }
form.find button { min-height: 2.75rem; }
form.pick input[type="number"] { width: 8rem; }
form.pick label { display: block; max-width: 100%; font-size: .875rem; color: var(--soft); }
.fault { display: block; max-width: 20rem; margin-top: .25rem; color: var(--bad); font-size: .875rem; }
[aria-invalid] { border-color: var(--bad) !important; }
form.pick details { flex-basis: 100%; min-width: 0; margin: 0; }
form.pick details div { display: flex; flex-wrap: wrap; gap: .75rem; }
form.pick :is(select, input) { display: block; margin-top: .125rem; color: var(--ink); font-size: 1rem; }
.fields { max-width: 34rem; margin: 1.5rem 0; }
.field { margin: 0 0 1.25rem; }
.field .fault { max-width: none; }
.field label { display: block; font-weight: 600; }
.field :is(input:not([type="checkbox"]), select, textarea) { display: block; width: 100%; min-height: 2.75rem; margin-top: .25rem; padding: .5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: var(--ink); font: inherit; }
.draft { display: grid; gap: 0 2.5rem; grid-template-columns: minmax(0, 34rem) minmax(0, 1fr); align-items: start; }
.draft .fields { margin-top: 0; }
.draft h3 { margin: 1.5rem 0 .75rem; }
.draft h4 { margin: 1.25rem 0 .5rem; font-size: 1rem; }
.draft legend { font-weight: 650; padding-inline: .25rem; }
.draft fieldset { min-width: 0; }
details.card { margin-top: 0; padding-block: .25rem; }
details.card > fieldset { margin: 0; padding: .5rem 0 .75rem; border: 0; }
@media (min-width: 60.01em) { #beside { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding-block: .5rem; } }
.entry { margin: 0 0 .75rem; padding: .5rem 0 0; border: 0; border-top: 1px solid var(--hair); }
.entry .field { margin-bottom: .25rem; }
.pair { display: flex; gap: .5rem; }
.pair > * { flex: 1 1 0; min-width: 0; }
.acts { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: .5rem; }
.adds { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0 1.5rem; }
.field select + button { margin-top: .5rem; }
.status { position: sticky; bottom: 0; z-index: 1; padding: .5rem 0; background: var(--paper); border-top: 1px solid var(--hair); }
.status p { margin: 0; }
.whole { white-space: pre-wrap; }
#beside :is(.card, .alarm) > h2:first-child { margin-top: 0; font-size: 1.0625rem; }
#beside [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.choose { margin: .375rem 0 0; padding: .5rem .75rem; border-radius: .5rem; background: var(--warm); color: var(--on-warm); }
.choose blockquote { background: var(--card); color: var(--ink); }
.choose button + button { margin-inline-start: .5rem; }
@media (max-width: 60em) { .draft { grid-template-columns: minmax(0, 1fr); } }
.checks { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0; }
.checks legend { padding: 0; font-weight: 600; }
.checks label { display: flex; gap: .625rem; align-items: baseline; padding: .5rem 0; }
.checks input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); translate: 0 .25rem; }
.entry caption p { font-weight: 400; margin: .25rem 0 0; }
.entry :is(td, th) { padding: .25rem .75rem; }
.entry label { display: block; min-height: 2rem; }
.entry [type="checkbox"] { width: 1.25rem; height: 1.25rem; margin: .375rem 0; accent-color: var(--accent); }
.entry input:not([type="checkbox"]) { width: 100%; min-width: 4rem; min-height: 2.25rem; padding: .25rem .5rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--card); color: var(--ink); font: inherit; }
.fields > .scroll { margin-bottom: 1.25rem; }
.account { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.history { padding: 0; list-style: none; max-width: 46rem; }
.history > li { padding: .75rem 0; border-top: 1px solid var(--hair); overflow-wrap: anywhere; }
.history p, .history blockquote { margin-block: .25rem; }
.note { padding: .75rem 1rem; border-radius: .5rem; background: var(--warm); color: var(--on-warm); max-width: 46rem; }
.alarm { margin: 0 0 1rem; padding: .75rem 1rem; border-radius: .5rem; background: var(--bad-tint); border-inline-start: 4px solid var(--bad); max-width: 46rem; }
.alarm > :first-child { margin-top: 0; }
.alarm p:last-child, .note:last-child { margin: 0; }

.scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--hair); border-radius: .625rem; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: start; padding: .75rem .75rem .25rem; font-weight: 650; }
th, td { padding: .5rem .75rem; text-align: start; vertical-align: top; border-top: 1px solid var(--hair); }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .8125rem; vertical-align: bottom; }
tbody th { font-weight: 600; }
tbody th .small { font-weight: 400; }
tbody tr:hover { background: var(--band); }
.short { white-space: nowrap; }
.words { min-width: 9rem; }
.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
tfoot td, tfoot th { border-top: 2px solid var(--line); font-weight: 600; }
.id { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875rem; white-space: nowrap; }
.state { white-space: nowrap; }
.state::before { content: "○"; margin-inline-end: .375rem; color: var(--soft); }
.state.completed::before, .state.met::before { content: "✓"; color: var(--accent); font-weight: 700; }
.state.open::before, .state.started::before { content: "●"; color: var(--accent); }
.state.overdue { color: var(--bad); font-weight: 600; }
.state.overdue::before { content: "!"; color: var(--bad); font-weight: 700; }
.state.missed::before, .state.not-met::before { content: "×"; color: var(--bad); font-weight: 700; }
.state.scheduled, .state.none, .state.cancelled { color: var(--soft); }
.state.not-assessable::before { content: "?"; font-weight: 700; }
.tag { display: inline-block; padding: .0625rem .5rem; border-radius: 1rem; background: var(--warm); color: var(--on-warm); font-size: .8125rem; white-space: nowrap; }
.tag.bad { background: var(--bad-tint); color: var(--bad); font-weight: 600; white-space: normal; }
.pager { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }

ol.tasks { list-style: none; margin: 1.5rem 0 0; padding: 0; }
.tasks h2 { margin: 0 0 .25rem; }
.tasks .number { font-size: 1.1875rem; font-variant-numeric: tabular-nums; }
.reasons { margin: 0 0 .75rem; padding-inline-start: 1.25rem; }
.reasons li { margin: .375rem 0; }
.urgent { color: var(--bad); }
blockquote { margin: .375rem 0; padding: .5rem .75rem; border-inline-start: 3px solid var(--line); background: var(--band); white-space: pre-wrap; overflow-wrap: anywhere; }
.tasks form { margin: .5rem 0; }
button.outline { background: transparent; color: var(--accent); }

.scales { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; }
.scales .card { margin: 0; min-width: 0; }
details { margin-top: .5rem; }
details h3 { margin-top: 1.25rem; }
summary { cursor: pointer; padding: .5rem 0; color: var(--accent); }
${chartStyle}
.facts { margin: .25rem 0 .75rem; padding-inline-start: 1.25rem; max-width: 46rem; }
.facts { margin: 0; }
.rule { margin: 0 0 1rem; padding: .75rem; border: 1px solid var(--hair); border-inline-start: 4px solid var(--line); border-radius: .375rem; min-width: 0; background: var(--card); }
.rule legend { padding: 0 .25rem; font-weight: 600; }
.rule .row { display: flex; flex-wrap: wrap; align-items: end; gap: 0 1rem; }
.rule .field { flex: 1 1 9rem; min-width: 0; margin-bottom: .75rem; }
.rule .field:has(select) { flex-basis: 14rem; }
.rule .checks { flex-basis: 100%; }
.rule > :last-child { margin-bottom: 0; }
.beside { display: grid; gap: 0 2rem; grid-template-columns: minmax(0, 1fr); }
.beside .fields { max-width: none; }
.removed { color: var(--bad); }
.added { color: var(--accent); font-weight: 600; }
@media (min-width: 64em) { .beside { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.curves { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; margin-top: .5rem; }
.curves figure { margin: 0; flex: 1 1 min(16rem, 100%); max-width: 22rem; }
.curves.even { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); }
.curves.even figure { display: flex; flex-direction: column; justify-content: flex-end; }
@media (max-width: 40em) {
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards, table.cards tbody, table.cards tr, table.cards th, table.cards td, table.cards caption { display: block; }
  table.cards tr { padding: .75rem; border-top: 1px solid var(--hair); }
  table.cards th, table.cards td { padding: .125rem 0; border: 0; text-align: start; }
  table.cards td.unplanned { display: none; }
  table.cards td[data-label]:not(.unplanned) { display: flex; justify-content: space-between; gap: 1rem; }
  table.cards td.choice[data-label] { display: block; }
  table.cards td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .875rem; }
}
pre { margin: 0; padding: .75rem; overflow-x: auto; background: var(--band); border-radius: .5rem; font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; overflow-wrap: anywhere; }
@media print { .top nav, form, .pager { display: none !important; } .card, .scroll { break-inside: avoid; } }
`)
