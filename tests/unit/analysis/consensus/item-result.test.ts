import { describe, expect, test } from 'vitest'
import { buildItemResult } from '../../../../functions/analysis/consensus/item-result.ts'
import { decisionRuleSchema } from '../../../../surveys/consensus/decision-rule.ts'
import { itemResultSchema } from '../../../../web/api/consensus/item-result.ts'
import { pairItem, createVotes as votes } from '../../../support/consensus-statistics.ts'
import { pickItem, ROUND_2 } from '../../../support/delphi-ratings.ts'

describe('the result of an item', () => {
  const rule = decisionRuleSchema.parse({
    method: {
      ...{ kind: 'shares', accepted: { from: 7, to: 9 }, rejected: { from: 1, to: 3 } },
      ...{ atLeast: 70, opposedBelow: 15 },
    },
    groups: ['participants', 'clinicians'],
  })
  const minimumVoters = new Map([
    ['participants', 8],
    ['clinicians', 8],
    ['payers', 8],
  ])
  const result = buildItemResult({
    ...{ rule, scale: 'one-to-nine', minimumVoters },
    votes: [
      votes(pickItem(ROUND_2, 1), 'participants'),
      votes(pickItem(ROUND_2, 3), 'clinicians'),
      votes([9, 9], 'payers'),
    ],
    pairs: new Map([['participants', pairItem(1)]]),
  })

  test('has the locked verdict first, the others beside it, and each group apart', () => {
    expect(result.locked.verdict).toBe('undecided')
    expect(result.published.map(({ method }) => method)).toContain('rand-ucla')
    expect(result.groups.map(({ group, isDeciding }) => [group, isDeciding])).toEqual([
      ...[
        ['participants', true],
        ['clinicians', true],
      ],
      ['payers', false],
    ])
    expect(result.groups[2]?.warnings).toEqual(['too-few-voters'])
    expect(result.groups[1]?.stability).toEqual({ kind: 'not-estimated', reason: 'nobody-rated-twice' })
  })

  test('weights deciding groups alike in what they accept, and nobody silently', () => {
    // 11 of 12 and none of 12.
    expect(result.equalGroupShare).toBeCloseTo((11 / 12 + 0) / 2, 12)
    const empty = buildItemResult({
      ...{ rule, scale: 'one-to-nine', minimumVoters, pairs: new Map() },
      votes: [votes([], 'participants'), votes([8], 'clinicians')],
    })
    expect(empty.equalGroupShare).toBeNull()
  })

  test('is what the wire type says', () => {
    expect(itemResultSchema.parse(result)).toEqual(result)
  })
})
