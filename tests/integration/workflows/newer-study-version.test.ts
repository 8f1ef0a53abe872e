import { expect, test } from 'vitest'
import { seedLibrary } from '../../../functions/workflows/library/seed-library.ts'
import { shippedInstruments } from '../../../surveys/instruments/shipped.ts'
import { openLibrary, openShippedLibrary } from '../../../surveys/library/library.ts'
import { readLibrary } from '../../../surveys/library/read-library.ts'
import { shippedDefinitions } from '../../../surveys/library/shipped.ts'
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

/** In week 4 the newest version comes into force, and whoever is to follow it is moved. */
async function acrossVersions(before: (clinic: Clinic) => Promise<unknown>, moves = true) {
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
  if (moves) {
    await seedLibrary(clinic.deps, shippedDefinitions)
    await clinic.runRollouts()
  }
  await treat(clinic, participant, '2026-03-30T15:00:00Z')
  const later = await planned()
  await old.tables.drop()
  return { earlier, later }
}

const ASKED_BEFORE = { studyVersion: '1.0.0', asksMore: false }

test('what is begun is finished as it was, and what is to come is asked anew once the participant is moved', async () => {
  const { earlier, later } = await acrossVersions(async (clinic) =>
    clinic.postForm(`${clinic.newestLink()}/1`, { answer: '7' }),
  )
  for (const timepoint of ['week-4', 'week-12', 'week-24'])
    expect(earlier.get(timepoint)).toEqual(ASKED_BEFORE)
  expect(later.get('week-4')).toEqual(ASKED_BEFORE)
  expect(later.get('week-12')).toEqual({ studyVersion: '1.4.0', asksMore: true })
})

test('an open window that nobody has begun stays as it is, whatever facts change afterwards', async () => {
  const { later } = await acrossVersions(async () => {})
  expect(later.get('week-4')).toEqual(ASKED_BEFORE)
  // Missed by then.
  expect(later.get('week-1')).toEqual(ASKED_BEFORE)
  expect(later.get('week-12')).toEqual({ studyVersion: '1.4.0', asksMore: true })
})

test('whoever is not moved yet stays on their version when their facts change', async () => {
  const { earlier, later } = await acrossVersions(async () => {}, false)
  expect(later).toEqual(earlier)
})

test('a version with a last day takes back what would open behind it, and leaves what is open', async () => {
  const { old, participant } = await treatUnderOldVersion()
  // In week 1, whose window is open.
  const newest = openShippedLibrary().findStudy(STUDY)?.definition
  const registry = shippedDefinitions.studies.find(
    (one) =>
      (one as { version: string; id: string }).id === STUDY &&
      (one as { version: string }).version === newest?.version,
  ) as object
  const ended = { ...registry, version: '9.0.0', endsOn: '2026-04-15' }
  const studies = [...shippedDefinitions.studies, ended]
  const { instruments, calibrations } = shippedDefinitions
  const clinic = await openClinic(
    '2026-03-11T16:00:00Z',
    old.tables,
    openLibrary(instruments, studies, calibrations),
  )
  await seedLibrary(clinic.deps, { ...shippedDefinitions, studies })
  await clinic.runRollouts()
  const standing = async () =>
    Object.fromEntries(
      (await clinic.deps.assessments.listByParticipant(clinic.participantScope('harbor', participant))).map(
        ({ timepoint, progress }) => [timepoint, progress],
      ),
    )
  expect(await standing()).toMatchObject({
    ...{ 'week-1': 'untouched', 'week-4': 'untouched' },
    ...{ 'week-12': 'cancelled', 'week-24': 'cancelled' },
  })
  // A treatment that is given behind it plans nothing.
  clinic.advance('P40D')
  await treat(clinic, participant, '2026-04-20T15:00:00Z')
  expect(await standing()).toMatchObject({ 'week-12': 'cancelled', 'week-24': 'cancelled' })
  await old.tables.drop()
})

test('a text about what a newer version dropped goes out as it was planned, as long as it stands', async () => {
  const { old } = await treatUnderOldVersion()
  const dropped = {
    ...registry100,
    version: '1.0.1',
    timepoints: registry100.timepoints.filter(({ id }) => id !== 'week-1'),
  }
  const newer = readLibrary(shippedInstruments, [registry100, dropped])
  const clinic = await openClinic('2026-03-11T16:00:00Z', old.tables, newer)
  expect(await clinic.tick()).toContain('sent')
  expect(clinic.texts.at(-1)?.context).toMatchObject({ timepoint: 'week-1' })
  await old.tables.drop()
})
