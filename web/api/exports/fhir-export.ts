import * as z from 'zod/mini'
import { idSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { exportProblems } from '../problems/export-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { readProblems } from '../problems/request-problems.ts'
import { type Contract, noQuery, type ValueOf } from '../schemas/contract.ts'
import { studyParams } from '../schemas/path-parameters.ts'

/** The types of resources that an export has, each a file. */
export const FHIR_TYPES = [
  ...(['Patient', 'ResearchSubject', 'QuestionnaireResponse', 'Observation'] as const),
  ...(['ResearchStudy', 'Questionnaire'] as const),
] as const
export type FhirType = (typeof FHIR_TYPES)[number]

/** What names NDJSON; the second is how a `+` that stands bare in an address is read. */
export const NDJSON_NAMES = [
  ...(['application/fhir+ndjson', 'application/fhir ndjson'] as const),
  ...(['application/ndjson', 'ndjson'] as const),
] as const

const typeList = z.string().check(
  z.refine((list) => list.split(',').every((type) => FHIR_TYPES.some((known) => known === type)), {
    error: `must be a list of ${FHIR_TYPES.join(', ')}, with commas`,
  }),
)

/** A parameter of the specification that is refused rather than passed over: its files would hold other than what was asked. */
const refuse = (detail: string) => z.optional(z.string().check(z.refine(() => false, { error: detail })))

const jobParams = z.strictObject({
  study: idSchema,
  job: z.string().check(z.regex(/^[0-9a-f]{16}$/, 'must be an export')),
})
const common = { tag: 'FHIR bulk export', servedBy: 'reports' } as const
const manifestFile = z.object({ type: z.enum(FHIR_TYPES), url: z.string(), count: z.int() })

/** What a finished export consists of, as the Bulk Data Access specification has it. */
export const bulkManifest = z.object({
  transactionTime: z.iso.datetime().check(z.describe('The instant of the request, of which the data are')),
  request: z.string().check(z.describe('The address that was asked')),
  requiresAccessToken: z.literal(true),
  output: z.array(manifestFile).check(z.describe('A file for each type that has resources')),
  deleted: z.array(manifestFile),
  error: z.array(manifestFile),
})
export type BulkManifest = ValueOf<typeof bulkManifest>

const REFUSALS = ' Refusals are an OperationOutcome, whose `details.coding` has the code of the problem.'

export const startFhirExport = {
  ...{ ...common, method: 'get', path: '/api/fhir/Group/{study}/$export' },
  summary: 'Begin a bulk export of everyone of your clinics in a study',
  description: `As HL7’s Bulk Data Access (async pattern): send \`Prefer: respond-async\`, and ask at the address in \`Content-Location\` until it answers 200. The group is the study. The export is made as your membership is while it is made; arms are left out for anyone who is blinded. The same request while one is being made is that one.${REFUSALS}`,
  params: studyParams,
  query: z.strictObject({
    _type: z.optional(typeList).check(z.describe('Types of resources, with commas. Omitted: all')),
    _outputFormat: z._default(z.enum(NDJSON_NAMES), 'application/fhir+ndjson'),
    _since: refuse('cannot be honored: every export is whole. Load it over the last, whose ids are the same'),
    _typeFilter: refuse('cannot be honored: filter what you have received'),
    _elements: refuse('cannot be honored: every resource is whole'),
    patient: refuse('cannot be honored: the group is of everyone'),
    includeAssociatedData: refuse('cannot be honored: ask for types'),
  }),
  status: 202,
  reply: z.null(),
  problems: [
    ...readProblems,
    platformProblems.invalidInput,
    exportProblems.respondAsync,
    exportProblems.tooMany,
  ],
} as const satisfies Contract

export const getFhirExport = {
  ...{ ...common, method: 'get', path: '/api/fhir/exports/{study}/{job}', query: noQuery },
  summary: 'Read how far a bulk export is, or what it consists of',
  description: `202 with \`X-Progress\` and \`Retry-After\` while it is made, then 200 with the manifest.${REFUSALS}`,
  params: jobParams,
  status: 200,
  reply: bulkManifest,
  problems: [...readProblems, exportProblems.bulkFailed],
} as const satisfies Contract

export const getFhirExportFile = {
  ...{ ...common, method: 'get', path: '/api/fhir/exports/{study}/{job}/{type}', query: noQuery },
  summary: 'Get one file of a bulk export',
  description: `303 to an address that gives the file to anyone who has it, for two minutes. Send no token there. Each opening is recorded. Files are kept for 30 days.${REFUSALS}`,
  params: z.extend(jobParams, { type: z.enum(FHIR_TYPES) }),
  status: 200,
  reply: z.null(),
  alsoReplies: ['application/fhir+ndjson'],
  isFile: true,
  redirects: true,
  problems: [...readProblems, platformProblems.notRecorded, exportProblems.notReady],
} as const satisfies Contract

export const deleteFhirExport = {
  ...{ ...common, method: 'delete', path: '/api/fhir/exports/{study}/{job}', query: noQuery },
  summary: 'Cancel a bulk export, or say that its files are not needed any more',
  description: `It is not found from then on; files that were made are deleted after their 30 days.${REFUSALS}`,
  params: jobParams,
  status: 202,
  reply: z.null(),
  problems: readProblems,
} as const satisfies Contract
