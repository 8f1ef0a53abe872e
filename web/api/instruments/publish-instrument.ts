import * as z from 'zod/mini'
import { hashSchema, idSchema, versionSchema } from '../../../surveys/instrument/vocabulary-schema.ts'
import { instrumentProblems } from '../problems/instrument-problems.ts'
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
  body: z.strictObject({ definition: z.record(z.string(), z.unknown()) }),
  maximumBytes: MAX_INSTRUMENT_BYTES,
  status: 201,
  reply: z.object({ id: idSchema, version: versionSchema, hash: hashSchema }),
  problems: [
    ...writeProblems,
    platformProblems.personNeeded,
    platformProblems.busy,
    memberProblems.notAdministrator,
    instrumentProblems.wrongVersion,
    instrumentProblems.unchanged,
  ],
} as const satisfies Contract
