import * as z from 'zod/mini'
import { instrumentDefinitionSchema } from '../../../surveys/instrument/definition.ts'
import {
  hashSchema,
  idSchema,
  instrumentRefSchema,
  localeSchema,
  versionSchema,
} from '../../../surveys/instrument/vocabulary-schema.ts'
import { instrumentProblems } from '../problems/instrument-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { type Contract, noParams, noQuery } from '../schemas/contract.ts'
import { buildTextSchema } from '../schemas/text.ts'
import { FORMATS } from './file-formats.ts'
import { itemMapSchema } from './item-map.ts'

export const listInstruments = {
  method: 'get',
  path: '/api/instruments',
  tag: 'Instruments',
  servedBy: 'staff',
  summary: 'List every published instrument version',
  public: true,
  params: noParams,
  query: z.strictObject({
    cursor: z.optional(z.string().check(z.maxLength(80))).check(z.describe('`next` of the previous page')),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  }),
  status: 200,
  reply: z.object({
    instruments: z.array(
      z.object({
        id: idSchema,
        version: versionSchema,
        title: z.record(z.string(), z.string()),
        evidence: z.enum(['established', 'unconfirmed', 'unvalidated']),
        hash: hashSchema,
      }),
    ),
    next: z.nullable(z.string()),
  }),
  problems: [platformProblems.invalidInput],
} as const satisfies Contract

export const exportInstrument = {
  method: 'get',
  path: '/api/instruments/{id}/{version}/fhir',
  tag: 'Instruments',
  servedBy: 'staff',
  summary: 'Read one instrument version as a FHIR R4 Questionnaire',
  public: true,
  params: z.strictObject({ id: idSchema, version: versionSchema }),
  query: noQuery,
  status: 200,
  reply: z.looseObject({ resourceType: z.literal('Questionnaire') }),
  problems: [platformProblems.notFound, instrumentProblems.notExpressible],
} as const satisfies Contract

export const getInstrument = {
  method: 'get',
  path: '/api/instruments/{id}/{version}',
  tag: 'Instruments',
  servedBy: 'staff',
  summary: 'Read one instrument version. It never changes, and its ETag is its content hash',
  public: true,
  params: z.strictObject({ id: idSchema, version: versionSchema }),
  query: noQuery,
  status: 200,
  reply: instrumentDefinitionSchema,
  problems: [platformProblems.notFound],
} as const satisfies Contract

const MAX_FILE_BYTES = 2_000_000

export const importInstrumentFile = {
  method: 'post',
  path: '/api/instruments/import',
  tag: 'Instruments',
  servedBy: 'staff',
  summary: 'Convert a file of another system into a definition to publish',
  description:
    'Reads a FHIR R4 Questionnaire, a REDCap data dictionary or CDISC ODM 1.3 forms. Nothing is saved. The reply is the definition. To publish it, send it to `POST /api/instruments`, or add it to the checkout and deploy. A file with errors is rejected, and every error is listed with its position.',
  params: noParams,
  query: noQuery,
  body: z.strictObject({
    file: z.string().check(z.minLength(1), z.describe('Content of the file')),
    format: z.optional(z.enum(FORMATS)).check(z.describe('Default: detected from the start of the file')),
    locale: z.optional(localeSchema).check(z.describe('Language of texts that have no language in the file')),
    form: z
      .optional(z.string().check(z.maxLength(200)))
      .check(z.describe('Form to import, if the file has several')),
    permission: buildTextSchema(2000).check(z.describe('Who permits the use of the wording')),
    id: z.optional(idSchema),
    version: z._default(versionSchema, '1.0.0'),
    recallDays: z._default(z.int().check(z.minimum(0), z.maximum(3650)), 0),
    as: z
      .optional(instrumentRefSchema)
      .check(z.describe('The scoring-only definition that gets its wording from the file')),
    map: z.optional(itemMapSchema).check(z.describe('Item of the definition → question of the file')),
  }),
  maximumBytes: MAX_FILE_BYTES,
  status: 200,
  reply: z.object({
    definition: instrumentDefinitionSchema,
    warnings: z.array(z.object({ place: z.string(), detail: z.string(), form: z.optional(z.string()) })),
  }),
  problems: [
    platformProblems.notSignedIn,
    platformProblems.malformedJson,
    platformProblems.unsupportedMediaType,
    platformProblems.tooLarge,
    platformProblems.invalidInput,
    instrumentProblems.fileFaulty,
    instrumentProblems.whichForm,
    instrumentProblems.wrongVersion,
    instrumentProblems.unchanged,
  ],
} as const satisfies Contract
