import { expect, test } from 'vitest'
import { buildVerifiedParticipantScope } from '../../../functions/platform/core/scope.ts'
import { createDailyLimit } from '../../../functions/records/daily-text-limit/daily-text-limit.store.ts'
import { createTables } from '../../support/tables.ts'

test('so many texts a day and site, however many ask at once; one that is given back may be taken again', async () => {
  const tables = await createTables()
  const limit = createDailyLimit({ dynamo: tables.dynamo, table: tables.study })
  const site = buildVerifiedParticipantScope({ study: 's', site: 'harbor', participant: '' })
  const taken = await Promise.all(Array.from({ length: 12 }, () => limit.reserveText(site, '2026-03-02', 5)))
  expect(taken.filter(Boolean)).toHaveLength(5)
  await limit.releaseText(site, '2026-03-02')
  expect(await limit.reserveText(site, '2026-03-02', 5)).toBe(true)
  expect(await limit.reserveText(site, '2026-03-02', 5)).toBe(false)
  expect(await limit.reserveText(site, '2026-03-03', 5)).toBe(true)
  expect(
    await limit.reserveText(
      buildVerifiedParticipantScope({ study: 's', site: 'mesa', participant: '' }),
      '2026-03-02',
      5,
    ),
  ).toBe(true)
})
