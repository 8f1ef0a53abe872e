import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { RunReason } from '../../../web/api/jobs/run-states.ts'
import { REPORT_POWERS } from '../../../web/api/reports/report-subscription.ts'
import type { ReportAbout } from '../../../web/reports/weekly-site.ts'
import type { MailSender } from '../../platform/aws/mail.ts'
import { describeError, type Log } from '../../platform/core/log.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type AuditStore, formatReportChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { type JobStore, putSubscription } from '../../records/job/job.store.ts'
import { computeHash } from '../../records/job/job-files.ts'
import { formatRunId, type ReportRun } from '../../records/job/report-run.ts'
import type { OnCallList } from '../../records/on-call/on-call.ts'
import { findDataClose } from '../../rules/schedule/study-end.ts'
import {
  type AuthoriseDeps,
  requireMembership,
  requirePower,
  type StudyMember,
} from '../access/staff-access.ts'
import { JobRefusal, type ReportMaker } from '../jobs/job.deps.ts'
import { monthlyStudyKind } from './monthly-study-kind.ts'
import { REPORT_WRITERS } from './report-files.tsx'
import type { ReportKind, ReportKindDeps } from './report-kind.ts'
import { buildFailureMail, buildReportMail } from './report-mail.ts'
import { weeklySiteKind } from './weekly-site-kind.ts'

export type ReportMakerDeps = AuthoriseDeps &
  ReportKindDeps & {
    readonly jobs: Pick<JobStore, 'findSubscription'>
    readonly jobsTable: string
    readonly audit: Pick<AuditStore, 'write'>
    readonly mail: MailSender
    readonly log: Log
    /** The study’s leads, as urgent messages reach them. */
    readonly findLeadsOnCall: (study: string) => Promise<OnCallList>
    readonly publicUrl: string
    /** Which version of the program this is. */
    readonly program: string
  }

/** Half of what a function may answer with: beyond it a report is no page any more. */
const MAX_BYTES = 3_000_000

/** A part as it is stored: all that is in the file of it, so that the same parts give the same bytes later. */
type StoredPart = {
  /** By which it was read. */
  readonly program: string
  readonly study: {
    readonly title: string
    readonly version: string
    /** Of the clinics that were asked for, by id. */
    readonly siteNames: Readonly<Record<string, string>>
    /** Left out of those that were read before it was kept. */
    readonly definitions?: readonly string[]
  }
  readonly content: object
}

/** Each is made, shown and counted by its own kind alone: what a part holds is known there. */
const KINDS: Readonly<Record<ReportRun['content'], ReportKind>> = {
  'weekly-site': weeklySiteKind as ReportKind,
  'monthly-study': monthlyStudyKind as ReportKind,
}

/**
 * Makes reports, each as its recipient’s membership is at that moment: a person who left a clinic gets nothing of it, and one
 * who left the study nothing at all. A part holds no arm, no matter who it is for.
 */
export function createReportMaker(deps: ReportMakerDeps, maxBytes: number = MAX_BYTES): ReportMaker {
  return {
    async admit(run) {
      const found = await findRecipient(deps, run)
      if (found.kind === 'nobody') {
        if (found.reason === 'no-membership') await pauseForNoMembership(deps, run)
        return { kind: 'refused', reason: found.reason }
      }
      return { kind: 'admitted', parts: found.parts }
    },
    async makePart(run, part, isLastTry) {
      const { membership } = await requireRecipient(deps, run, part)
      const kind = KINDS[run.content]
      const content = await kind.makePart(deps, membership, run, part, isLastTry)
      const { title, version, sites } = membership.published
      const siteNames = Object.fromEntries(
        run.sites.map((id) => [id, sites.find((one) => one.id === id)?.name ?? id]),
      )
      const definitions = listDefinitions(membership.published)
      const study = { title, version, siteNames, definitions }
      const stored: StoredPart = { program: deps.program, study, content }
      return Buffer.from(JSON.stringify(stored))
    },
    isIncomplete: (run, part) => KINDS[run.content].isIncomplete(parsePart(part).content),
    hasNothing: (run, parts) => parts.every((part) => KINDS[run.content].hasNothing(parsePart(part).content)),
    async assemble(run, parts) {
      await requireRecipient(deps, run)
      const stored = parts.map(parsePart)
      const [first, ...rest] = stored
      if (!first) throw new Error('a report has at least one part')
      const { program, study } = first
      const contents: [object, ...object[]] = [first.content, ...rest.map(({ content }) => content)]
      const kind = KINDS[run.content]
      const about: ReportAbout = {
        ...{ study: run.study, studyTitle: study.title, studyVersion: study.version },
        definitions: study.definitions ?? [],
        ...{ asOf: run.asOf, timeZone: run.timeZone, previousAsOf: run.previousAsOf, run: formatRunId(run) },
        ...{ isLate: run.isLate, superseded: run.superseded },
        leftOut: kind.listLeftOut(study.siteNames, run, contents),
        program,
        dataSha256: computeHash(Buffer.concat(parts)),
      }
      const bytes = await REPORT_WRITERS[run.format]({
        ...{ about, outline: kind.buildReport(run.language, about, contents) },
        formatCsv: () => kind.formatCsv(contents),
      })
      if (bytes.length > maxBytes) throw new JobRefusal('too-large')
      return bytes
    },
    async findEnd(study) {
      const definition = await deps.library.findStudy(study)
      return definition && findDataClose(definition)
    },
    async notify(run) {
      if (run.state === 'failed') await mailLeads(deps, run)
      const [found, subscription] = await Promise.all([
        findRecipient(deps, run),
        deps.jobs.findSubscription(run.study, run.subscription),
      ])
      // Nobody is mailed who has left, may have no report any more, or unsubscribed since it was made: the address is deleted
      // then. A subscription whose only date is over has its address still.
      if (found.kind === 'nobody' || subscription?.email === undefined) return { kind: 'nobody' }
      const words = buildReportMail({ run, publicUrl: deps.publicUrl })
      const tags = { subscription: run.subscription, run: run.key }
      return deps.mail.send({ to: subscription.email, ...words, tags })
    },
  }
}

function parsePart(part: Buffer): StoredPart {
  return JSON.parse(part.toString())
}

/** Whose versions decide what is in a report, each `id@version`: what is asked, and by what response is judged. */
function listDefinitions({ timepoints, responderDefinitions }: StudyDefinition): readonly string[] {
  const asked = timepoints.flatMap(({ battery }) => battery)
  return [...new Set(asked)].sort().concat(responderDefinitions.map(formatRef).sort())
}

/**
 * Says to a study’s leads that a scheduled report failed, with the first try of its notice alone: of a mail that may have gone
 * out none goes again. What becomes of it changes nothing of the notice to whose report it is.
 */
async function mailLeads(deps: ReportMakerDeps, run: ReportRun): Promise<void> {
  if (run.noticeTries > 1 || run.kind === 'test') return
  try {
    const [{ emails }, subscription] = await Promise.all([
      deps.findLeadsOnCall(run.study),
      deps.jobs.findSubscription(run.study, run.subscription),
    ])
    const words = buildFailureMail({ run, publicUrl: deps.publicUrl })
    for (const to of new Set(emails)) {
      if (to === subscription?.email) continue
      const outcome = await deps.mail.send({ to, ...words })
      if (outcome.kind === 'refused')
        deps.log.error('a lead was not mailed', { study: run.study, code: outcome.code })
    }
  } catch (error) {
    deps.log.error('whether the leads were mailed is not known', {
      study: run.study,
      ...describeError(error),
    })
  }
}

/** A subscription of nobody makes no more runs: it is listed as paused, and goes on when its owner is back and says so. */
async function pauseForNoMembership(
  { jobs, jobsTable, audit }: ReportMakerDeps,
  { study, subscription }: ReportRun,
): Promise<void> {
  const read = await jobs.findSubscription(study, subscription)
  if (read?.state !== 'active') return
  const event: AuditEvent = {
    ...{ action: 'report-subscription.changed', actor: { kind: 'system' } },
    about: { subscription, state: 'paused', reason: 'no-membership' },
  }
  // Refused where it was changed meanwhile: the next run looks again.
  await audit.write(formatReportChain(study, subscription), event, [
    putSubscription(jobsTable, { ...read, state: 'paused', reason: 'no-membership' }, read),
  ])
}

type Recipient = {
  readonly kind: 'recipient'
  readonly membership: StudyMember
  /** Of what is asked for, what their membership has. */
  readonly parts: readonly string[]
}

/**
 * Whether the person who asked for it may have a report at this moment, and of which clinics.
 *
 * @param site by whose version of the study it is seen
 */
async function findRecipient(
  deps: AuthoriseDeps,
  run: ReportRun,
  site?: string,
): Promise<Recipient | { readonly kind: 'nobody'; readonly reason: RunReason }> {
  try {
    const { owner, study, sites, content } = run
    const seenBy = content === 'weekly-site' ? (site ?? sites[0]) : undefined
    const membership = await requireMembership(deps, { sub: owner }, study, { site: seenBy })
    requirePower(membership, REPORT_POWERS[content])
    const parts = KINDS[content].listParts(membership, run)
    return parts.length === 0
      ? { kind: 'nobody', reason: 'no-site' }
      : { kind: 'recipient', membership, parts }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.problem.status === 404) return { kind: 'nobody', reason: 'no-membership' }
    if (error.problem.status === 403) return { kind: 'nobody', reason: 'not-allowed' }
    throw error
  }
}

/** @throws JobRefusal for somebody who lost it since the run was admitted */
async function requireRecipient(deps: AuthoriseDeps, run: ReportRun, site?: string): Promise<Recipient> {
  const found = await findRecipient(deps, run, site)
  if (found.kind === 'nobody') throw new JobRefusal(found.reason)
  return found
}
