import { compactStyle } from '../components/inline.ts'

/**
 * One accent colour, at least 4.5:1 on its ground in light and dark. Longhand logical properties and no
 * flex gap: Safari 13 and Chrome 66 lay the page out as newer browsers do.
 */
export const participantStyle = compactStyle(`
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --card: #fff; --ink: #1c2421; --soft: #545f5a; --line: #7d857f; --hair: #dcdad3;
  --accent: #0b5f59; --on-accent: #fff; --tint: #e1efec; --bad: #a3201a; --warm: #fff4dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14191a; --card: #1b2223; --ink: #edf0ee; --soft: #aab5b0; --line: #7f8a85; --hair: #323b3b;
    --accent: #7cd4c7; --on-accent: #08211e; --tint: #1b3a37; --bad: #ffa198; --warm: #33290f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-bottom: 4rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
header, main, footer { max-width: 36rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: .75rem; color: var(--soft); font-size: .9375rem; display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; }
header a { padding: .5rem 0; }
.interview { max-width: 34rem; margin: .75rem auto 0; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
main { padding-bottom: 2rem; }
footer { border-top: 1px solid var(--hair); padding-top: 1rem; color: var(--soft); font-size: .9375rem; }
footer p { margin: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 650; margin: 0 0 1rem; letter-spacing: -.01em; }
h1:focus { outline: 0; }
h2 { font-size: 1.125rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.quiet { color: var(--soft); }
.hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.back { display: inline-block; padding: .75rem 1rem .75rem 0; min-height: 3rem; }
.no-back { min-height: 3rem; }
.progress { margin: 0 0 .375rem; color: var(--soft); font-size: 1rem; }
progress {
  -webkit-appearance: none; appearance: none; display: block; width: 100%; height: 4px; margin: 0 0 1.5rem;
  border: 0; border-radius: 2px; overflow: hidden; background: var(--hair); color: var(--accent);
}
progress::-webkit-progress-bar { background: var(--hair); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }

fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; display: block; width: 100%; }
.stem { display: block; margin: 0 0 .5rem; color: var(--soft); }
.options label {
  position: relative; display: flex; align-items: center; min-height: 3.5rem; margin: 0 0 .5rem;
  padding: .625rem 1rem; border: 2px solid var(--line); border-radius: .75rem; background: var(--card);
  cursor: pointer;
}
.options input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; margin-inline-end: .875rem; accent-color: var(--accent); }
.options label:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
.options input:focus { outline: 0; }

.ends { display: grid; grid-template-columns: 1fr 1fr; grid-gap: 1rem; margin: 0 0 .5rem; color: var(--soft); font-size: 1rem; line-height: 1.35; align-items: end; }
.ends :last-child { text-align: end; }
.ends b { color: var(--ink); }
.scale { display: grid; grid-template-columns: repeat(auto-fit, minmax(1.5rem, 1fr)); grid-gap: 2px; margin: 0 0 1.5rem; }
.scale label { position: relative; display: block; cursor: pointer; }
.scale input { position: absolute; top: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.scale span {
  display: flex; align-items: center; justify-content: center; height: 3.5rem; border: 1px solid var(--line);
  border-radius: .5rem; letter-spacing: -.03em; background: var(--card); font-size: 1rem; font-weight: 600; font-variant-numeric: tabular-nums;
}
.scale input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.scale input:focus + span { outline: 3px solid var(--accent); outline-offset: 2px; position: relative; }

.written { display: flex; align-items: center; }
.written span { margin-inline-start: .75rem; }
.written input, textarea { min-height: 3.5rem; padding: .625rem 1rem; border: 2px solid var(--line); border-radius: .75rem; background: var(--card); color: inherit; font: inherit; }
.written input { width: 9rem; max-width: 100%; font-weight: 600; }
textarea { display: block; width: 100%; }

.button, button {
  display: block; width: 100%; min-height: 3.5rem; margin: 1.5rem 0 0; padding: .875rem 1rem; border: 2px solid var(--accent);
  border-radius: .75rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 650;
  line-height: 1.25; text-align: center; text-decoration: none; cursor: pointer; -webkit-appearance: none; appearance: none;
}
.button:focus-visible, button:focus-visible { border-radius: .75rem; }
.second { margin-top: .75rem; background: transparent; color: var(--accent); border-color: transparent; font-weight: 500; text-decoration: underline; text-underline-offset: .15em; }
.outline { background: transparent; color: var(--accent); }

.error { margin: 0 0 1.5rem; padding: 1rem; border: 3px solid var(--bad); border-radius: .75rem; }
.error p { margin: 0; }
.error-line { color: var(--bad); font-weight: 650; margin: 0 0 .75rem; }
.help { margin: 0 0 1.5rem; padding: 1rem; border-radius: .75rem; background: var(--warm); }
.help p:last-child { margin: 0; }
.help a { color: inherit; font-weight: 650; }
.calls { margin: 0 0 1.5rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); grid-gap: .75rem; }
.calls .button { margin: 0; min-width: 0; width: auto; }

.answers { list-style: none; margin: 0; padding: 0; }
.answers li { padding: .75rem 0; border-top: 1px solid var(--hair); display: grid; grid-template-columns: 1fr auto; grid-column-gap: 1rem; }
.answers p { margin: 0; grid-column: 1; }
.answers .quiet { font-size: 1rem; line-height: 1.35; }
.answers a { grid-column: 2; grid-row: 1 / span 2; align-self: center; padding: .75rem 0; }
.given { font-weight: 650; }
.none { font-weight: 400; font-style: italic; }

.status { position: -webkit-sticky; position: sticky; bottom: 0; min-height: 3.5rem; margin: 1rem 0 0; padding: .75rem 1rem; text-align: center; font-size: 1rem; }
@media (max-height: 45rem) { .status { position: static; } }
.status:not(:empty) { background: var(--ink); color: var(--paper); }
@media (min-width: 30em) { .button, button { width: auto; min-width: 12rem; } .second { padding-inline-start: 0; text-align: start; } }
@media (forced-colors: active) {
  .scale input:checked + span { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  .status:not(:empty) { border-top: 2px solid; }
  progress { border: 1px solid; }
}
@media (prefers-reduced-motion: no-preference) { .button:active, button:active { transform: translateY(1px); } }
`)
