import { expect, test } from 'vitest'
import type { ScoreSheet } from '../../../functions/records/score/score.ts'
import { splitSuperseded } from '../../../functions/records/score/superseded-scores.ts'

const OF = { study: 'study', site: 'harbor', participant: 'harbor-00000001', timepoint: 'week-1', scores: [] }
const submitted: ScoreSheet = { ...OF, answeredAt: '2026-03-20T00:00:00.000Z' }
const closed = (at: string, withLate?: true): ScoreSheet => ({
  ...{ ...OF, answeredAt: '2026-03-10T00:00:00.000Z' },
  notSubmitted: { at, closesAt: '2026-03-17T04:00:00.000Z', ...(withLate && { withLate }) },
})
const AT = '2026-03-17T04:00:00.000Z'
const LATER = '2026-03-18T04:00:00.000Z'

test.each<[string, readonly ScoreSheet[], ScoreSheet]>([
  ['what was submitted, over what was never sent', [closed(LATER), submitted, closed(AT)], submitted],
  ['the closing that came last', [closed(AT), closed(LATER)], closed(LATER)],
  [
    'late answers that were taken in, over the closing of that instant',
    [closed(AT), closed(AT, true)],
    closed(AT, true),
  ],
  [
    'of one closing the newest algorithm',
    [closed(AT), { ...closed(AT), recomputed: { algorithm: '2', at: LATER } }],
    { ...closed(AT), recomputed: { algorithm: '2', at: LATER } },
  ],
])('in force is %s', (_, sheets, inForce) => {
  const split = splitSuperseded(sheets)
  expect(split.sheets).toEqual([inForce])
  expect(split.superseded).toHaveLength(sheets.length - 1)
})
