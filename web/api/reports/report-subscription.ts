import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { PAGE_LANGUAGES } from '../../../surveys/study/page-languages.ts'
import { hasPower, type MemberRole, type Power } from '../members/member-roles.ts'
import type { ValueOf } from '../schemas/contract.ts'
import { plannedReport, reportSchedule } from './report-schedule.ts'

export const REPORT_CONTENTS = ['weekly-site', 'monthly-study'] as const
export type ReportContent = (typeof REPORT_CONTENTS)[number]

/** What a role must be able to do to have a report: a clinic’s lists whom to call, a study’s has numbers of every clinic. */
export const REPORT_POWERS = {
  'weekly-site': 'report',
  'monthly-study': 'pool',
} as const satisfies Record<ReportContent, Power>

/** The reports that a role can have. */
export function listReportContents(role: MemberRole): readonly ReportContent[] {
  return REPORT_CONTENTS.filter((content) => hasPower(role, REPORT_POWERS[content]))
}

export const REPORT_FORMATS = ['html', 'pdf', 'xlsx', 'csv'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** What becomes of the mail of a week in which nobody is needed. The report is made all the same. */
export const WHEN_NOTHING = ['mail', 'silence'] as const

export const subscriptionIdSchema = z.string().check(z.regex(/^[0-9a-z]{16}$/, 'must be a subscription'))

/** What somebody asks to have reported, and when. */
export const reportOrder = z.strictObject({
  content: z
    .enum(REPORT_CONTENTS)
    .check(
      z.describe(
        'weekly-site: for coordinators, of their clinics. monthly-study: for leads and statisticians',
      ),
    ),
  sites: z
    ._default(z.array(idSchema).check(z.maxLength(50)), [])
    .check(z.describe('Clinics of the subscriber’s membership; none for a report of the whole study')),
  format: z._default(z.enum(REPORT_FORMATS), 'html'),
  language: z._default(z.enum(PAGE_LANGUAGES), 'en'),
  schedule: reportSchedule,
  whenNothing: z
    ._default(z.enum(WHEN_NOTHING), 'mail')
    .check(
      z.describe(
        'Of a weekly report that needs nobody: `mail` says so, `silence` sends none. The report is made all the same',
      ),
    ),
  email: z
    .email()
    .check(z.maxLength(254), z.describe('Where the mail goes that says that a report is there')),
})

export type ReportOrder = ValueOf<typeof reportOrder>

/** Why a subscription makes no reports any more, or not now. `bounced`: two mails came back; `complaint`: one was called spam. */
export const PAUSE_REASONS = ['by-owner', 'no-membership', 'bounced', 'complaint'] as const

export const subscriptionView = z.object({
  id: subscriptionIdSchema,
  version: z
    .int()
    .check(z.describe('Rises with each change; a run keeps the version that it was planned with')),
  ...{ content: reportOrder.shape.content, sites: reportOrder.shape.sites },
  ...{ format: z.enum(REPORT_FORMATS), language: z.enum(PAGE_LANGUAGES), schedule: reportSchedule },
  whenNothing: z.enum(WHEN_NOTHING),
  state: z.enum(['active', 'paused', 'ended']),
  reason: z.nullable(z.enum([...PAUSE_REASONS, 'unsubscribed', 'over', 'study-ended'])),
  owner: z.string().check(z.describe('The `sub` of the member who gets the report')),
  email: z.nullable(z.string()).check(z.describe('Shown to the owner alone')),
  next: z.array(plannedReport).check(z.describe('The next three dates; none unless active')),
})

export type SubscriptionView = ValueOf<typeof subscriptionView>
