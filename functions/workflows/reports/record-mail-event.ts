import * as z from 'zod/mini'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import { CONFLICT, retryOnConflict } from '../../platform/core/retry-on-conflict.ts'
import { type AuditStore, formatReportChain } from '../../records/audit/audit.store.ts'
import { type JobStore, putSubscription } from '../../records/job/job.store.ts'
import type { Subscription } from '../../records/job/subscription.ts'

/**
 * What Amazon SES tells of a mail that it took (event destination of the configuration set). Only what is needed is read, and
 * no address: the tags are what the mail was sent with.
 */
export const mailEventSchema = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId: z.string(),
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
  }),
  bounce: z.optional(z.object({ bounceType: z.string() })),
})
export type MailEvent = z.infer<typeof mailEventSchema>

/** So many mails that came back for good, and no more are sent: the address does not exist. */
const MAX_BOUNCES = 2

export type MailEventDeps = {
  readonly clock: Clock
  readonly jobs: Pick<JobStore, 'findStudy' | 'findSubscription' | 'findReport' | 'changeRun'>
  readonly jobsTable: string
  readonly audit: Pick<AuditStore, 'write'>
}

/**
 * Notes that a mail of a subscription came back for good, or was called spam. After two that came back, or the first that is
 * called spam, it makes no more reports until its owner has looked at the address. Events come twice: each mail counts once.
 */
export async function recordMailEvent(
  deps: MailEventDeps,
  event: MailEvent,
): Promise<'noted' | 'paused' | 'known' | 'passing' | 'not-ours'> {
  const what = findFault(event)
  if (what === undefined) return 'passing'
  const id = event.mail.tags?.subscription?.[0]
  const study = id === undefined ? undefined : await deps.jobs.findStudy(id)
  if (id === undefined || study === undefined) return 'not-ours'
  const { messageId: message } = event.mail
  await markRun(deps, study, id, event.mail.tags?.run?.[0])
  return retryOnConflict(async () => {
    const read = await deps.jobs.findSubscription(study, id)
    if (!read || read.state === 'ended') return 'not-ours' as const
    const before = read.mailFaults ?? []
    if (before.some((one) => one.message === message)) return 'known' as const
    const mailFaults = [...before, { what, message, at: formatIso(deps.clock.now()) }]
    const isOver = what === 'complaint' || mailFaults.length >= MAX_BOUNCES
    const changed: Subscription = {
      ...{ ...read, mailFaults },
      ...(isOver && read.state === 'active' && { state: 'paused', reason: what }),
    }
    const result = await deps.audit.write(
      formatReportChain(study, id),
      {
        ...{ action: 'report-subscription.changed', actor: { kind: 'system' } },
        about: { subscription: id, mail: what, message, state: changed.state },
      },
      [putSubscription(deps.jobsTable, changed, read)],
    )
    if (result.kind === 'refused') return CONFLICT
    return changed.state === 'paused' ? ('paused' as const) : ('noted' as const)
  })
}

function findFault({ eventType, bounce }: MailEvent): 'bounced' | 'complaint' | undefined {
  if (eventType === 'Complaint') return 'complaint'
  // A mailbox that is full, say, is tried again by SES.
  return eventType === 'Bounce' && bounce?.bounceType === 'Permanent' ? 'bounced' : undefined
}

/** The run says that its mail came back. Where it changes at this moment its subscription says so alone. */
async function markRun(
  { jobs }: MailEventDeps,
  study: string,
  subscription: string,
  key: string | undefined,
): Promise<void> {
  const run = key === undefined ? undefined : await jobs.findReport(study, { subscription, key })
  if (run && (run.notice === 'sent' || run.notice === 'unknown'))
    await jobs.changeRun(run, { ...run, notice: 'bounced' })
}
