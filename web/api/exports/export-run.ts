import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { RUN_REASONS, RUN_STATES } from '../jobs/run-states.ts'
import { exportProblems } from '../problems/export-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems, writeProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery, type ValueOf } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'
import { TIDY_FORMATS, TIDY_VARIANTS } from './tidy-export.ts'

export const exportIdSchema = z.string().check(z.regex(/^[0-9a-f]{16}$/, 'must be an export'))

/** What is ordered: as `GET …/exports/tidy` is asked. */
export const exportOrder = z.strictObject({
  site: z.optional(idSchema).check(z.describe('One of your sites. Omitted: all of them')),
  variant: z._default(z.enum(TIDY_VARIANTS), 'dates'),
  format: z._default(z.enum(TIDY_FORMATS), 'csv'),
})

export type ExportOrder = ValueOf<typeof exportOrder>

export const exportRunView = z.object({
  id: exportIdSchema,
  site: z.nullable(idSchema).check(z.describe('null: all sites of your membership')),
  ...{ variant: z.enum(TIDY_VARIANTS), format: z.enum(TIDY_FORMATS) },
  asOf: z.iso.datetime().check(z.describe('The instant of the order, of which the data are')),
  state: z.enum(RUN_STATES),
  reason: z.nullable(z.enum(RUN_REASONS)),
  progress: z.object({
    sites: z.int().check(z.describe('Sites that were reached')),
    of: z.nullable(z.int()).check(z.describe('Sites that it is of; null until it is begun')),
    participants: z.int(),
  }),
  file: z.nullable(z.object({ name: z.string(), sha256: z.string(), bytes: z.int() })),
  madeAt: z.nullable(z.iso.datetime()),
})

export type ExportRunView = ValueOf<typeof exportRunView>

const common = { tag: 'Exports', servedBy: 'reports' } as const
const runParams = z.strictObject({ study: idSchema, run: exportIdSchema })

export const orderExportRun = {
  ...{ ...common, method: 'post', path: '/api/studies/{study}/export-runs', query: noQuery },
  summary: 'Order an export of any size, to be made in the background',
  description:
    'The same files as `GET …/exports/tidy`, as of the instant of the order, made as your membership is then. Ask for the run until its state is `made`, then get its file. The same order while one waits or is being made is that one. A program needs the scope for reading alone.',
  params: studyParams,
  body: exportOrder,
  status: 201,
  reply: exportRunView,
  problems: [...writeProblems, exportProblems.tooMany],
} as const satisfies Contract

export const listExportRuns = {
  ...{ ...common, method: 'get', path: '/api/studies/{study}/export-runs', query: noQuery },
  summary: 'List the exports that you ordered, the newest first',
  params: studyParams,
  status: 200,
  reply: z.object({ runs: z.array(exportRunView) }),
  problems: readProblems,
} as const satisfies Contract

export const getExportRun = {
  ...{ ...common, method: 'get', path: '/api/studies/{study}/export-runs/{run}' },
  summary: 'Read how far an export of yours is, or get its file',
  description:
    'With `file=yes` the reply is 303 to an address that gives the file to anyone who has it, for two minutes. Your membership must still have every site that the file holds. Each opening leaves an entry in the audit trail. Files are kept for 30 days.',
  params: runParams,
  query: z.strictObject({
    file: z
      ._default(z.enum(['no', 'yes']), 'no')
      .check(z.describe('yes: where the file is. It is recorded who opens it')),
  }),
  status: 200,
  reply: exportRunView,
  redirects: true,
  problems: [
    ...readProblems,
    platformProblems.invalidInput,
    platformProblems.notRecorded,
    exportProblems.notReady,
  ],
} as const satisfies Contract

export const cancelExportRun = {
  ...{ ...common, method: 'delete', path: '/api/studies/{study}/export-runs/{run}', query: noQuery },
  summary: 'Cancel an export that is not made yet',
  params: runParams,
  status: 200,
  reply: exportRunView,
  problems: [...readProblems, exportProblems.over],
} as const satisfies Contract
