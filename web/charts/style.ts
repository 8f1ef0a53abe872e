import { WIDE_PX } from './plot.ts'
import { COLUMNS_PX } from './row-layout.ts'

/** The look of the charts; the colors are the page's. The wide layouts show where their place is as wide as they need. */
export const chartStyle = `
.layouts { container-type: inline-size; margin-block-end: .75rem; }
.chart { display: block; max-width: 60rem; overflow: hidden; }
.chart.wide { display: none; }
@container (min-width: ${WIDE_PX}px) { .layouts:not(.rows) > .wide { display: block; } .layouts:not(.rows) > .narrow { display: none; } }
@container (min-width: ${COLUMNS_PX}px) { .rows > .wide { display: block; } .rows > .narrow { display: none; } }
.chart text { fill: var(--ink); stroke: var(--card); stroke-width: 4; stroke-linejoin: round; paint-order: stroke; font-family: inherit; font-variant-numeric: tabular-nums; }
.chart .soft { fill: var(--soft); }
.chart .strong { font-weight: 650; }
.chart .grid { stroke: var(--hair); }
.chart .axis { stroke: var(--line); }
.chart .band { fill: var(--band); }
.chart .mark { stroke: var(--accent); stroke-width: 2; fill: none; }
.chart .dot { fill: var(--accent); }
.chart .hollow { fill: var(--card); stroke: var(--soft); stroke-width: 1.5; }
.chart .cross { stroke: var(--soft); stroke-width: 1.5; }
.chart .treatment { fill: var(--ink); }
.chart .stem { stroke: var(--line); stroke-dasharray: 2 3; }
.chart .interval { stroke: var(--ink); stroke-width: 1.5; }
.chart .square { fill: var(--ink); }
.chart .beyond.interval { fill: var(--ink); stroke: none; }
.chart :is(.diamond, .bar) { fill: var(--accent); }
.chart .prediction { stroke: var(--accent); stroke-width: 2; stroke-dasharray: 5 3; }
.chart .beyond.prediction { fill: var(--accent); stroke: none; }
.chart .series { stroke: var(--accent); stroke-width: 2; fill: none; }
.chart .series.reference { stroke: var(--ink); }
.chart .point { fill: var(--accent); stroke: var(--accent); }
.chart .point.reference { fill: var(--card); stroke: var(--ink); stroke-width: 1.5; }
.chart .reach { fill: var(--accent); opacity: .16; }
.chart .other { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; fill: none; }
@media (forced-colors: active) {
  .chart text { fill: CanvasText; stroke: Canvas; }
  .chart :is(.mark, .interval, .prediction, .axis, .series, .other, .point, .cross, .hollow) { stroke: CanvasText; }
  .chart :is(.dot, .square, .beyond, .diamond, .bar, .treatment, .point:not(.reference)) { fill: CanvasText; }
}`
