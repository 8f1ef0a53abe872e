import { type ByReason, TOLD_REASONS, type ToldReason } from '../../../web/api/analyses/completion.ts'
import type { MissedReason } from '../../../web/api/participants/missed-reasons.ts'
import { discloseBreakdown, type Viewer } from '../disclosure/disclosure.ts'
import { tally } from '../disclosure/tally.ts'

export type Unanswered = {
  /** Of everybody who missed it. */
  readonly missedReasons: ByReason
  /** Of those who answered: after it was due. `null` where that may not be shown. */
  readonly late: { readonly count: number; readonly reasons: ByReason } | null
}

/** Of one who missed it or answered, and when: nobody else is in it. */
export type Asked = {
  readonly site: string
  readonly standing: 'missed' | 'late' | 'in-time'
  readonly reason: MissedReason | undefined
}

/**
 * Why answers are missing or late, of one site. The row of the site is shown, so that its sums are known: of every
 * breakdown as many counts are hidden as keep the small ones from being worked out.
 */
export function unansweredOf(asked: readonly Asked[], viewer: Viewer): Unanswered {
  const answered = asked.filter(({ standing }) => standing !== 'missed')
  const { all, ofOthers } = tally(
    ['late', 'in-time'],
    answered,
    ({ standing }) => answeredAs(standing),
    viewer,
  )
  const times = discloseBreakdown(
    (['late', 'in-time'] as const).map((key) => ({ key, count: all[key], ofOthers: ofOthers[key] })),
    viewer.minimumCell,
  )
  const isShown = times.every(({ count }) => count !== null)
  return {
    missedReasons: byReason(asked, 'missed', viewer),
    late: isShown ? { count: all.late, reasons: byReason(asked, 'late', viewer) } : null,
  }
}

function answeredAs(standing: Asked['standing']): 'late' | 'in-time' | undefined {
  return standing === 'missed' ? undefined : standing
}

function byReason(asked: readonly Asked[], standing: Asked['standing'], viewer: Viewer): ByReason {
  const of = asked.filter((one) => one.standing === standing)
  const { all, ofOthers } = tally(TOLD_REASONS, of, ({ reason }) => reason ?? 'not-recorded', viewer)
  const disclosed = new Map(
    discloseBreakdown(
      TOLD_REASONS.map((key) => ({ key, count: all[key], ofOthers: ofOthers[key] })),
      viewer.minimumCell,
    ).map(({ key, count }) => [key, count]),
  )
  return inOrder(disclosed)
}

/**
 * The same of several sites together, from what is shown of each: a count that one of them hides has no sum, which less
 * the others' would tell it.
 */
export function together(sites: readonly Unanswered[]): Unanswered {
  const lates = sites.flatMap(({ late }) => (late ? [late] : []))
  return {
    missedReasons: sumOf(sites.map(({ missedReasons }) => missedReasons)),
    late:
      lates.length < sites.length
        ? null
        : {
            count: lates.reduce((sum, { count }) => sum + count, 0),
            reasons: sumOf(lates.map(({ reasons }) => reasons)),
          },
  }
}

function sumOf(breakdowns: readonly ByReason[]): ByReason {
  const sums = new Map<ToldReason, number | null>()
  for (const { reason, count } of breakdowns.flat()) {
    const before = sums.get(reason)
    sums.set(reason, before === null || count === null ? null : (before ?? 0) + count)
  }
  return inOrder(sums)
}

function inOrder(counts: ReadonlyMap<ToldReason, number | null>): ByReason {
  return TOLD_REASONS.flatMap((reason) => {
    const count = counts.get(reason)
    return count === undefined ? [] : [{ reason, count }]
  })
}
