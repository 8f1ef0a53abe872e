import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import type { FunctionResource } from '../../../infra/local/cloudformation/resources.ts'
import { Nightly } from '../../../infra/local/runtime/nightly.ts'

const at = (iso: string) => Date.parse(iso)
const schedule = (functionId: string) => ({
  ...{ functionId, ScheduleExpression: 'cron(0 2 * * ? *)', State: 'ENABLED' },
  Target: { Arn: functionId },
})

function open(from: string, fails = false) {
  const calls: string[] = []
  const lines: string[] = []
  const log = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const nightly = new Nightly(
    [schedule('compact-facts'), schedule('verify-audit')],
    (name) => ({
      resource: { name } as FunctionResource,
      invoke: async () => {
        calls.push(name)
        if (fails) throw new Error('no')
      },
    }),
    { log, now: at(from) },
  )
  return { nightly, calls, lines }
}

test('a function that fails is in the log, and is called again after the next night', async () => {
  const { nightly, calls, lines } = open('2026-11-30T12:00:00Z', true)
  await nightly.callUntil(at('2026-12-01T02:00:00Z'))
  await nightly.callUntil(at('2026-12-02T02:00:00Z'))
  expect(lines).toEqual(['compact-facts: Error: no\n', 'compact-facts: Error: no\n'])
  expect(calls).toHaveLength(2)
})

test('is called once its hour has passed, once for any number of nights; what concerns the archive is not called', async () => {
  const { nightly, calls } = open('2026-11-30T02:00:00Z')
  await nightly.callUntil(at('2026-12-01T01:59:59Z'))
  expect(calls).toEqual([])
  await nightly.callUntil(at('2026-12-01T02:00:00Z'))
  await nightly.callUntil(at('2026-12-01T23:00:00Z'))
  expect(calls).toEqual(['compact-facts'])
  await nightly.callUntil(at('2027-06-01T00:00:00Z'))
  expect(calls).toEqual(['compact-facts', 'compact-facts'])
})
