import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { reportProblems } from '../problems/report-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { REPORT_MEDIA_TYPES } from './report-media-types.ts'
import { runIdSchema, runView } from './report-run.ts'
import { reportOrder, subscriptionIdSchema, subscriptionView } from './report-subscription.ts'

const common = { tag: 'Reports', servedBy: 'reports', query: noQuery } as const
const subscriptionParams = z.strictObject({ study: idSchema, subscription: subscriptionIdSchema })
const runParams = z.strictObject({ study: idSchema, run: runIdSchema })
const personProblems = [...writeProblems, platformProblems.personNeeded, reportProblems.changed]

export const subscribeToReport = {
  ...{ ...common, method: 'post', path: '/api/studies/{study}/report-subscriptions' },
  summary: 'Schedule a report for oneself',
  description:
    'For coordinators (the weekly report of their clinics), leads and statisticians (the monthly report of the study), not for programs. The report is made as the subscriber’s membership is at that moment, and is opened by them alone. The mail says that it is there, and nothing else.',
  params: studyParams,
  body: reportOrder,
  status: 201,
  reply: subscriptionView,
  problems: personProblems,
} as const satisfies Contract

export const listReportSubscriptions = {
  ...{ ...common, method: 'get', path: '/api/studies/{study}/report-subscriptions' },
  summary: 'List report subscriptions',
  description: 'One’s own; for leads everybody’s, without mail addresses.',
  params: studyParams,
  status: 200,
  reply: z.object({ subscriptions: z.array(subscriptionView) }),
  problems: readProblems,
} as const satisfies Contract

export const getReportSubscription = {
  ...{ ...common, method: 'get', path: '/api/studies/{study}/report-subscriptions/{subscription}' },
  summary: 'Read a report subscription of one’s own',
  params: subscriptionParams,
  status: 200,
  reply: subscriptionView,
  problems: readProblems,
} as const satisfies Contract

export const changeReportSubscription = {
  ...{ ...common, method: 'put', path: '/api/studies/{study}/report-subscriptions/{subscription}' },
  summary: 'Change, pause or resume a report subscription',
  description:
    'Send either the whole order, or `paused` alone. Reports that are planned keep what they were planned with.',
  params: subscriptionParams,
  body: z.union([reportOrder, z.strictObject({ paused: z.boolean() })]),
  status: 200,
  reply: subscriptionView,
  problems: personProblems,
} as const satisfies Contract

export const endReportSubscription = {
  ...{ ...common, method: 'delete', path: '/api/studies/{study}/report-subscriptions/{subscription}' },
  summary: 'Unsubscribe',
  description: 'The mail address is deleted. Reports that were made stay.',
  params: subscriptionParams,
  status: 200,
  reply: subscriptionView,
  problems: [...readProblems, platformProblems.personNeeded, reportProblems.changed],
} as const satisfies Contract

export const makeTestReport = {
  ...{ ...common, method: 'post', path: '/api/studies/{study}/report-subscriptions/{subscription}/test' },
  summary: 'Make a report at once, for oneself',
  description: 'It is a real run, marked as a test: ask for it until its notice is `sent`.',
  params: subscriptionParams,
  status: 201,
  reply: runView,
  problems: [...readProblems, platformProblems.personNeeded],
} as const satisfies Contract

export const listReportRuns = {
  ...{ ...common, method: 'get', path: '/api/studies/{study}/report-runs' },
  summary: 'List reports that were planned or made, the newest first',
  params: studyParams,
  status: 200,
  reply: z.object({ runs: z.array(runView) }),
  problems: readProblems,
} as const satisfies Contract

export const getReportRun = {
  ...{ ...common, method: 'get', path: '/api/studies/{study}/report-runs/{run}' },
  summary: 'Read how far a report is, or get its file',
  params: runParams,
  query: z.strictObject({
    file: z
      ._default(z.enum(['no', 'yes']), 'no')
      .check(z.describe('yes: the file itself, for its subscriber. It is recorded who opens it')),
  }),
  status: 200,
  reply: runView,
  alsoReplies: ['text/html', 'text/csv', REPORT_MEDIA_TYPES.pdf, REPORT_MEDIA_TYPES.xlsx],
  problems: [...readProblems, platformProblems.invalidInput, reportProblems.notReady],
} as const satisfies Contract

export const rerunReportRun = {
  ...{ ...common, method: 'post', path: '/api/studies/{study}/report-runs/{run}/rerun' },
  summary: 'Make a report again that failed, was canceled, or lost its file',
  description:
    'The same run, as of the same instant: what was read of it before is used again and gives the same bytes. A report whose file is there, or that is being made, is left as it is.',
  params: runParams,
  status: 200,
  reply: runView,
  problems: [...readProblems, platformProblems.personNeeded, reportProblems.notReady, reportProblems.changed],
} as const satisfies Contract

export const markReportRunSeen = {
  ...{ ...common, method: 'post', path: '/api/studies/{study}/report-runs/{run}/seen' },
  summary: 'Note that one has seen that a report failed',
  description: 'For its subscriber and for leads. Until then the console shows it in front.',
  params: runParams,
  status: 200,
  reply: runView,
  problems: [...readProblems, platformProblems.personNeeded, reportProblems.changed],
} as const satisfies Contract

export const cancelReportRun = {
  ...{ ...common, method: 'delete', path: '/api/studies/{study}/report-runs/{run}' },
  summary: 'Cancel a report that is not made yet',
  params: runParams,
  status: 200,
  reply: runView,
  problems: [...readProblems, platformProblems.personNeeded, reportProblems.over],
} as const satisfies Contract
