import { isDeepStrictEqual } from 'node:util'
import { computeContentHash } from '../../../surveys/values/canonical.ts'
import { platformProblems } from '../../../web/api/problems/platform-problems.ts'
import { reportProblems } from '../../../web/api/problems/report-problems.ts'
import type { ReportOrder } from '../../../web/api/reports/report-subscription.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import { type AuditStore, formatReportChain } from '../../records/audit/audit.store.ts'
import type { AuditEvent } from '../../records/audit/audit.ts'
import {
  type JobStore,
  putNewSubscription,
  putSubscription,
  type StoredSubscription,
} from '../../records/job/job.store.ts'
import type { Subscription } from '../../records/job/subscription.ts'
import { digestAddress } from '../../records/member-invitation/member-invitation-token.ts'
import { listPlannedReports } from '../../rules/jobs/planned-reports.ts'
import { buildNotFound, type StudyMember } from '../access/staff-access.ts'
import { requireReport, requireReporter } from './require-report.ts'

export type SubscriptionDeps = {
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditStore
  readonly jobs: JobStore
  readonly jobsTable: string
}

const ID_LETTERS = 16
const SALT_LETTERS = 26

/**
 * A form that is sent twice, or a request that is tried again, makes one subscription: while one stands as it is ordered, it is
 * that one. Its id is made of whose it is, the order, and how many they had before.
 *
 * @throws ProblemError 403 for a role without it; 422 for a clinic that is not the member’s, and a date that is over
 */
export async function subscribe(
  deps: SubscriptionDeps,
  membership: StudyMember,
  order: ReportOrder,
): Promise<StoredSubscription> {
  const next = requireOrder(deps, membership, order)
  const { member, study } = membership
  const own = (await deps.jobs.listSubscriptions(study.id)).filter(({ owner }) => owner === member.sub)
  const standing = own.find(
    (one) => one.state === 'active' && isDeepStrictEqual(pickOrder(one), pickOrder(order)),
  )
  if (standing) return standing
  const identity = [study.id, member.sub, pickOrder(order), own.length]
  const subscription: Subscription = {
    ...{ id: computeContentHash(identity).slice(0, ID_LETTERS), study: study.id, owner: member.sub },
    ...{ ...order, sites: [...order.sites] },
    ...{ salt: deps.ids.random(SALT_LETTERS), state: 'active', reason: null, version: 1, next },
    createdAt: formatIso(deps.clock.now()),
  }
  const result = await deps.audit.write(
    formatReportChain(study.id, subscription.id),
    buildEvent(membership, subscription, 'report-subscription.created'),
    putNewSubscription(deps.jobsTable, subscription),
  )
  // The same at the same time was first.
  return result.kind === 'refused'
    ? requireOwn(deps, membership, subscription.id, 'ended too')
    : { ...subscription, revision: 1 }
}

type Order = Omit<ReportOrder, 'email' | 'whenNothing'> & {
  readonly email?: string | undefined
  readonly whenNothing?: ReportOrder['whenNothing'] | undefined
}

function pickOrder({ content, sites, format, language, email, schedule, whenNothing = 'mail' }: Order) {
  return { content, sites, format, language, email, schedule, whenNothing }
}

/** Runs that are planned keep what they were planned with. @throws ProblemError as `subscribe`; 404; 409 */
export async function changeSubscription(
  deps: SubscriptionDeps,
  membership: StudyMember,
  id: string,
  order: ReportOrder,
): Promise<StoredSubscription> {
  const next = requireOrder(deps, membership, order)
  const read = await requireOwn(deps, membership, id)
  // Somebody has looked at the address: what came back before counts no more.
  const { mailFaults: _, ...kept } = read
  const changed = { ...kept, ...order, sites: [...order.sites], version: read.version + 1, next }
  return write(deps, membership, read, changed, 'report-subscription.changed')
}

/** @throws ProblemError 403 to go on for a role without it; 404; 409 */
export async function pauseSubscription(
  deps: SubscriptionDeps,
  membership: StudyMember,
  id: string,
  isPaused: boolean,
): Promise<StoredSubscription> {
  // A person who lost the power may still stop their own.
  if (!isPaused) requireReporter(membership)
  const read = await requireOwn(deps, membership, id)
  if (!isPaused) requireReport(membership, read.content)
  const [next] = listPlannedReports(read.schedule, formatIso(deps.clock.now()), 1)
  const { mailFaults: _, ...kept } = read
  const changed: Subscription = isPaused
    ? { ...read, state: 'paused', reason: 'by-owner' }
    : { ...kept, state: 'active', reason: null, next }
  return write(deps, membership, read, changed, 'report-subscription.changed')
}

/** Ends it and deletes the address. What was made stays. The same again changes nothing. @throws ProblemError 404; 409 */
export async function endSubscription(
  deps: SubscriptionDeps,
  membership: StudyMember,
  id: string,
): Promise<StoredSubscription> {
  const { email: _, next: __, ...read } = await requireOwn(deps, membership, id, 'ended too')
  if (read.state === 'ended') return read
  const ended = { ...read, state: 'ended' as const, reason: 'unsubscribed' as const }
  return write(deps, membership, read, ended, 'report-subscription.ended')
}

async function write(
  deps: SubscriptionDeps,
  membership: StudyMember,
  read: StoredSubscription,
  changed: Subscription,
  action: 'report-subscription.changed' | 'report-subscription.ended',
): Promise<StoredSubscription> {
  const result = await deps.audit.write(
    formatReportChain(read.study, read.id),
    buildEvent(membership, changed, action),
    [putSubscription(deps.jobsTable, changed, read)],
  )
  if (result.kind === 'refused') throw new ProblemError(reportProblems.changed)
  return { ...changed, revision: read.revision + 1 }
}

/** @throws ProblemError 404 for one that is not the member’s own, or is over */
export async function requireOwn(
  { jobs }: Pick<SubscriptionDeps, 'jobs'>,
  { member, study }: StudyMember,
  id: string,
  which: 'in force' | 'ended too' = 'in force',
): Promise<StoredSubscription> {
  const read = await jobs.findSubscription(study.id, id)
  if (!read || read.owner !== member.sub) throw buildNotFound()
  if (which === 'in force' && read.state === 'ended') throw buildNotFound()
  return read
}

function requireOrder({ clock }: SubscriptionDeps, membership: StudyMember, order: ReportOrder) {
  requireReport(membership, order.content)
  const { member, study } = membership
  const isOfClinics = order.content === 'weekly-site'
  if (isOfClinics !== order.sites.length > 0)
    throw refuse(
      '/sites',
      'sites',
      isOfClinics ? 'must name a clinic' : 'must be empty: it is of all clinics',
    )
  const unknown = order.sites.findIndex(
    (site) => !member.sites.includes(site) || !study.sites.some(({ id }) => id === site),
  )
  if (unknown >= 0) throw refuse(`/sites/${unknown}`, 'unknown-site', 'must be a clinic of the membership')
  const [next] = listPlannedReports(order.schedule, formatIso(clock.now()), 1)
  if (!next) throw refuse('/schedule/every/date', 'over', 'must be in the future')
  return next
}

function refuse(pointer: string, code: string, detail: string): ProblemError {
  return new ProblemError(platformProblems.invalidInput, [{ pointer, code, detail }])
}

function buildEvent(
  { member }: StudyMember,
  { id, content, sites, format, email, salt, version, state }: Subscription,
  action: AuditEvent['action'],
): AuditEvent {
  return {
    ...{ action, actor: { kind: member.role, sub: member.sub } },
    about: {
      ...{ subscription: id, version, state, content, format, sites: sites.join(' ') },
      ...(email !== undefined && { address: digestAddress(email, salt) }),
    },
  }
}
