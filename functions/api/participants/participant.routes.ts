import type * as z from 'zod'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { canonicalJson } from '../../../surveys/values/canonical.ts'
import {
  changeParticipant,
  enrolParticipant,
  getParticipant,
  listAssignments,
  listParticipants,
} from '../../../web/api/participants/participant.ts'
import { participantProblems } from '../../../web/api/problems/participant-problems.ts'
import { type Clock, isoOf } from '../../platform/core/clock.ts'
import { derivedId } from '../../platform/core/ids.ts'
import { readPhone } from '../../platform/core/phone-number.ts'
import {
  PARTICIPANT_LETTERS,
  type ParticipantScope,
  participantId,
  participantIn,
} from '../../platform/core/scope.ts'
import { bindContract, createContractRoutes } from '../../platform/http/bind-contract.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import { idempotencyKey, refusedField } from '../../platform/http/request.ts'
import type { AssignmentStore } from '../../records/assessment/assessment.store.ts'
import { type Assignment, stateAt } from '../../records/assessment/assessment.ts'
import { missedReasonOf, shownMissedReason } from '../../records/assessment/missed-reason.ts'
import type { Contact } from '../../records/contact/contact.store.ts'
import type { ParticipantStore } from '../../records/participant/participant.store.ts'
import type { Participant } from '../../records/participant/participant.ts'
import type { StaffDeps } from '../../workflows/access/staff.deps.ts'
import {
  memberOf,
  notFound,
  participantOf,
  requireCoordinator,
  type StaffEnv,
  siteOf,
} from '../../workflows/access/staff-access.ts'
import { enrol } from '../../workflows/participants/enrol.ts'
import {
  changeSchedule,
  requireRoomForHistory,
  type ScheduleDeps,
} from '../../workflows/schedule/change-schedule.ts'

export type ParticipantDeps = StaffDeps &
  ScheduleDeps & {
    readonly participants: ParticipantStore
    readonly assignments: AssignmentStore
    readonly contactsTable: string
    readonly findContact: (scope: ParticipantScope) => Promise<Contact | undefined>
  }

export function participantRoutes(deps: ParticipantDeps) {
  return createContractRoutes<StaffEnv>()
    .openapi(bindContract(enrolParticipant), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await memberOf(deps, c.var.person, params.study)
      const site = siteOf(membership, body.site)
      requireCoordinator(membership)
      const { study } = membership
      const phone = readPhone(body.phone, study.textingCountries)
      if ('fault' in phone)
        throw refusedField(
          '/phone',
          phone.fault,
          'must be a full number in a country that the study can text',
        )
      if (!study.locales.includes(body.locale)) throw new ProblemError(participantProblems.unknownLocale)
      if (body.arm !== undefined && !study.arms.some(({ id }) => id === body.arm))
        throw refusedField('/arm', 'unknown-arm', 'must be one of the study’s arms')

      requireTextingTime(study, body.textAt)
      const key = idempotencyKey(c.req.header('idempotency-key'))
      const letters = key
        ? derivedId(PARTICIPANT_LETTERS, params.study, site.site, key)
        : deps.ids.random(PARTICIPANT_LETTERS)
      const now = isoOf(deps.clock.now())
      const participant: Participant = {
        study: params.study,
        site: site.site,
        participant: participantId(site.site, letters),
        locale: body.locale,
        timeZone: body.timeZone ?? study.sites.find(({ id }) => id === site.site)?.timeZone ?? 'UTC',
        ...(body.arm && { arm: body.arm }),
        ...(body.textAt && { textAt: body.textAt }),
        ...(body.channel && { channel: body.channel }),
        enrolledAt: now,
        planRevision: 0,
      }
      const contact = {
        phone: phone.phone,
        ...(body.name && { name: body.name }),
        smsConsent: body.smsConsent,
        smsConsentAt: now,
        revision: 0,
      }
      const actor = { kind: 'coordinator', sub: c.var.person.sub } as const
      const scope = participantIn(site, participant.participant)
      const enrolled = await enrol(deps, study, scope, participant, contact, actor)
      if (enrolled.kind === 'other') throw new ProblemError(participantProblems.keyReused)
      c.header('location', `/api/studies/${params.study}/participants/${enrolled.participant.participant}`)
      return c.json(shown(enrolled.participant), enrolled.kind === 'enrolled' ? 201 : 200)
    })
    .openapi(bindContract(listParticipants), async (c) => {
      const params = c.req.valid('param')
      const query = c.req.valid('query')
      const membership = await memberOf(deps, c.var.person, params.study)
      const [only, ...others] = membership.member.sites
      const site = query.site ?? (others.length === 0 ? only : undefined)
      if (site === undefined) throw refusedField('?site', 'site-needed', 'choose one of your sites')
      const scope = siteOf(membership, site)
      const page = await deps.participants.page(scope, query.cursor, query.limit)
      const [first, last] = [page.participants[0], page.participants.at(-1)]
      const assignments =
        first && last ? await deps.assignments.ofParticipants(scope, first.participant, last.participant) : []
      const byParticipant = Map.groupBy(assignments, ({ participant }) => participant)
      return c.json({
        participants: page.participants.map((participant) => ({
          ...shown(participant),
          assignments: inTime(byParticipant.get(participant.participant) ?? []).map((one) =>
            shownAssignment(one, deps.clock),
          ),
        })),
        next: page.next ?? null,
      })
    })
    .openapi(bindContract(getParticipant), async (c) => {
      const params = c.req.valid('param')
      const scope = participantOf(await memberOf(deps, c.var.person, params.study), params.participant)
      const participant = await deps.participants.find(scope)
      if (!participant) throw notFound()
      return c.json(shown(participant), 200)
    })
    .openapi(bindContract(changeParticipant), async (c) => {
      const params = c.req.valid('param')
      const body = c.req.valid('json')
      const membership = await memberOf(deps, c.var.person, params.study)
      const scope = participantOf(membership, params.participant)
      requireCoordinator(membership)
      const { study } = membership
      if (body.locale !== undefined && !study.locales.includes(body.locale))
        throw new ProblemError(participantProblems.unknownLocale)
      requireTextingTime(study, body.textAt)
      const result = await changeSchedule(deps, study, scope, (read) => {
        if (!read) return 'nobody'
        const participant = changed(read.participant, body)
        if (canonicalJson(participant) === canonicalJson(read.participant)) return 'unchanged'
        requireRoomForHistory(read)
        return {
          participant,
          writes: [],
          event: {
            action: 'participant.changed',
            actor: { kind: 'coordinator', sub: c.var.person.sub },
            about: { timeZone: participant.timeZone, locale: participant.locale },
          },
        }
      })
      const participant = result === 'nobody' ? undefined : await deps.participants.find(scope)
      if (!participant) throw notFound()
      return c.json(shown(participant), 200)
    })
    .openapi(bindContract(listAssignments), async (c) => {
      const params = c.req.valid('param')
      const scope = participantOf(await memberOf(deps, c.var.person, params.study), params.participant)
      if (!(await deps.participants.find(scope))) throw notFound()
      const assignments = await deps.assignments.ofParticipant(scope)
      return c.json({ assignments: inTime(assignments).map((one) => shownAssignment(one, deps.clock)) }, 200)
    })
}

/** A time at which no text goes out would put each one off to the next day, and some for ever. @throws ProblemError 422 */
function requireTextingTime(
  { textingHours: { from, until } }: StudyDefinition,
  textAt: string | null | undefined,
): void {
  if (textAt && (textAt < from || textAt >= until))
    throw refusedField(
      '/textAt',
      'outside-texting-hours',
      `must be from ${from} until ${until}, the study’s texting hours`,
    )
}

function changed(
  participant: Participant,
  { timeZone, locale, textAt, channel }: z.output<typeof changeParticipant.body>,
): Participant {
  const { textAt: before, ...rest } = participant
  const at = textAt === undefined ? before : (textAt ?? undefined)
  return {
    ...rest,
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
    ...(at !== undefined && { textAt: at }),
    ...(channel !== undefined && { channel }),
  }
}

function shown({ participant, site, arm, locale, timeZone, textAt, channel, enrolledAt }: Participant) {
  return { participant, site, arm, locale, timeZone, textAt, channel, enrolledAt }
}

function inTime(assignments: readonly Assignment[]): readonly Assignment[] {
  return assignments.toSorted((a, b) => (a.opensAt < b.opensAt ? -1 : a.opensAt > b.opensAt ? 1 : 0))
}

/** The assignment as staff see it: its state now, and nothing that would open the participant's link. */
function shownAssignment(assignment: Assignment, clock: Clock) {
  const { timepoint, opensAt, dueAt, closesAt, battery, startedAt, completedAt, texts } = assignment
  const missedReason = missedReasonOf(assignment)
  return {
    timepoint,
    state: stateAt(assignment, clock.now()),
    opensAt,
    dueAt,
    closesAt,
    battery,
    ...(startedAt && { startedAt }),
    ...(completedAt && { completedAt }),
    texts,
    ...(missedReason && { missedReason: shownMissedReason(missedReason) }),
  }
}
