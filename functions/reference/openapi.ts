import * as z from 'zod'
import { endParticipation, resumeParticipation } from '../disposition/disposition.contract.ts'
import {
  exportInstrument,
  getInstrument,
  importInstrumentFile,
  listInstruments,
} from '../instrument/instrument.contract.ts'
import { recordMissedReasonContract } from '../missed-reason/missed-reason.contract.ts'
import { getChange } from '../outcome/change/change.contract.ts'
import { exportCohort } from '../outcome/export/export-cohort.contract.ts'
import { getLab } from '../outcome/lab/lab.contract.ts'
import { getOutcomes, getScores } from '../outcome/outcome.contract.ts'
import { getModel } from '../outcome/repeated-measures/model.contract.ts'
import { getThresholds } from '../outcome/threshold/thresholds.contract.ts'
import { getParticipantResponse } from '../outcome/trajectory/participant-response.contract.ts'
import {
  changeParticipant,
  enrolParticipant,
  getParticipant,
  listAssignments,
  listParticipants,
} from '../participant/participant.contract.ts'
import type { Contract } from '../platform/contract.ts'
import { exportResponses, exportResponseToFhir } from '../response/export.contract.ts'
import { getStudy } from '../study/study.contract.ts'
import {
  listTreatments,
  moveTreatmentContract,
  recordTreatmentContract,
  takeBackTreatmentContract,
} from '../treatment/treatment.contract.ts'
import {
  acknowledgeAlert,
  closeAlert,
  getOnCall,
  listAlerts,
  replaceOnCall,
} from '../worklist/safety-alerts.contract.ts'
import {
  changeContactContract,
  getContact,
  getWorklist,
  listContactLog,
  listTexts,
  openInterviewContract,
  readMessageContract,
  recordContactContract,
} from '../worklist/worklist.contract.ts'

export const contracts: readonly Contract[] = [
  listInstruments,
  getInstrument,
  exportInstrument,
  importInstrumentFile,
  getStudy,
  enrolParticipant,
  listParticipants,
  getParticipant,
  listAssignments,
  recordMissedReasonContract,
  changeParticipant,
  recordTreatmentContract,
  moveTreatmentContract,
  takeBackTreatmentContract,
  listTreatments,
  getWorklist,
  recordContactContract,
  listContactLog,
  readMessageContract,
  openInterviewContract,
  listAlerts,
  acknowledgeAlert,
  closeAlert,
  getOnCall,
  replaceOnCall,
  getContact,
  changeContactContract,
  listTexts,
  endParticipation,
  resumeParticipation,
  getScores,
  getParticipantResponse,
  getOutcomes,
  getChange,
  getLab,
  getModel,
  getThresholds,
  exportCohort,
  exportResponses,
  exportResponseToFhir,
]

/** The OpenAPI 3.1 document, written from the very schemas by which the routes validate. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const contract of contracts)
    paths[contract.path] = { ...paths[contract.path], [contract.method]: operation(contract) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Concord',
      version: '1',
      description:
        'Patient-reported outcomes for multi-clinic consensus studies. Errors are RFC 9457 problem documents.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
    },
  }
}

function operation(contract: Contract) {
  return {
    tags: [contract.tag],
    summary: contract.summary,
    ...(contract.description && { description: contract.description }),
    security: contract.public ? [] : [{ bearer: [] }],
    parameters: [...parameters(contract.params, 'path'), ...parameters(contract.query, 'query')],
    ...(contract.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(contract.body, 'input') } },
      },
    }),
    responses: {
      [contract.status]: {
        description: 'Success',
        content: {
          'application/json': { schema: jsonSchema(contract.reply, 'output') },
          ...Object.fromEntries(
            (contract.alsoReplies ?? []).map((type) => [type, { schema: { type: 'string' } }]),
          ),
        },
      },
      ...problemResponses(contract),
    },
  }
}

function parameters(schema: z.ZodObject, place: 'path' | 'query') {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...of }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description && { description }),
    schema: of,
  }))
}

/** Problems of one status stand together, each with its code. */
function problemResponses(contract: Contract) {
  const byStatus = Map.groupBy(contract.problems, ({ status }) => status)
  return Object.fromEntries(
    [...byStatus].map(([status, problems]) => [
      status,
      {
        description: problems.map(({ code, title }) => `\`${code}\`: ${title}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
}

const problemSchema = jsonSchema(
  z.object({
    type: z.string().describe('Address of a page about the problem'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .describe('The invalid fields, without their values'),
  }),
  'output',
)
