import * as z from 'zod'
import { instrumentDefinitionSchema } from '../../../surveys/instrument/definition.ts'
import {
  hashSchema,
  idSchema,
  instrumentRefSchema,
  localeSchema,
  versionSchema,
} from '../../../surveys/instrument/vocabulary.ts'
import { instrumentProblems } from '../problems/instrument-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { type Contract, noParams, noQuery } from '../schemas/contract.ts'
import { FORMATS } from './file-formats.ts'
import { itemMapSchema } from './item-map.ts'

export const listInstruments = {
  method: 'get',
  path: '/api/instruments',
  tag: 'Instruments',
  summary: 'Every published instrument version',
  public: true,
  params: noParams,
  query: z.strictObject({
    cursor: z.string().max(80).optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
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
    next: z.string().nullable(),
  }),
  problems: [platformProblems.invalidInput],
} as const satisfies Contract

export const exportInstrument = {
  method: 'get',
  path: '/api/instruments/{id}/{version}/fhir',
  tag: 'Instruments',
  summary: 'One instrument version as a FHIR R4 Questionnaire',
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
  summary: 'One instrument version: immutable, with its content hash as ETag',
  public: true,
  params: z.strictObject({ id: idSchema, version: versionSchema }),
  query: noQuery,
  status: 200,
  reply: instrumentDefinitionSchema,
  problems: [platformProblems.notFound],
} as const satisfies Contract

const MOST_FILE_BYTES = 2_000_000

export const importInstrumentFile = {
  method: 'post',
  path: '/api/instruments/import',
  tag: 'Instruments',
  summary: 'A file of another system as a definition to publish',
  description:
    'Reads a FHIR R4 Questionnaire, a REDCap data dictionary or CDISC ODM 1.3 forms. Nothing is stored: the reply is the definition, which is published with the next deployment of the checkout that it is put into. A file with any fault is refused with every fault and its place.',
  params: noParams,
  query: noQuery,
  body: z.strictObject({
    file: z.string().min(1).describe('The text of the file'),
    format: z.enum(FORMATS).optional().describe('Told from how the file begins, unless it is said'),
    locale: localeSchema.optional().describe('Of texts for which the file says no language'),
    form: z.string().max(200).optional().describe('Which form, when the file has several'),
    permission: z.string().min(1).max(2000).describe('Who allows the wording to be used'),
    id: idSchema.optional(),
    version: versionSchema.default('1.0.0'),
    recallDays: z.number().int().min(0).max(3650).default(0),
    as: instrumentRefSchema.optional().describe('The scoring-only definition that the file words'),
    map: itemMapSchema.optional().describe('Item of the definition → question of the file'),
  }),
  maximumBytes: MOST_FILE_BYTES,
  status: 200,
  reply: z.object({
    definition: instrumentDefinitionSchema,
    warnings: z.array(z.object({ place: z.string(), detail: z.string() })),
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
