import { describe, expect, test } from 'vitest'
import { computePause, computeTextsPerShard } from '../../../../functions/rules/texting/pace.ts'

test.each([
  [0.5, 2],
  [1, 2],
  [25, 7],
  [100, 25],
])(
  'at %d texts a second %d senders together use four fifths: the rest is for what is urgent',
  (rate, senders) => {
    const perSecond = (senders * 1000) / computePause(rate, senders)
    expect(perSecond).toBeLessThanOrEqual(0.8 * rate)
    expect(perSecond).toBeGreaterThan(0.79 * rate)
  },
)

describe('a tick', () => {
  test('queues what can be sent in its minute', () => {
    // 80 a second for 60 seconds, over 32 shards.
    expect(computeTextsPerShard(100, 32)).toBe(150)
  })

  test('queues several of each shard at any rate: a few that fail hold up nobody', () => {
    expect(computeTextsPerShard(0.1, 32)).toBe(10)
  })
})
