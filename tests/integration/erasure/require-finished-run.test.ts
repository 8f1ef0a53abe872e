import { expect, test } from 'vitest'
import type { AuditEntry } from '../../../functions/records/audit/audit.ts'
import { requireFinishedRun } from '../../../functions/workflows/restore/require-finished-run.ts'

/* Whether tables may be opened, by the chains of two studies. */

const CLOSED_AT = '2026-07-05T12:00:00.000Z'
const STUDIES = ['one', 'two']

type Step = readonly [action: AuditEntry['action'], run: string, minutes: number]

/** @param chains of each study, in the order of their entries; minutes count from the closing */
const open = (isAbandoned: boolean, ...chains: (readonly Step[])[]) =>
  requireFinishedRun(
    {
      audit: {
        listChain: async (chain) =>
          (chains[STUDIES.indexOf(chain)] ?? chains[0] ?? []).map(([action, run, minutes], at) => ({
            ...{ scope: chain, action, actor: { kind: 'operator' }, about: { run }, sequence: at + 1 },
            at: new Date(Date.parse(CLOSED_AT) + minutes * 60_000).toISOString(),
            ...{ previous: '', hash: '' },
          })),
      },
      library: { listStudies: async () => STUDIES.map((study) => ({ study, sites: [], timepoints: [] })) },
    },
    CLOSED_AT,
    isAbandoned,
  )

const begun = (run: string, minutes: number): Step => ['tables.restore-begun', run, minutes]
const done = (run: string, minutes: number): Step => ['tables.restored', run, minutes]

test.each([
  ['nothing was run', []],
  ['the run is of an earlier closing', [begun('a', -60), done('a', -50)]],
])('is refused where %s, unless it is abandoned', async (_, chain) => {
  await expect(open(false, chain)).rejects.toThrow(/--abandon/)
  await expect(open(true, chain)).resolves.toBeUndefined()
})

test.each<[string, readonly Step[], readonly Step[]]>([
  ['a run was begun alone', [begun('a', 1)], [begun('a', 1)]],
  [
    'an earlier one was done',
    [begun('a', 1), done('a', 2), begun('b', 3)],
    [begun('a', 1), done('a', 2), begun('b', 3)],
  ],
  ['it is done in one study of two', [begun('a', 1), done('a', 2)], [begun('a', 1)]],
  // Whoever ran had a clock that was behind that of whoever closed.
  ['the clocks differ', [begun('a', -5)], [begun('a', -5)]],
])('is refused where %s, abandoned or not', async (_, first, second) => {
  for (const isAbandoned of [false, true])
    await expect(open(isAbandoned, first, second)).rejects.toThrow(/has not finished/)
})

test('is allowed once the newest run is done in each study, whatever stopped before it', async () => {
  await expect(open(false, [begun('a', 1), begun('b', 2), done('b', 3)])).resolves.toBeUndefined()
  await expect(open(false, [begun('a', -5), done('a', -4)])).resolves.toBeUndefined()
})
