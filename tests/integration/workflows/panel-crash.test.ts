import { beforeAll, expect, test } from 'vitest'
import { openPanelLink } from '../../../functions/workflows/consensus/open-panel-link.ts'
import { readBallotPaper } from '../../../functions/workflows/consensus/save-vote.ts'
import { type Clinic, openClinic } from '../../support/clinic.ts'
import { type CrashingTables, createCrashingTables } from '../../support/crashing-tables.ts'
import { type OpenedPanel, openPanel, rate } from '../../support/open-panel.ts'

/* The process of a panelist’s page is killed between any two of its commands. */

const ACTS = [
  (panel: OpenedPanel, token: string) => panel.join(token),
  (panel: OpenedPanel, token: string) => panel.vote(token, ['domains', 'pain'], rate(7)),
  (panel: OpenedPanel, token: string) => panel.vote(token, ['domains', 'pain'], rate(8), { revision: 1 }),
] as const

let tables: CrashingTables
let clinic: Clinic
let panel: OpenedPanel
let steps: readonly number[]

beforeAll(async () => {
  tables = await createCrashingTables()
  clinic = await openClinic(undefined, tables)
  panel = await openPanel(clinic, { participants: 100, clinicians: 9, researchers: 3 })
  await panel.openRound('first')
  const counts: number[] = []
  for (const act of ACTS) {
    tables.live()
    await act(panel, panel.token('clinicians', 1))
    counts.push(tables.commands())
  }
  steps = counts
})

test('what was acknowledged is kept, and who sends again has one vote', async () => {
  expect(steps.every((count) => count > 2)).toBe(true)
  let [at, killed] = [0, 0]
  for (const when of ['before', 'after'] as const)
    for (const [dying, count] of steps.entries())
      for (let step = 0; step < count; step += 1) {
        at += 1
        const token = panel.token('participants', at)
        tables.live()
        for (const act of ACTS.slice(0, dying)) await act(panel, token)
        tables.crashDuringStep(step, when)
        const acknowledged = await (ACTS[dying] as (typeof ACTS)[number])(panel, token).then(
          () => true,
          () => false,
        )
        tables.live()
        const read = async () => {
          const { screens } = await readBallotPaper(clinic.deps, await openPanelLink(clinic.deps, token))
          return screens.find(({ item }) => item === 'pain')?.current?.answer
        }
        if (dying === 2) expect([rate(7), rate(8)]).toContainEqual(await read())
        if (acknowledged && dying === 2) expect(await read()).toEqual(rate(8))
        if (!acknowledged) killed += 1
        for (const act of ACTS.slice(dying)) await act(panel, token)
        expect(await read()).toEqual(rate(8))
      }
  expect(killed).toBeGreaterThan(10)
  const votes = await clinic.deps.votes.listRound(panel.id, 'first')
  expect(votes).toHaveLength(at + 1)
  expect(await clinic.deps.voters.list(panel.id)).toHaveLength(at + 1)
})
