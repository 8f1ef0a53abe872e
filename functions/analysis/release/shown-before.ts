import type { CompletionRow } from '../../../web/api/analyses/completion-row.ts'
import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ReleaseContent } from '../../../web/api/releases/release-content.ts'
import type { ShownChange } from '../disclosure/disclose-mean-change.ts'
import type { ShownCells } from '../disclosure/disclose-responder-rate.ts'
import { isApartFromShown } from '../disclosure/suppressed-sites.ts'

/* What earlier releases have shown of each site, from which a new one could be subtracted. */

/** The id of a definition: its versions are compared with each other. */
export function parseDefinitionId(ref: string): string {
  return ref.split('@')[0] ?? ref
}

/** The rows of one endpoint in earlier releases. */
export function listEarlierRates(
  earlier: readonly ReleaseContent[],
  asked: { readonly definition: string; readonly timepoint: string; readonly estimand: string },
): readonly ResponderRateReply[] {
  return earlier.flatMap(({ responderRates }) =>
    responderRates.filter(
      ({ definition, timepoint, estimand }) =>
        parseDefinitionId(definition) === parseDefinitionId(asked.definition) &&
        timepoint === asked.timepoint &&
        estimand.id === asked.estimand,
    ),
  )
}

/** Met and not met, as some rates show them of each site. */
export function groupShownCells(rates: readonly ResponderRateReply[]): Map<string, ShownCells[]> {
  const bySite = new Map<string, ShownCells[]>()
  for (const { sites } of rates)
    for (const row of sites) {
      if (row.kind !== 'shown' || row.counts.met === null || row.counts.due === null) continue
      const { met, due } = row.counts
      bySite.set(row.site, [...(bySite.get(row.site) ?? []), [met, due - met]])
    }
  return bySite
}

/** Met and not met of each arm of a released rate, and what that says of those in none; nothing where arms are not shown. */
export function listShownArms({
  byArm,
  counts,
}: Pick<ResponderRateReply, 'byArm' | 'counts'>): readonly { arm: string | null; cells: [number, number] }[] {
  if (byArm?.kind !== 'compared') return []
  const arms = byArm.arms.flatMap(({ arm, counts: { due, met } }) =>
    due === null || met === null ? [] : [{ arm, cells: [met, due - met] as [number, number] }],
  )
  if (counts.due === null || counts.met === null) return arms
  const sum = (cell: 0 | 1) => arms.reduce((total, { cells }) => total + cells[cell], 0)
  const none: [number, number] = [counts.met - sum(0), counts.due - counts.met - sum(1)]
  return [...arms, { arm: null, cells: none }]
}

/** Mean changes of one measure at one timepoint, as earlier releases show them of each site. */
export function listShownChanges(
  earlier: readonly ReleaseContent[],
  domain: string,
  timepoint: string,
): Map<string, ShownChange[]> {
  const bySite = new Map<string, ShownChange[]>()
  for (const { meanChanges } of earlier)
    for (const { domain: of, analysis } of meanChanges) {
      if (of !== domain || analysis.timepoint !== timepoint) continue
      for (const { site, change } of analysis.sites)
        if (change.kind === 'shown')
          bySite.set(site, [...(bySite.get(site) ?? []), { n: change.n, mean: change.mean }])
    }
  return bySite
}

/** Whether a site's completion differs from what was shown of it before by nobody, or by the minimum at least. */
export function isCompletionApart(
  { timepoint, site, standings }: Extract<CompletionRow, { kind: 'counted' }>,
  earlier: readonly ReleaseContent[],
  minimumCellSize: number,
): boolean {
  const shown = earlier.flatMap(({ definitionComparisons: [first] }) =>
    (first?.completion ?? []).flatMap((row) =>
      row.kind === 'counted' && row.site === site && row.timepoint === timepoint
        ? [Object.values(row.standings)]
        : [],
    ),
  )
  return isApartFromShown(Object.values(standings), shown, minimumCellSize)
}
