import type { Context } from 'hono'
import * as z from 'zod'
import { parseCode } from '../../surveys/instrument/item.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../web/api/problems/problem.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import { buildInvalidInput, readJson } from '../platform/http/contract.ts'
import type { BatteryAnswers } from '../records/response/response.ts'
import type { Survey } from '../workflows/responses/load-survey.ts'

/** Free text may be this long; codes are far shorter. */
const MAX_ANSWER_LENGTH = 500
const MAX_ITEM_KEY_LENGTH = 130

export type GivenAnswer = {
  readonly item?: string | undefined
  readonly code: string | null
  /** When the phone says that it was given. */
  readonly claimedAt?: string | undefined
}

/** `instrument/item`: the question that was read, where it may have changed its place. */
const item = z.string().max(MAX_ITEM_KEY_LENGTH).optional()
const claimedAt = z.iso.datetime().optional()
const answerBodySchema = z.union([
  z.strictObject({ item, answer: z.string().max(MAX_ANSWER_LENGTH), claimedAt }),
  z.strictObject({ item, skip: z.literal(true), claimedAt }),
])
const submitBodySchema = z.strictObject({
  answers: z
    .record(z.string().max(MAX_ITEM_KEY_LENGTH), z.string().max(MAX_ANSWER_LENGTH).nullable())
    .optional(),
})

export function isJsonWanted(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('application/json') || isJson(c)
}

function isJson(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/json')
}

export async function readAnswerBody(c: Context): Promise<GivenAnswer> {
  const body = answerBodySchema.safeParse(await readJson(c.req))
  if (!body.success) throw buildInvalidInput(body.error, '/')
  const { data } = body
  return { item: data.item, code: 'answer' in data ? data.answer : null, claimedAt: data.claimedAt }
}

/** Skip wins when both are sent: it is the button that was pressed. `undefined` when nothing was chosen. */
export async function readAnswerForm(c: Context): Promise<GivenAnswer | undefined> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded') && !type.startsWith('multipart/form-data'))
    throw new ProblemError(platformProblems.unsupportedMediaType)
  const form = await c.req.parseBody()
  const item = typeof form.item === 'string' ? form.item : undefined
  if (form.skip !== undefined) return { item, code: null }
  return typeof form.answer === 'string' && form.answer !== '' ? { item, code: form.answer } : undefined
}

export async function readSubmitBody(c: Context): Promise<BatteryAnswers | undefined> {
  const body = submitBodySchema.safeParse(await readJson(c.req))
  if (!body.success) throw buildInvalidInput(body.error, '/')
  return body.data.answers
}

/** The code of what was chosen or written; `undefined` where it is no answer to the item. */
export function parseAnswerCode(survey: Survey, key: string, written: string): string | undefined {
  const found = survey.battery.items.find((candidate) => candidate.key === key)
  return found && parseCode(found.instrument, found.item, written)
}

export function isAnswer(survey: Survey, key: string, code: string | null): boolean {
  return code === null || parseAnswerCode(survey, key, code) === code
}

/** @throws ProblemError naming every item that the battery does not have and every answer that is none. */
export function readAnswers(survey: Survey, given: BatteryAnswers): BatteryAnswers {
  const errors: FieldFault[] = []
  const read = Object.entries(given).map(([key, written]): [string, string | null] => {
    const code = written === null ? null : parseAnswerCode(survey, key, written)
    if (!survey.battery.items.some((candidate) => candidate.key === key))
      errors.push({
        pointer: '/answers',
        code: 'item-unknown',
        detail: 'the battery does not have this item',
      })
    else if (code === undefined)
      errors.push({
        pointer: `/answers/${key.replace('/', '~1')}`,
        code: 'answer-not-an-option',
        detail: 'must be one of the item’s codes',
      })
    return [key, code ?? null]
  })
  if (errors.length > 0) throw new ProblemError(platformProblems.invalidInput, errors)
  return Object.fromEntries(read)
}
