import { describe, expect, test } from 'vitest'
import type { CopySource } from '../../../functions/records/restore/copy-source.store.ts'
import { findCopyFault } from '../../../functions/rules/restore/copy-fault.ts'

const TABLE = 'arn:aws:dynamodb:us-east-1:111122223333:table/ConcordData-Study'
const INSTANT = '2026-07-05T12:00:00.250Z'
const BACKUP = 'arn:aws:backup:us-east-1:111122223333:recovery-point:0123'
const SOURCE: CopySource = {
  ...{ table: TABLE, backup: undefined, isInProgress: false },
  // AWS counts whole seconds.
  instant: '2026-07-05T12:00:00.000Z',
}
const check = (source: CopySource | undefined, isAnySource = false) =>
  findCopyFault(source, { table: TABLE, instant: INSTANT, isAnySource })

describe('a copy is refused', () => {
  test('that was not restored from anything, whoever vouches for it', () => {
    expect(check(undefined)).toMatch(/no restored copy/)
    expect(check(undefined, true)).toMatch(/no restored copy/)
  })

  test('of another instant, whoever vouches for it', () => {
    const other = { ...SOURCE, instant: '2026-07-05T12:00:02.000Z' }
    expect(check(other)).toMatch(/was restored to 2026-07-05T12:00:02.000Z, not to/)
    expect(check(other, true)).toMatch(/was restored to/)
    expect(check({ ...SOURCE, instant: '' })).toBeDefined()
  })

  test('of another table, and while it is restored', () => {
    expect(check({ ...SOURCE, table: `${TABLE}2` })).toMatch(/is a copy of .*Study2, not of/)
    expect(check({ ...SOURCE, isInProgress: true })).toMatch(/still being restored/)
  })

  test('of a backup whose table nobody names', () => {
    expect(check({ ...SOURCE, table: undefined, backup: BACKUP })).toMatch(/--any-source/)
    expect(check({ ...SOURCE, table: undefined, backup: `${TABLE}2/backup/0123` })).toMatch(/--any-source/)
  })
})

test('a copy of the table at the instant is taken, of a backup of its own too, and one that somebody vouches for', () => {
  expect(check(SOURCE)).toBeUndefined()
  expect(check({ ...SOURCE, table: undefined, backup: `${TABLE}/backup/0123` })).toBeUndefined()
  expect(check({ ...SOURCE, table: undefined, backup: BACKUP }, true)).toBeUndefined()
})
