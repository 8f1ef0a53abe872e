import { MISSED_REASON_CATEGORIES, type MissedReasonCategory } from '../../../web/api/analyses/completion.ts'
import type { ByReason, MissedReasonCounts } from '../../../web/api/analyses/completion-row.ts'
import type { MissedReason } from '../../../web/api/participants/missed-reasons.ts'
import { discloseBreakdown, type Viewer } from '../disclosure/disclosure.ts'
import { tallyCells } from '../disclosure/tally.ts'

/** Of one who missed it or answered, and when: nobody else is in it. */
export type MissedOrLateAssessment = {
  readonly site: string
  readonly standing: 'missed' | 'late' | 'in-time'
  readonly reason: MissedReason | undefined
}

/**
 * Why answers are missing or late, of one site. The row of the site is shown, so that its sums are known: of every
 * breakdown as many counts are hidden as keep the small ones from being worked out.
 */
export function countMissedReasons(
  asked: readonly MissedOrLateAssessment[],
  viewer: Viewer,
): MissedReasonCounts {
  const answered = asked.filter(({ standing }) => standing !== 'missed')
  const { all, ofOthers } = tallyCells(
    ['late', 'in-time'],
    answered,
    ({ standing }) => findAnswerTiming(standing),
    viewer,
  )
  const times = discloseBreakdown(
    (['late', 'in-time'] as const).map((key) => ({ key, count: all[key], ofOthers: ofOthers[key] })),
    viewer.minimumCellSize,
  )
  const isShown = times.every(({ count }) => count !== null)
  return {
    missedReasons: countByReason(asked, 'missed', viewer),
    late: isShown ? { count: all.late, reasons: countByReason(asked, 'late', viewer) } : null,
  }
}

function findAnswerTiming(standing: MissedOrLateAssessment['standing']): 'late' | 'in-time' | undefined {
  return standing === 'missed' ? undefined : standing
}

function countByReason(
  asked: readonly MissedOrLateAssessment[],
  standing: MissedOrLateAssessment['standing'],
  viewer: Viewer,
): ByReason {
  const of = asked.filter((one) => one.standing === standing)
  const { all, ofOthers } = tallyCells(
    MISSED_REASON_CATEGORIES,
    of,
    ({ reason }) => reason ?? 'not-recorded',
    viewer,
  )
  const disclosed = new Map(
    discloseBreakdown(
      MISSED_REASON_CATEGORIES.map((key) => ({ key, count: all[key], ofOthers: ofOthers[key] })),
      viewer.minimumCellSize,
    ).map(({ key, count }) => [key, count]),
  )
  return sortByReason(disclosed)
}

/**
 * The same of several sites together, from what is shown of each: a count that one of them hides has no sum, which less
 * the others' would tell it.
 */
export function combineSites(sites: readonly MissedReasonCounts[]): MissedReasonCounts {
  const lates = sites.flatMap(({ late }) => (late ? [late] : []))
  return {
    missedReasons: sumBreakdowns(sites.map(({ missedReasons }) => missedReasons)),
    late:
      lates.length < sites.length
        ? null
        : {
            count: lates.reduce((sum, { count }) => sum + count, 0),
            reasons: sumBreakdowns(lates.map(({ reasons }) => reasons)),
          },
  }
}

function sumBreakdowns(breakdowns: readonly ByReason[]): ByReason {
  const sums = new Map<MissedReasonCategory, number | null>()
  for (const { reason, count } of breakdowns.flat()) {
    const before = sums.get(reason)
    sums.set(reason, before === null || count === null ? null : (before ?? 0) + count)
  }
  return sortByReason(sums)
}

function sortByReason(counts: ReadonlyMap<MissedReasonCategory, number | null>): ByReason {
  return MISSED_REASON_CATEGORIES.flatMap((reason) => {
    const count = counts.get(reason)
    return count === undefined ? [] : [{ reason, count }]
  })
}
