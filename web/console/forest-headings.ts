import type { PlotHeadings } from '../charts/row-layout.ts'
import { findAnalysesText } from '../text/analyses-text.ts'

/** Headings of a forest plot's columns. */
export function buildForestHeadings(locale: string, count: string, estimate: string): PlotHeadings {
  const { console, pooling } = findAnalysesText(locale)
  // Broken only before the bracket.
  const interval = `(${console.outcomes.interval})`.replaceAll(' ', '\u00a0')
  return { label: console.outcomes.site, count, weight: pooling.weight, words: `${estimate} ${interval}` }
}
