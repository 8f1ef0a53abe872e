import { expect, test } from 'vitest'
import { randomIds } from '../../../functions/platform/core/ids.ts'
import { runRollouts } from '../../../functions/workflows/rollouts/run-rollouts.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { STUDY } from '../../support/clinic.ts'
import { wireFunctions } from '../../support/functions.ts'
import {
  changeTimepoint,
  FIRST,
  openPublishedClinic,
  publishVersion,
} from '../../support/published-clinic.ts'

const NEXT = { ...FIRST, version: '2.0.0', timepoints: changeTimepoint('week-4', { offset: 'P30D' }) }

/** The database that dies with the call after so many. */
function dieAfter<Client extends object>(client: Client, calls: number): Client {
  let left = calls
  return new Proxy(client, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name)
      if (name !== 'send' || typeof found !== 'function') return found
      return (...given: unknown[]) => {
        left -= 1
        if (left < 0) return Promise.reject(new Error('killed'))
        return found.apply(target, given)
      }
    },
  })
}

test('killed after any of its requests, the next call goes on, and moves and counts each participant once', async () => {
  const clinic = await openPublishedClinic()
  const participants = []
  for (const phone of ['+12025551001', '+12025551002', '+12025551003'])
    participants.push(await clinic.enrol('harbor', phone))
  clinic.advance('P1D')
  for (const participant of participants) {
    const path = `/api/studies/${STUDY}/participants/${participant}/treatments`
    const body = { kind: 'ketamine-infusion', givenAt: '2026-03-03T14:00:00.000Z' }
    expect((await clinic.api('coordinator-harbor', 'POST', path, body)).status).toBe(201)
  }
  await publishVersion(clinic, NEXT)
  clinic.advance('PT1M')
  for (let calls = 0; calls < 60; calls += 1) {
    const { deps } = wireFunctions({
      tables: { ...clinic.tables, dynamo: dieAfter(clinic.tables.dynamo, calls) },
      ...{ clock: { now: () => clinic.time.now }, library: openShippedLibrary(), published: true },
      ...{ ids: randomIds, createLinkId: () => '', texts: {} as never },
      log: { info: () => {}, error: () => {} },
    })
    await runRollouts(deps).catch(() => {})
    clinic.advance('PT5S')
  }
  const [rollout] = await clinic.deps.rollouts.listBySite(clinic.scope('harbor'))
  expect(rollout).toMatchObject({ state: 'finished', moved: 3, touched: 3 })
  expect(rollout?.timepoints['week-4']).toMatchObject({ moved: 3 })
  for (const participant of participants) {
    const entries = await clinic.readAudit(participant)
    expect(entries.filter(({ action }) => action === 'schedule.version-followed').length).toBe(1)
    const found = await clinic.deps.participants.find(clinic.participantScope('harbor', participant))
    expect(found?.followedVersions?.map(({ version }) => version)).toEqual([FIRST.version, '2.0.0'])
  }
})
