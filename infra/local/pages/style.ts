/** One stylesheet for the local pages. Colours hold 4.5:1 in both schemes; widths work from 320 px. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f7; --card: #ffffff; --text: #17211f; --quiet: #52605d; --line: #d7dddb;
  --accent: #0b6b61; --on-accent: #ffffff; --soft: #e3f0ee; --bubble: #e6e9e8; --error: #a3261b;
  --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2.5rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101514; --card: #19201f; --text: #e7eceb; --quiet: #a3b0ad; --line: #33403d;
    --accent: #63c7b9; --on-accent: #08211e; --soft: #17322e; --bubble: #28312f; --error: #ff9c8f;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
header.bar { border-bottom: 1px solid var(--line); background: var(--card) }
header.bar nav, main { max-width: 60rem; margin: 0 auto; padding: var(--s3) var(--s4) }
header.bar nav { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s4); align-items: baseline }
header.bar strong { margin-inline-end: auto }
main { padding-block: var(--s5) var(--s6) }
main.narrow { max-width: 34rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 var(--s2); text-wrap: balance }
h2 { font-size: 1.1rem; margin: 0 0 var(--s2) }
h3 { font-size: 1rem; margin: var(--s3) 0 var(--s2) }
p { margin: 0 0 var(--s3); max-width: 65ch }
.quiet { color: var(--quiet) }
.grid { display: grid; gap: var(--s4); grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); margin-block: var(--s5) }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: var(--s4) }
.card > :last-child { margin-bottom: 0 }
ul.plain { list-style: none; margin: 0; padding: 0 }
ul.plain li + li { margin-top: var(--s2) }
button, .button { display: inline-block; font: inherit; font-weight: 600; min-height: 2.75rem; padding: .55rem 1rem;
  border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on-accent);
  text-decoration: none; cursor: pointer }
button.second { background: transparent; color: var(--accent) }
form.row { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: end }
label { display: block; font-weight: 600 }
input { font: inherit; min-height: 2.75rem; padding: .4rem .7rem; width: 100%; border: 1px solid var(--quiet);
  border-radius: .5rem; background: var(--card); color: var(--text) }
fieldset { border: 0; margin: 0 0 var(--s4); padding: 0 } legend { font-weight: 600; padding: 0 }
label.choice { display: flex; gap: var(--s3); align-items: center; min-height: 2.5rem; font-weight: 400 }
label.choice input { flex: none; width: 1.25rem; min-height: 1.25rem; margin: 0; accent-color: var(--accent) }
form.row > div { flex: 1 1 12rem }
pre { overflow-x: auto; padding: var(--s3); border-radius: .5rem; background: var(--soft); font-size: .85rem; margin: 0 0 var(--s3) }
code { font-family: ui-monospace, monospace }
progress { width: 100%; height: .75rem; accent-color: var(--accent) }
dl { display: grid; grid-template-columns: auto 1fr; gap: var(--s1) var(--s4); margin: 0 0 var(--s4) }
dt { color: var(--quiet) } dd { margin: 0 }
.big { font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; margin-bottom: var(--s1) }
ul.list { list-style: none; margin: var(--s4) 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
ul.list li + li { border-top: 1px solid var(--line) }
ul.list a { display: block; padding: var(--s3) var(--s4); color: inherit; text-decoration: none }
ul.list a:hover { background: var(--soft) }
ul.list .top { display: flex; gap: var(--s3); justify-content: space-between; flex-wrap: wrap }
ul.mails li { padding: var(--s3) var(--s4) }
ul.mails .mail { white-space: pre-line; overflow-wrap: anywhere }
ul.mails .mail a { display: inline; padding: 0; color: var(--accent); text-decoration: underline }
ul.list .last { display: block; color: var(--quiet); white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.number { font-weight: 650; font-variant-numeric: tabular-nums }
.phone { background: var(--card); border: 1px solid var(--line); border-radius: 1.25rem; padding: var(--s4) }
.phone ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: var(--s3) }
.phone .text { background: var(--bubble); border-radius: 1.1rem 1.1rem 1.1rem .3rem; padding: var(--s3) var(--s4);
  max-width: 88%; width: fit-content; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
.phone .when { font-size: .8rem; color: var(--quiet); margin: 0 var(--s1) var(--s1); max-width: none }
.phone .own .when { text-align: end }
.phone .own .text { background: var(--accent); color: var(--on-accent); border-radius: 1.1rem 1.1rem .3rem; margin-inline-start: auto }
.phone .own a { color: inherit }
.reply { margin-block: var(--s4) var(--s2) }
.error { color: var(--error); font-weight: 600 }
[aria-invalid] { border: 2px solid var(--error) }
.empty { text-align: center; padding: var(--s6) var(--s4); color: var(--quiet) }
.buttons { display: grid; gap: var(--s2) } .buttons + h2 { margin-top: var(--s4) } .buttons button { width: 100%; text-align: start }
`
