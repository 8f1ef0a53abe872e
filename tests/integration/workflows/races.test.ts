import { describe, expect, test } from 'vitest'
import { buildAssessmentScope } from '../../../functions/platform/core/scope.ts'
import type { Treatment } from '../../../functions/records/treatment/treatment.ts'
import { handleAlert } from '../../../functions/workflows/alerts/handle-alert.ts'
import { submitSurvey } from '../../../functions/workflows/responses/submit-response.ts'
import { sendDueText } from '../../../functions/workflows/texting/send-invitation.ts'
import {
  moveTreatment,
  recordTreatment,
  voidTreatment,
} from '../../../functions/workflows/treatments/record-treatment.ts'
import { openLibrary, openShippedLibrary } from '../../../surveys/library/library.ts'
import { BASELINE_ANSWERS, type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { answerOnPage, openPage } from '../../support/open-page.ts'
import { withTimepoints } from '../../support/other-batteries.ts'

/* What happens between a read and the write that follows from it. */

const CHANGE = {
  actor: { kind: 'coordinator', sub: 'coordinator-harbor' },
  confirmed: [],
} as const
const PHONE = '+12025550123'

type Study = NonNullable<ReturnType<ReturnType<typeof openShippedLibrary>['findStudy']>>['definition']

function openLibraryWith(...changes: ((study: Study) => object)[]) {
  const shipped = openShippedLibrary()
  const study = shipped.findStudy(STUDY)?.definition
  if (!study) throw new Error('the shipped study is not there')
  return openLibrary(
    shipped.instruments.map(({ definition }) => definition),
    changes.map((change) => ({ ...structuredClone(study), ...change(study) })),
  )
}

function requireStudy(clinic: Clinic): Study {
  const study = clinic.deps.instruments.findStudy(STUDY)?.definition
  if (!study) throw new Error('no study')
  return study
}

const findScope = (clinic: Clinic, participant: string) => clinic.participantScope('harbor', participant)
const buildTreatment = (participant: string, givenAt: string, recordedAt: string) => ({
  ...{ study: STUDY, site: 'harbor', participant, kind: 'ketamine-infusion', givenAt, recordedAt },
})

const asNew = (treatment: Treatment) => ({ treatment, exposure: {} })

describe('an answer from a page that is older than what happened since', () => {
  test('is taken where its window was moved on meanwhile', async () => {
    const clinic = await openClinic()
    const participant = await clinic.enrol()
    await clinic.tick()
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    const scope = findScope(clinic, participant)
    const given = buildTreatment(participant, '2026-03-03T14:00:00.000Z', '2026-03-03T15:00:00.000Z')
    clinic.advance('P1D')
    await recordTreatment(clinic.deps, requireStudy(clinic), scope, asNew(given), CHANGE)
    clinic.advance('P8D')
    await clinic.tick()
    const page = await openPage(clinic, clinic.newestLink())
    const later = { ...given, givenAt: '2026-03-05T14:00:00.000Z' }
    const moved = await moveTreatment(clinic.deps, requireStudy(clinic), scope, given, asNew(later), CHANGE)
    expect(moved).toBe('moved')
    // Behind the close that the page knows of, before the one that holds.
    clinic.time.now = clinic.time.now.add({ hours: 24 * 7 })
    expect((await answerOnPage(clinic, page, 1, '7')).status).toBe(200)
  })

  test('opens an alert again that was closed since it was given first', async () => {
    const clinic = await openClinic()
    const participant = await clinic.enrol()
    await clinic.tick()
    const page = await openPage(clinic, clinic.newestLink())
    await answerOnPage(clinic, page, 1, '7')
    const tab = { ...page }
    await answerOnPage(clinic, page, 15, '3')
    const scope = findScope(clinic, participant)
    const [alert] = await clinic.deps.alerts.listByParticipant(scope)
    if (!alert) throw new Error('no alert')
    await handleAlert(clinic.deps, scope, alert.id, {
      ...{ kind: 'close', by: 'coordinator-harbor', revision: alert.revision, reason: 'no-risk' },
    })
    clinic.advance('PT5H')
    expect((await answerOnPage(clinic, tab, 15, '3')).status).toBe(200)
    expect((await clinic.deps.alerts.listByParticipant(scope))[0]?.state).toBe('open')
  })

  test('raises the alert that a treatment since makes of the same answer', async () => {
    const rule = {
      ...{ id: 'after', op: 'after-treatment', item: 'peg/pain', codes: ['9', '10'] },
      ...{ treatment: 'ketamine-infusion', within: 'PT48H' },
    }
    const library = openLibraryWith(({ safety }) => ({
      safety: { ...safety, rules: [...safety.rules, rule] },
    }))
    const clinic = await openClinic(undefined, undefined, library)
    const participant = await clinic.enrol()
    const scope = findScope(clinic, participant)
    const first = buildTreatment(participant, '2026-03-03T15:00:00.000Z', '2026-03-03T15:00:00.000Z')
    clinic.advance('P1D')
    await recordTreatment(clinic.deps, requireStudy(clinic), scope, asNew(first), CHANGE)
    clinic.advance('P8D')
    await clinic.tick()
    const page = await openPage(clinic, clinic.newestLink())
    const tab = { ...page }
    await answerOnPage(clinic, page, 1, '10')
    clinic.advance('PT1H')
    const given = buildTreatment(participant, '2026-03-11T15:30:00.000Z', '2026-03-11T16:00:00.000Z')
    await recordTreatment(clinic.deps, requireStudy(clinic), scope, asNew(given), CHANGE)
    clinic.advance('PT1H')
    expect((await answerOnPage(clinic, tab, 1, '10')).status).toBe(200)
    expect((await clinic.deps.alerts.listByParticipant(scope)).map(({ rule: id }) => id)).toEqual(['after'])
  })
})

describe('a submission and a treatment at the same time', () => {
  /** Submits `timepoint` on March 12, and a treatment of the day before is recorded between its read and its write. */
  async function submitAtTreatment(clinic: Clinic, participant: string, timepoint: string) {
    clinic.advance('P10D')
    const scope = findScope(clinic, participant)
    const given = buildTreatment(participant, '2026-03-11T15:30:00.000Z', '2026-03-12T15:00:00.000Z')
    let isTreated = false
    const { audit } = clinic.deps
    const extend: typeof audit.extend = async (...entry) => {
      if (!isTreated) {
        isTreated = true
        await recordTreatment(clinic.deps, requireStudy(clinic), scope, asNew(given), CHANGE)
      }
      return audit.extend(...entry)
    }
    return submitSurvey(
      { ...clinic.deps, audit: { ...audit, extend } },
      { scope: buildAssessmentScope(scope, timepoint), readGiven: () => BASELINE_ANSWERS },
    )
  }

  test('do not overlook each other: the baseline is closed by then', async () => {
    const clinic = await openClinic()
    const participant = await clinic.enrol()
    await clinic.tick()
    await expect(submitAtTreatment(clinic, participant, 'baseline')).rejects.toThrow(
      'assessment-window-closed',
    )
    const assessments = await clinic.deps.assessments.listByParticipant(findScope(clinic, participant))
    expect(assessments.find(({ timepoint }) => timepoint === 'baseline')).toMatchObject({
      ...{ progress: 'untouched', closesAt: '2026-03-11T15:30:00.000Z', closedBy: 'first-treatment' },
    })
  })

  test('do not overlook each other: what was just asked is not asked again too soon', async () => {
    const library = openLibraryWith((study) =>
      withTimepoints(
        study,
        study.timepoints.flatMap((one) => {
          if (one.id === 'week-1') return [{ ...one, battery: ['peg@1.0.0', 'phq-9@1.0.0'] }]
          // What is no baseline stays open.
          return one.id === 'baseline'
            ? [
                { ...one, battery: ['pgic@1.0.0'] },
                { ...one, id: 'visit' },
              ]
            : [one]
        }),
      ),
    )
    const clinic = await openClinic(undefined, undefined, library)
    const participant = await clinic.enrol()
    await clinic.tick()
    await submitAtTreatment(clinic, participant, 'visit')
    expect((await clinic.readSurvey(participant, 'week-1'))?.assessment.battery).toEqual(['peg@1.0.0'])
  })

  test.each([
    ['one completion anchor', 1, 45],
    ['two completion anchors', 2, 45],
  ])('a submission that plans more than a transaction holds plans all: %s', async (_, anchors, times) => {
    const ids = Array.from({ length: anchors }, (_unused, index) => `answered-${index}`)
    const library = openLibraryWith((study) => ({
      spacing: [],
      anchors: [...study.anchors, ...ids.map((id) => ({ id, kind: 'completion', timepoint: 'baseline' }))],
      timepoints: [
        ...study.timepoints,
        ...ids.map((id, index) => ({
          ...{ id: `weekly-${index}`, title: { en: id }, anchor: id, offset: `P${7 + 3 * index}D` },
          ...{ repeat: { every: 'P7D', times }, opens: 'P0D', due: 'P1D', closes: 'P2D', at: '09:00' },
          ...{ invite: 'in-texting-hours', reminders: [] },
          battery: [index === 0 ? 'worst-pain-nrs@1.0.0' : 'sleep-quality@1.0.0'],
        })),
      ],
    }))
    const clinic = await openClinic(undefined, undefined, library)
    const participant = await clinic.enrol()
    await clinic.tick()
    const reply = await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    expect(reply.status).toBe(200)
    const all = await clinic.deps.assessments.listByParticipant(findScope(clinic, participant))
    expect(all).toHaveLength(1 + times * anchors)
    await clinic.readAudit(participant)
  })
})

describe('a text', () => {
  async function openWithTreatment() {
    const clinic = await openClinic()
    const participant = await clinic.enrol()
    await clinic.tick()
    await clinic.postJson(`${clinic.newestLink()}/submit`, { answers: BASELINE_ANSWERS })
    clinic.advance('P1D')
    const scope = findScope(clinic, participant)
    const given = buildTreatment(participant, '2026-03-03T14:00:00.000Z', '2026-03-03T15:00:00.000Z')
    await recordTreatment(clinic.deps, requireStudy(clinic), scope, asNew(given), CHANGE)
    clinic.advance('P8D')
    return { clinic, scope, given, week: buildAssessmentScope(scope, 'week-1') }
  }

  test('is still to come for what was cancelled and comes back while its sender looks at it', async () => {
    const { clinic, scope, given, week } = await openWithTreatment()
    const { textPlans } = clinic.deps
    const dueAt = (await textPlans.find(week))?.nextTextAt ?? ''
    await voidTreatment(clinic.deps, requireStudy(clinic), scope, given, 'not-given', {
      ...CHANGE,
      confirmed: ['cancels-assessments'],
    })
    let isBack = false
    const endPlan: typeof textPlans.endPlan = async (...plan) => {
      if (!isBack) {
        isBack = true
        await recordTreatment(clinic.deps, requireStudy(clinic), scope, asNew(given), CHANGE)
      }
      return textPlans.endPlan(...plan)
    }
    const deps = { ...clinic.sendDeps, textPlans: { ...textPlans, endPlan } }
    const { study, site, participant, timepoint } = week
    expect(await sendDueText(deps, { kind: 'text', study, site, participant, timepoint, dueAt })).toBe('sent')
  })

  test('that failed is recorded though an earlier one turns out undelivered while it is sent', async () => {
    const clinic = await openClinic()
    const participant = await clinic.enrol()
    await clinic.tick()
    clinic.advance('P2DT1H')
    clinic.setTextService(async () => {
      await clinic.deliver('TEXT_TTL_EXPIRED', clinic.texts[0])
      return { kind: 'refused', code: 'ThrottlingException', cause: 'transient' }
    })
    expect(await clinic.tick()).toEqual(['refused'])
    const plan = await clinic.deps.textPlans.find(
      buildAssessmentScope(findScope(clinic, participant), 'baseline'),
    )
    expect(plan?.attempts.map(({ state }) => state)).toEqual(['undelivered', 'failed'])
    // It was refused in passing: it is tried again.
    expect(plan?.nextTextAt).toBeDefined()
  })

  test('is not held back by a read that does not see its assessment yet', async () => {
    const clinic = await openClinic()
    await clinic.enrol('harbor', PHONE)
    const { surveys } = clinic.deps
    const find: typeof surveys.find = async (scope, consistency) =>
      consistency === 'eventual' ? undefined : surveys.find(scope, consistency)
    clinic.sendDeps.surveys = { ...surveys, find }
    expect(await clinic.tick()).toEqual(['sent'])
  })
})
