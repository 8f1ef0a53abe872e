import { expect, test } from 'vitest'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { readLibrary } from '../../../surveys/library/read-library.ts'
import registry100 from '../../../surveys/studies/ketamine-infusion-registry-1.0.0.json' with { type: 'json' }
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const SATISFACTION = 'satisfaction@1.1.0'
const infusion = (givenAt: string) => ({ kind: 'ketamine-infusion', givenAt })

async function treat(clinic: Clinic, participant: string, givenAt: string): Promise<void> {
  const path = `/api/studies/${STUDY}/participants/${participant}/treatments`
  const reply = await clinic.api('coordinator-harbor', 'POST', path, infusion(givenAt))
  expect(reply.status).toBe(201)
}

/** Enrolled and treated under 1.0.0, the only version then. */
async function treatUnderOldVersion() {
  const old = await openClinic(
    '2026-03-02T15:00:00Z',
    undefined,
    readLibrary(shippedInstruments, [registry100]),
  )
  const participant = await old.enrol()
  old.advance('P1D')
  await treat(old, participant, '2026-03-03T14:00:00Z')
  return { old, participant }
}

/** In week 4 version 1.1.0, which asks one question more, comes into force. */
async function acrossVersions(before: (clinic: Clinic) => Promise<unknown>) {
  const { old, participant } = await treatUnderOldVersion()
  old.advance('P27D')
  await old.tick()
  await before(old)
  const clinic = await openClinic('2026-03-30T16:00:00Z', old.tables, openShippedLibrary())
  const planned = async () => {
    const assessments = await clinic.deps.assessments.listByParticipant(
      clinic.participantScope('harbor', participant),
    )
    return new Map(
      assessments.map(({ timepoint, studyVersion, battery }) => [
        timepoint,
        { studyVersion, asksMore: battery.includes(SATISFACTION) },
      ]),
    )
  }
  const earlier = await planned()
  await treat(clinic, participant, '2026-03-30T15:00:00Z')
  const later = await planned()
  await old.tables.drop()
  return { earlier, later }
}

test('a newer version changes nothing by itself; what is begun is finished as it was, the rest is asked anew', async () => {
  const { earlier, later } = await acrossVersions(async (clinic) =>
    clinic.postForm(`${clinic.newestLink()}/1`, { answer: '7' }),
  )
  for (const timepoint of ['week-4', 'week-12', 'week-24'])
    expect(earlier.get(timepoint)).toEqual({ studyVersion: '1.0.0', asksMore: false })
  expect(later.get('week-4')).toEqual({ studyVersion: '1.0.0', asksMore: false })
  expect(later.get('week-12')).toEqual({ studyVersion: '1.4.0', asksMore: true })
})

test('an open window that nobody has begun is asked by the newer version once the plan is made again', async () => {
  const { earlier, later } = await acrossVersions(async () => {})
  expect(earlier.get('week-4')).toEqual({ studyVersion: '1.0.0', asksMore: false })
  expect(later.get('week-4')).toEqual({ studyVersion: '1.4.0', asksMore: true })
  // Missed by then: it stays as it was asked.
  expect(later.get('week-1')).toEqual({ studyVersion: '1.0.0', asksMore: false })
})

test('a text at a timepoint that a newer version dropped is withheld, with the reason, and holds up no other', async () => {
  const { old, participant } = await treatUnderOldVersion()
  const dropped = {
    ...registry100,
    version: '1.0.1',
    timepoints: registry100.timepoints.filter(({ id }) => id !== 'week-1'),
  }
  const newer = readLibrary(shippedInstruments, [registry100, dropped])
  const clinic = await openClinic('2026-03-11T16:00:00Z', old.tables, newer)
  expect(await clinic.tick()).toContain('not-sent')
  expect(await clinic.tick()).toEqual([])
  const history = await clinic.deps.textPlans.listHistory(clinic.participantScope('harbor', participant))
  expect(history.find(({ timepoint }) => timepoint === 'week-1')?.unsent).toMatchObject([
    { outcome: 'not-sent', reason: 'timepoint-removed' },
  ])
  clinic.advance('P19D')
  expect(await clinic.tick()).toContain('sent')
  await old.tables.drop()
})
