import { expect, test } from 'vitest'
import type { ReadAssessment } from '../../../functions/records/assessment/assessment.store.ts'
import { findState } from '../../../functions/records/assessment/assessment.ts'
import type { VersionEffects } from '../../../web/api/studies/version-effects.ts'
import type { Clinic } from '../../support/clinic.ts'
import { STUDY } from '../../support/clinic.ts'
import {
  FIRST,
  finishRollouts,
  openPublishedClinic,
  publishVersion,
  saveDraft,
} from '../../support/published-clinic.ts'

const SITES = ['harbor', 'mesa'] as const
const PER_GROUP = 50
const [baseline, weekOne, weekFour, , weekTwentyFour] = FIRST.timepoints as readonly {
  id: string
  battery: string[]
}[]

/** It drops week 12, moves week 4 by two days, asks one instrument less in week 24, and once more in week 8. */
const NEXT = {
  ...FIRST,
  version: '2.0.0',
  timepoints: [
    ...[baseline, weekOne, { ...weekFour, offset: 'P30D' }],
    { ...weekOne, id: 'week-8', title: { en: 'Week 8', es: 'Semana 8' }, offset: 'P56D' },
    { ...weekTwentyFour, battery: weekTwentyFour?.battery.filter((ref) => !ref.startsWith('satisfaction')) },
  ],
}

/** Three groups at two clinics, each enrolled some weeks after the one before, and treated the next day; some have begun what is open. */
async function openMidWay(): Promise<Clinic> {
  const clinic = await openPublishedClinic()
  for (let group = 0; group < 3; group += 1) {
    const participants: string[] = []
    for (const site of SITES)
      for (let one = 0; one < PER_GROUP; one += 1)
        participants.push(
          await clinic.enrol(site, `+1202555${String(participants.length + group * 100 + 1000)}`),
        )
    clinic.advance('P1D')
    for (const participant of participants) {
      const path = `/api/studies/${STUDY}/participants/${participant}/treatments`
      const givenAt = new Date(clinic.time.now.epochMilliseconds - 3_600_000).toISOString()
      const site = participant.split('-')[0]
      const reply = await clinic.api(`coordinator-${site}`, 'POST', path, {
        kind: 'ketamine-infusion',
        givenAt,
      })
      if (reply.status !== 201) throw new Error(`a treatment answered ${reply.status}`)
    }
    clinic.advance('P13D')
  }
  await beginSome(clinic)
  return clinic
}

/** Every third one of those whose window is open. */
async function beginSome(clinic: Clinic): Promise<void> {
  const open = (await listAll(clinic)).filter((one) => findState(one, clinic.time.now) === 'open')
  for (const [index, assessment] of open.entries())
    if (index % 3 === 0) {
      const link = `/s/${clinic.deps.links.createSurveyToken({ ...assessment, generation: 0 })}`
      const reply = await clinic.postJson(`${link}/1`, { answer: '7' })
      if (reply.status !== 200) throw new Error(`an answer was answered ${reply.status}`)
    }
}

async function listAll(clinic: Clinic): Promise<readonly ReadAssessment[]> {
  return (
    await Promise.all(SITES.map((site) => clinic.deps.assessments.listBySite(clinic.scope(site))))
  ).flat()
}

type Counts = Record<string, Record<string, number>>

/** What has become of each stored assessment, counted without any rule of the program. */
function countChanges(before: readonly ReadAssessment[], after: readonly ReadAssessment[], site: string) {
  const counts: Counts = {}
  const touched = new Set<string>()
  const add = ({ timepoint, participant }: ReadAssessment, what: string) => {
    const sum = counts[timepoint] ?? {}
    counts[timepoint] = { ...sum, [what]: (sum[what] ?? 0) + 1 }
    touched.add(participant)
  }
  const name = ({ participant, timepoint }: ReadAssessment) => `${participant} ${timepoint}`
  const known = new Map(before.filter((one) => one.site === site).map((one) => [name(one), one]))
  for (const one of after.filter((other) => other.site === site)) {
    const was = known.get(name(one))
    if (!was) add(one, 'added')
    else if (one.progress === 'cancelled') add(one, 'cancelled')
    else {
      if (one.opensAt !== was.opensAt || one.closesAt !== was.closesAt) add(one, 'moved')
      if (one.battery.join() !== was.battery.join()) add(one, 'otherBattery')
    }
  }
  return { counts, touched: touched.size }
}

test('the numbers of the preview are what happens to 300 participants in the middle of a study', {
  timeout: 300_000,
}, async () => {
  const clinic = await openMidWay()
  await saveDraft(clinic, NEXT)
  const asked = await clinic.api('study-lead', 'GET', `/api/studies/${STUDY}/version-effects`)
  expect(asked.status).toBe(200)
  const preview = (await asked.json()) as VersionEffects
  const before = await listAll(clinic)
  const texted = clinic.texts.length
  const previewed = preview.sites.filter(({ participants }) => participants > 0)
  expect(previewed.map(({ site, participants }) => [site, participants])).toEqual([
    ['harbor', 150],
    ['mesa', 150],
  ])
  // The preview wrote nothing.
  expect(await listAll(clinic)).toEqual(before)

  await publishVersion(clinic, NEXT)
  await finishRollouts(clinic)
  const after = await listAll(clinic)
  for (const site of previewed) {
    const happened = countChanges(before, after, site.site)
    expect(happened.touched).toBe(site.touched)
    const foretold = Object.fromEntries(
      site.timepoints.map(({ timepoint, moved, otherBattery, added, cancelled }) => [
        timepoint,
        Object.fromEntries(
          Object.entries({ moved, otherBattery, added, cancelled }).filter(([, count]) => count > 0),
        ),
      ]),
    )
    expect(
      Object.fromEntries(Object.entries(foretold).filter(([, counts]) => Object.keys(counts).length > 0)),
    ).toEqual(happened.counts)
  }
  // Something of everything has happened, and not to everybody.
  const sum = (what: 'moved' | 'otherBattery' | 'added' | 'cancelled' | 'leftOpen' | 'leftBegun') =>
    previewed.flatMap(({ timepoints }) => timepoints).reduce((all, one) => all + one[what], 0)
  for (const what of ['moved', 'otherBattery', 'added', 'cancelled', 'leftOpen', 'leftBegun'] as const)
    expect(sum(what)).toBeGreaterThan(0)
  expect(sum('moved')).toBeLessThan(300)

  // What was open, begun or over is as it was; its revision alone has risen, so that a submission sees the new plan.
  const now = clinic.time.now
  const stored = new Map(after.map((one) => [`${one.participant} ${one.timepoint}`, one]))
  for (const one of before)
    if (findState(one, now) !== 'scheduled')
      expect(stored.get(`${one.participant} ${one.timepoint}`)).toEqual({
        ...one,
        revision: expect.any(Number),
      })
  // Nobody was texted because of it.
  expect(clinic.texts.length).toBe(texted)

  // The record of each site counts the same.
  const listed = await clinic.api('study-lead', 'GET', `/api/studies/${STUDY}/rollouts`)
  const { sites } = (await listed.json()) as {
    sites: {
      site: string
      inForce: string
      rollout?: { state: string; moved: number; touched: number; timepoints: unknown }
    }[]
  }
  for (const { site, touched, timepoints } of previewed)
    expect(sites.find((one) => one.site === site)).toMatchObject({
      inForce: '2.0.0',
      rollout: {
        ...{ state: 'finished', moved: 150, touched },
        timepoints: timepoints.map(({ shifts: _, opened: __, ...counts }) => counts),
      },
    })
})
