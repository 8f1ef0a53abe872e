import * as z from 'zod/mini'
import { hashSchema, idSchema, versionSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { instrumentProblems } from '../problems/instrument-problems.ts'
import { libraryProblems } from '../problems/library-problems.ts'
import { memberProblems } from '../problems/member-problems.ts'
import { platformProblems } from '../problems/platform-problems.ts'
import { writeProblems } from '../problems/request-problems.ts'
import { type Contract, noParams, noQuery } from '../schemas/contract.ts'

/** Compressed, it fits an item of DynamoDB whatever it says. */
export const MAX_INSTRUMENT_BYTES = 300_000

export const publishInstrumentContract = {
  method: 'post',
  path: '/api/instruments',
  tag: 'Instruments',
  servedBy: 'office',
  summary: 'Publish a version of an instrument',
  description:
    'For those who lead or administer a study. The definition is one that `/api/instruments/import` has made of a file, or one of your own: its schema is the reply of `/api/instruments/{id}/{version}`. Every problem is named at its field, and a worked example that does not come out is one. The version must say how much it changes against the one before. What is published never changes, anyone can read it, and a study can ask it at once.',
  params: noParams,
  query: noQuery,
  body: z.strictObject({
    definition: z.record(z.string(), z.unknown()),
    /** A study that you lead or administer: its leads and administrators alone can retire the version, and publish further ones. */
    study: z.optional(idSchema),
  }),
  maximumBytes: MAX_INSTRUMENT_BYTES,
  status: 201,
  reply: z.object({ id: idSchema, version: versionSchema, hash: hashSchema }),
  problems: [
    ...writeProblems,
    platformProblems.personNeeded,
    platformProblems.busy,
    memberProblems.notAdministrator,
    instrumentProblems.ofOthers,
    instrumentProblems.wrongVersion,
    instrumentProblems.unchanged,
  ],
} as const satisfies Contract

export const retireInstrumentContract = {
  method: 'post',
  path: '/api/instruments/{id}/{version}/retirement',
  tag: 'Instruments',
  servedBy: 'office',
  summary: 'Retire a version of an instrument',
  description:
    'For those who lead or administer the study that published it. The version stays readable, and studies that ask it go on. No other study can ask it. The same reason again changes nothing.',
  params: z.strictObject({ id: idSchema, version: versionSchema }),
  query: noQuery,
  body: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)) }),
  status: 200,
  reply: z.object({ at: z.string(), reason: z.string() }),
  problems: [
    ...writeProblems,
    platformProblems.personNeeded,
    memberProblems.notAdministrator,
    instrumentProblems.builtIn,
    libraryProblems.alreadyRetired,
  ],
} as const satisfies Contract
