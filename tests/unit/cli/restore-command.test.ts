import { describe, expect, test } from 'vitest'
import { type RestoreStep, runRestoreCommand } from '../../../functions/cli/run-restore-command.ts'

const AT = '2026-07-05T12:00:00.000Z'
const OPERATOR = 'arn:aws:iam::111122223333:role/operator'
const RUN = ['run', '--at', AT, '--study-copy', 'S', '--contacts-copy', 'C', '--opt-out-list', 'L']
const ORDER = {
  ...{ kind: 'run', at: AT, copies: { study: 'S', contacts: 'C' }, optOutList: 'L' },
  ...{ archive: undefined, isAnySource: false },
}

async function run(args: readonly string[], take: () => Promise<void> = async () => {}) {
  const steps: RestoreStep[] = []
  const err: string[] = []
  const exitCode = await runRestoreCommand(args, {
    take: async (step) => {
      steps.push(step)
      await take()
    },
    err: (line) => void err.push(line),
  })
  return { exitCode, steps, err: err.join('\n') }
}

describe('is not understood, and nothing is done', () => {
  test.each([
    [[]],
    [['begin']],
    [['begin', '--at', 'yesterday']],
    // Without a zone it would be the machine's.
    [['begin', '--at', '2026-07-05T12:00:00']],
    [['begin', '--at', '2026-13-05T12:00:00Z']],
    [['close']],
    [['close', '--operator', 'me']],
    [['run', '--at', AT, '--opt-out-list', 'L']],
    [RUN.slice(0, -2)],
    [['open', '--force']],
    [['everything']],
  ])('%j', async (args) => {
    const { exitCode, steps, err } = await run(args)
    expect(exitCode).toBe(2)
    expect(steps).toEqual([])
    expect(err).toContain('npm run restore')
  })
})

test('a refusal ends with 1 and says why', async () => {
  const refuse = () => Promise.reject(new Error('Study takes traffic.'))
  expect(await run(RUN, refuse)).toMatchObject({ exitCode: 1, err: 'Error: Study takes traffic.' })
})

test.each([
  [['begin', '--at', '2026-07-05T12:00:00Z'], { kind: 'begin', at: AT }],
  [['close', '--operator', OPERATOR], { kind: 'close', operator: OPERATOR }],
  [RUN, ORDER],
  [[...RUN, '--any-source'], { ...ORDER, isAnySource: true }],
  [['open'], { kind: 'open', isAbandoned: false }],
  [['open', '--abandon'], { kind: 'open', isAbandoned: true }],
])('%j', async (args, step) => {
  expect(await run(args)).toMatchObject({ exitCode: 0, steps: [step] })
})
