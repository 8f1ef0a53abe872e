import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { createAdmission } from '../../../functions/platform/http/admission.ts'

function open() {
  const time = { now: Temporal.Instant.from('2026-03-02T15:00:00Z') }
  const stored = { secret: 'first', reads: 0 }
  const admits = createAdmission({
    clock: { now: () => time.now },
    readSecret: async () => {
      stored.reads += 1
      return stored.secret
    },
  })
  const wait = (seconds: number) => {
    time.now = time.now.add({ seconds })
  }
  return { admits, stored, wait }
}

test('a request without the key, or with another, is refused, and does not have the secret read each time', async () => {
  const { admits, stored } = open()
  for (const key of ['', 'other', 'firs', 'first ']) expect(await admits(key)).toBe(false)
  expect(stored.reads).toBe(1)
})

test('a request with the key is admitted', async () => {
  const { admits, stored } = open()
  expect([await admits('first'), await admits('first')]).toEqual([true, true])
  expect(stored.reads).toBe(1)
})

test('after the secret is replaced, the new key is admitted within a minute and the old one no more', async () => {
  const { admits, stored, wait } = open()
  await admits('first')
  stored.secret = 'second'
  wait(59)
  expect(await admits('second')).toBe(false)
  wait(1)
  expect(await admits('second')).toBe(true)
  expect(await admits('first')).toBe(false)
})

test('where the secret cannot be read nobody is refused for good: the next request reads it', async () => {
  let isDown = true
  const admits = createAdmission({
    clock: { now: () => Temporal.Instant.from('2026-03-02T15:00:00Z') },
    readSecret: async () => {
      if (isDown) throw new Error('down')
      return 'first'
    },
  })
  await expect(admits('first')).rejects.toThrow('down')
  isDown = false
  expect(await admits('first')).toBe(true)
})
