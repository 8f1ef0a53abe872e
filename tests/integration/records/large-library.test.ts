import { expect, inject, test } from 'vitest'
import { measureLibrary } from '../../bench/library.ts'

test('a participant’s function reads as much at its start with 500 instruments and 50 studies as without', async () => {
  const { shipped, large } = await measureLibrary(inject('dynamodbEndpoint'))
  expect([large.instruments, large.studies]).toEqual([500, 50])
  expect(large.battery).toEqual(shipped.battery)
  expect(large.battery.requests).toBe(2)
  // One page of names, in the same one request.
  expect([shipped.directory.requests, large.directory.requests]).toEqual([1, 1])
  expect(large.directory.read).toBeLessThanOrEqual(4)
}, 120_000)
