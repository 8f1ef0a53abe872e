import { compactStyle } from '../components/inline.ts'
import { participantStyle } from '../participant/style.ts'

/** The look of the participant's pages, and what only panelists see: distributions, profiles, pairs. */
export const panelStyle = `${participantStyle}${compactStyle(`
header { display: block; }
header b { color: var(--ink); font-weight: 650; }
header span { display: block; }
h2 { margin: 1.75rem 0 .5rem; }
.error h2 { margin-top: 0; }
legend h2 { margin-top: 1rem; }
h3 { font-size: 1.0625rem; margin: 0; }
.item { margin: -.25rem 0 1rem; color: var(--soft); }
legend.group { font-weight: 650; margin: 0 0 .5rem; }
.bands { list-style: none; margin: 0 0 .75rem; padding: 0; color: var(--soft); font-size: 1rem; line-height: 1.4; }
.scale + .cannot { margin-top: -.75rem; }
details { margin: 0 0 1.25rem; border: 1px solid var(--hair); border-radius: .75rem; background: var(--card); }
summary { padding: .75rem 1rem; color: var(--accent); cursor: pointer; }
details > p { margin: 0; padding: 0 1rem 1rem; }
label.field { display: block; margin: 1.25rem 0 0; font-weight: 650; }
label.field + .quiet { margin: 0 0 .375rem; font-size: 1rem; }
.own { margin: 0 0 1rem; padding: .75rem 1rem; border-inline-start: 4px solid var(--accent); background: var(--tint); }
.own p { margin: 0; }
.own button { margin-top: .75rem; }
.ratings { margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid var(--hair); border-radius: .75rem; background: var(--card); }
.ratings p, .ratings ul { margin: .25rem 0 0; padding: 0; font-size: 1rem; list-style: none; }
.ratings svg { display: block; width: 100%; max-width: 22rem; height: auto; margin: .5rem 0; }
svg text { fill: var(--ink); font: 600 13px system-ui, sans-serif; text-anchor: middle; }
svg .count { font-weight: 400; }
svg .bar { fill: var(--line); }
svg .mine { fill: var(--accent); }
svg .axis { stroke: var(--line); stroke-width: 1; }
.reasons { margin: 0 0 1rem; padding-inline-start: 1.25rem; }
.reasons li { margin: .25rem 0; }
table { width: 100%; border-collapse: collapse; margin: 0 0 1rem; font-size: 1rem; }
caption { text-align: start; color: var(--soft); padding: 0 0 .5rem; }
th, td { padding: .5rem .5rem .5rem 0; border-top: 1px solid var(--hair); text-align: start; vertical-align: top; }
thead th { border: 0; color: var(--soft); font-weight: 500; }
td { font-variant-numeric: tabular-nums; }
th small { display: block; color: var(--soft); font-weight: 400; font-size: .875rem; }
td b { display: block; font-size: 1.125rem; }
dl.facts { margin: 0 0 1.25rem; font-size: 1rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0 0 .375rem; }
.pair span span { display: block; }
.pair b { display: block; }
.sentence { margin: 0 0 1rem; padding: 1rem; border: 2px solid var(--line); border-radius: .75rem; background: var(--card); }
.sentence p:last-child { margin: 0; }
.criteria fieldset { margin: 0 0 1.25rem; }
.criteria .options { display: grid; grid-template-columns: 1fr 1fr; grid-gap: .5rem; }
.criteria .options label { margin: 0; min-height: 3rem; padding: .5rem .75rem; font-size: 1rem; }
.criteria .options input { margin-inline-end: .5rem; }
.plain { display: inline; width: auto; min-width: 0; min-height: 1.5rem; margin: 0; padding: 0; border: 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; }
.proposals { padding-inline-start: 1.25rem; }
.proposals li { margin: 0 0 .75rem; }
.proposals form { display: inline; }
.check { display: flex; align-items: center; min-height: 3rem; }
.check input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; margin-inline-end: .875rem; accent-color: var(--accent); }
.after { display: inline-block; padding: .75rem 0; }
.bad { background: transparent; border-color: var(--bad); color: var(--bad); }
@media (forced-colors: active) { svg .bar { fill: CanvasText; } svg .mine { fill: Highlight; } }
`)}`
