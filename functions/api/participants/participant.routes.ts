import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import {
  changeParticipant,
  enrolParticipant,
  getParticipant,
  listAssessments,
  listParticipants,
} from '../../../web/api/participants/participant.ts'
import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { deriveId } from '../../platform/core/ids.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import {
  buildParticipantScope,
  formatParticipantId,
  PARTICIPANT_LETTERS,
  type ParticipantScope,
} from '../../platform/core/scope.ts'
import { createContractRoutes } from '../../platform/http/contract-routes.ts'
import { buildFieldRefusal, requireIdempotencyKey } from '../../platform/http/request.ts'
import type { AssessmentStore } from '../../records/assessment/assessment.store.ts'
import { findState, type TextedAssessment } from '../../records/assessment/assessment.ts'
import { findMissedReason, formatMissedReason } from '../../records/assessment/missed-reason.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import { findVisibleArm, formatDisposition, type Participant } from '../../records/participant/participant.ts'
import { formatAttributes } from '../../records/participant/participant-attributes.ts'
import {
  type AttributeChoice,
  listChoiceFaults,
  listMissingRequired,
} from '../../rules/attributes/attribute-choices.ts'
import type { IdentifiedData } from '../../workflows/access/identified-data.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  buildNotFound,
  requireMembership,
  requireParticipant,
  requirePower,
  requireSite,
  requireUnblinded,
  type StaffEnv,
} from '../../workflows/access/staff-access.ts'
import { type OnCallDeps, requireSomebodyOnCall } from '../../workflows/alerts/on-call-people.ts'
import {
  buildAttributeEntries,
  changeParticipant as changeStoredParticipant,
} from '../../workflows/participants/change-participant.ts'
import { enrol, findEnrolment } from '../../workflows/participants/enrol.ts'
import type { DuplicateDeps } from '../../workflows/participants/find-duplicates.ts'
import { refuseStaffPhone, type StaffPhoneDeps } from '../../workflows/participants/refuse-staff-phone.ts'
import type { ScheduleDeps } from '../../workflows/schedule/change-schedule.ts'
import { parsePhone } from './parse-phone.ts'
import { requireOpenSite, requireSiteLanguage } from './site-terms.ts'

export type ParticipantDeps = StaffDeps &
  ScheduleDeps &
  OnCallDeps &
  DuplicateDeps &
  StaffPhoneDeps & {
    readonly identified: IdentifiedData
    readonly participants: ParticipantStore
    readonly assessments: Pick<AssessmentStore, 'listByParticipant' | 'listByParticipantRange'>
    readonly contactsTable: string
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  }

export function createParticipantRoutes(deps: ParticipantDeps) {
  return createContractRoutes<StaffEnv>()
    .answer(enrolParticipant, async (c) => {
      const params = c.req.valid('param')
      const { distinctFrom = [], ...body } = c.req.valid('json')
      const membership = await requireMembership(deps, c.var.person, params.study, body)
      const site = requireSite(membership, body.site)
      requirePower(membership, 'record')
      const key = requireIdempotencyKey(c.req.header('idempotency-key'))
      const { study } = membership
      const phone = await parsePhone(study, body.phone, '/phone')
      requireSiteLanguage(study, site.site, body.locale)
      if (body.arm !== undefined && !study.arms.some(({ id }) => id === body.arm))
        throw buildFieldRefusal('/arm', 'unknown-arm', 'must be one of the study’s arms')

      requireAttributes(study, body.attributes ?? [])
      requireTextingTime(study, body.textAt)
      requirePastYear(deps.clock, body.birthYear)
      const letters = deriveId(PARTICIPANT_LETTERS, params.study, site.site, key)
      const now = formatIso(deps.clock.now())
      const participant: Participant = {
        study: params.study,
        site: site.site,
        participant: formatParticipantId(site.site, letters),
        locale: body.locale,
        timeZone: body.timeZone ?? study.sites.find(({ id }) => id === site.site)?.timeZone ?? 'UTC',
        ...(body.arm && { arm: body.arm }),
        ...(body.textAt && { textAt: body.textAt }),
        ...(body.channel && { channel: body.channel }),
        enrolledAt: now,
        ...(body.attributes?.length && {
          attributes: buildAttributeEntries(body.attributes, { recordedAt: now, by: c.var.person.sub }),
        }),
        planRevision: 0,
      }
      const contact = {
        phone,
        ...(body.name && { name: body.name }),
        ...(body.birthYear !== undefined && { birthYear: body.birthYear }),
        smsConsent: body.smsConsent,
        smsConsentAt: now,
        revision: 0,
        enrolledWith: computeContentHash(body),
      }
      const actor = { kind: 'coordinator', sub: c.var.person.sub } as const
      const scope = buildParticipantScope(site, participant.participant)
      const made = await findEnrolment(deps, scope, contact.enrolledWith)
      if (!made) {
        requireOpenSite(study, site.site, now)
        await requireSomebodyOnCall(deps, site)
        await refuseStaffPhone(deps, study, site, phone)
      }
      const enrolled =
        made ?? (await enrol(deps, study, scope, { participant, contact, actor, distinctFrom }))
      if (enrolled.kind === 'possible-duplicate') {
        // Whoever knows a name or a number is answered whose it is.
        const reading = { reader: actor, scope: site, what: 'possible-duplicates' } as const
        const faults = await deps.identified.open(reading, enrolled.faults)
        throw new ProblemError(participantProblems.possibleDuplicate, faults)
      }
      if (enrolled.kind === 'other') throw new ProblemError(participantProblems.keyReused)
      c.header('location', `/api/studies/${params.study}/participants/${enrolled.participant.participant}`)
      return c.json(formatParticipant(study, enrolled.participant), enrolled.kind === 'enrolled' ? 201 : 200)
    })
    .answer(listParticipants, async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await requireMembership(deps, c.var.person, params.study, query)
      const [only, ...others] = membership.member.sites
      const site = query.site ?? (others.length === 0 ? only : undefined)
      if (site === undefined) throw buildFieldRefusal('?site', 'site-needed', 'choose one of your sites')
      const scope = requireSite(membership, site)
      const page = await deps.participants.readPage(scope, query.cursor, query.limit)
      const [first, last] = [page.participants[0], page.participants.at(-1)]
      const assessments =
        first && last
          ? await deps.assessments.listByParticipantRange(scope, first.participant, last.participant)
          : []
      const byParticipant = Map.groupBy(assessments, ({ participant }) => participant)
      return c.json({
        participants: page.participants.map((participant) => ({
          ...formatParticipant(membership.study, participant),
          assessments: sortByOpening(byParticipant.get(participant.participant) ?? []).map((one) =>
            formatAssessment(one, deps.clock),
          ),
        })),
        next: page.next ?? null,
      })
    })
    .answer(getParticipant, async (c) => {
      const params = c.req.valid('param')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      const participant = await deps.participants.find(scope)
      if (!participant) throw buildNotFound()
      return c.json(formatParticipant(membership.study, participant), 200)
    })
    .answer(changeParticipant, async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await requireMembership(deps, c.var.person, params.study, params)
      const scope = requireParticipant(membership, params.participant)
      requirePower(membership, 'record')
      if (body.arm !== undefined) requireUnblinded(membership)
      const { study } = membership
      if (body.locale !== undefined) requireSiteLanguage(study, scope.site, body.locale)
      requireTextingTime(study, body.textAt)
      const result = await changeStoredParticipant(deps, study, scope, body, c.var.person.sub)
      const participant = result === 'nobody' ? undefined : await deps.participants.find(scope)
      if (!participant) throw buildNotFound()
      return c.json(formatParticipant(study, participant), 200)
    })
    .answer(listAssessments, async (c) => {
      const params = c.req.valid('param')
      const scope = requireParticipant(
        await requireMembership(deps, c.var.person, params.study, params),
        params.participant,
      )
      if (!(await deps.participants.find(scope))) throw buildNotFound()
      const assessments = await deps.assessments.listByParticipant(scope)
      return c.json(
        { assessments: sortByOpening(assessments).map((one) => formatAssessment(one, deps.clock)) },
        200,
      )
    })
}

/** @throws ProblemError 422 */
function requirePastYear(clock: Clock, birthYear: number | undefined): void {
  if (birthYear !== undefined && birthYear > Number(formatIso(clock.now()).slice(0, 4)))
    throw buildFieldRefusal('/birthYear', 'out-of-range', 'must not be in the future')
}

/** A time at which no text goes out would put each one off to the next day, and some for ever. @throws ProblemError 422 */
function requireTextingTime(
  { textingHours: { from, until } }: StudyDefinition,
  textAt: string | null | undefined,
): void {
  if (textAt && (textAt < from || textAt >= until))
    throw buildFieldRefusal(
      '/textAt',
      'outside-texting-hours',
      `must be from ${from} until ${until}, the study’s texting hours`,
    )
}

/** @throws ProblemError 422 */
function requireAttributes(study: StudyDefinition, choices: readonly AttributeChoice[]): void {
  const faults = [...listChoiceFaults(study, choices), ...listMissingRequired(study, choices)]
  if (faults.length > 0) throw new ProblemError(platformProblems.invalidInput, faults)
}

function formatParticipant(study: StudyDefinition, stored: Participant) {
  const { participant, site, locale, timeZone, textAt, channel, enrolledAt, attributes, ended } = stored
  return {
    ...{
      participant,
      site,
      arm: findVisibleArm(study, stored),
      locale,
      timeZone,
      textAt,
      channel,
      enrolledAt,
    },
    attributes: formatAttributes(study, attributes),
    ended: formatDisposition(ended),
  }
}

function sortByOpening(assessments: readonly TextedAssessment[]): readonly TextedAssessment[] {
  return assessments.toSorted((a, b) => (a.opensAt < b.opensAt ? -1 : a.opensAt > b.opensAt ? 1 : 0))
}

/** The assessment as staff see it: its state now, and nothing that would open the participant's link. */
function formatAssessment(assessment: TextedAssessment, clock: Clock) {
  const { timepoint, opensAt, dueAt, closesAt, battery, startedAt, completedAt, texts } = assessment
  const missedReason = findMissedReason(assessment)
  return {
    timepoint,
    state: findState(assessment, clock.now()),
    opensAt,
    dueAt,
    closesAt,
    battery,
    ...(startedAt && { startedAt }),
    ...(completedAt && { completedAt }),
    texts,
    ...(missedReason && { missedReason: formatMissedReason(missedReason) }),
  }
}
