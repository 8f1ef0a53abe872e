import type { RunReason } from '../../../web/api/reports/report-run.ts'
import type { WeeklySite } from '../../../web/reports/weekly-site.ts'
import { WeeklySiteDocument } from '../../../web/reports/weekly-site-document.tsx'
import { formatWeeklySiteCsv } from '../../interchange/csv/weekly-site-csv.ts'
import type { MailSender } from '../../platform/aws/mail.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type AuditStore, formatReportChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import { type JobStore, putSubscription } from '../../records/job/job.store.ts'
import { computeHash } from '../../records/job/job-files.ts'
import { formatRunId, type Run } from '../../records/job/run.ts'
import {
  type AuthoriseDeps,
  requireMembership,
  requirePower,
  requireSite,
  type StudyMember,
} from '../access/staff-access.ts'
import { type JobMaker, JobRefusal } from '../jobs/job.deps.ts'
import { makeWeeklySite, type WeeklySiteDeps } from './make-weekly-site.ts'
import { buildReportMail } from './report-mail.ts'

export type ReportMakerDeps = AuthoriseDeps &
  WeeklySiteDeps & {
    readonly jobs: Pick<JobStore, 'findSubscription'>
    readonly jobsTable: string
    readonly audit: Pick<AuditStore, 'write'>
    readonly mail: MailSender
    readonly publicUrl: string
    /** Which version of the program this is. */
    readonly program: string
  }

/** Half of what a function may answer with: beyond it a report is no page any more. */
const MAX_BYTES = 3_000_000

/** A part as it is stored: the section contents, and by which program they were read. */
type StoredPart = { readonly program: string; readonly site: WeeklySite }

/**
 * Makes reports, each as its recipient’s membership is at that moment: whoever left a clinic gets nothing of it, and whoever
 * left the study nothing at all. A part holds no arm, whoever it is for.
 */
export function createReportMaker(deps: ReportMakerDeps): JobMaker {
  return {
    async admit(run) {
      const found = await findRecipient(deps, run)
      if (found.kind === 'nobody') {
        if (found.reason === 'no-membership') await pauseForNoMembership(deps, run)
        return { kind: 'refused', reason: found.reason }
      }
      return { kind: 'admitted', parts: found.sites }
    },
    async makePart(run, part, isLastTry) {
      const { membership } = await requireRecipient(deps, run, part)
      const scope = requireSite(membership, part)
      const site = await makeWeeklySite(deps, membership, scope, run, isLastTry)
      const isIncomplete = Object.values(site).some(
        (section) => typeof section === 'object' && section.kind === 'failed',
      )
      const stored: StoredPart = { program: deps.program, site }
      return { bytes: Buffer.from(JSON.stringify(stored)), isIncomplete }
    },
    async assemble(run, parts) {
      const { published } = (await requireRecipient(deps, run)).membership
      const stored = parts.map((part): StoredPart => JSON.parse(part.toString()))
      const sites = stored.map(({ site }) => site)
      const text =
        run.format === 'csv'
          ? formatWeeklySiteCsv(sites)
          : String(renderDocument(run, published, stored, parts))
      const bytes = Buffer.from(text)
      if (bytes.length > MAX_BYTES) throw new JobRefusal('too-large')
      return bytes
    },
    async notify(run) {
      const [found, subscription] = await Promise.all([
        findRecipient(deps, run),
        deps.jobs.findSubscription(run.study, run.subscription),
      ])
      // Nobody is mailed who has left, may have no report any more, or unsubscribed since it was made.
      if (found.kind === 'nobody' || subscription?.email === undefined || subscription.state === 'ended')
        return { kind: 'nobody' }
      const words = buildReportMail({ run, publicUrl: deps.publicUrl })
      return deps.mail.send({ to: subscription.email, ...words })
    },
  }
}

function renderDocument(
  run: Run,
  study: StudyMember['published'],
  stored: readonly StoredPart[],
  parts: readonly Buffer[],
) {
  const named = new Set(stored.map(({ site }) => site.site))
  const about = {
    ...{ study: run.study, studyTitle: study.title, studyVersion: study.version },
    ...{ asOf: run.asOf, timeZone: run.timeZone, previousAsOf: run.previousAsOf, run: formatRunId(run) },
    ...{ isLate: run.isLate, superseded: run.superseded },
    leftOut: run.sites
      .filter((site) => !named.has(site))
      .map((site) => study.sites.find(({ id }) => id === site)?.name ?? site),
    // By which the parts were read: a newer program that finishes them makes the same bytes of them.
    program: stored[0]?.program ?? '',
    dataSha256: computeHash(Buffer.concat(parts)),
  }
  return <WeeklySiteDocument locale={run.language} about={about} sites={stored.map(({ site }) => site)} />
}

/** A subscription of nobody makes no more runs: it is listed as paused, and goes on when its owner is back and says so. */
async function pauseForNoMembership(
  { jobs, jobsTable, audit }: ReportMakerDeps,
  { study, subscription }: Run,
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
  /** Of the clinics that are asked for, those that their membership has; in the order of the study. */
  readonly sites: readonly string[]
}

/**
 * Whether whoever asked for it may have a report at this moment, and of which clinics.
 *
 * @param site by whose version of the study it is seen
 */
async function findRecipient(
  deps: AuthoriseDeps,
  { owner, study, sites }: Run,
  site?: string,
): Promise<Recipient | { readonly kind: 'nobody'; readonly reason: RunReason }> {
  try {
    const membership = await requireMembership(deps, { sub: owner }, study, { site: site ?? sites[0] })
    requirePower(membership, 'report')
    const own = membership.study.sites
      .map(({ id }) => id)
      .filter((id) => sites.includes(id) && membership.member.sites.includes(id))
    return own.length === 0
      ? { kind: 'nobody', reason: 'no-site' }
      : { kind: 'recipient', membership, sites: own }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (error.problem.status === 404) return { kind: 'nobody', reason: 'no-membership' }
    if (error.problem.status === 403) return { kind: 'nobody', reason: 'not-allowed' }
    throw error
  }
}

/** @throws JobRefusal for somebody who lost it since the run was admitted */
async function requireRecipient(deps: AuthoriseDeps, run: Run, site?: string): Promise<Recipient> {
  const found = await findRecipient(deps, run, site)
  if (found.kind === 'nobody') throw new JobRefusal(found.reason)
  return found
}
