import type { Context } from 'hono'
import * as z from 'zod/mini'
import { isWrittenIn, parseCode } from '../../surveys/instrument/item.ts'
import { CODE_SEPARATOR } from '../../surveys/instrument/several-answer.ts'
import { platformProblems } from '../../web/api/problems/platform-problems.ts'
import type { FieldFault } from '../../web/api/problems/problem.ts'
import { responseProblems } from '../../web/api/problems/response-problems.ts'
import { formatJsonPointer } from '../platform/core/json.ts'
import { ProblemError } from '../platform/core/problem-error.ts'
import { buildInvalidInput, readJson } from '../platform/http/contract.ts'
import { readFormFields, readFormLists } from '../platform/http/form.ts'
import type { BatteryAnswers } from '../records/response/response.ts'
import { listHiddenItems } from '../workflows/responses/hidden-items.ts'
import { listAnswers, type Survey } from '../workflows/responses/load-survey.ts'

/** Free text may be this long; codes are far shorter. */
const MAX_ANSWER_LENGTH = 500
const MAX_ITEM_KEY_LENGTH = 130

export type GivenAnswer = {
  readonly item?: string | undefined
  /** `null` where the question was skipped; `undefined` where nothing was chosen. */
  readonly code: string | null | undefined
  /** Of the page that it was given on, sealed: see page-state.ts. */
  readonly state?: string | undefined
  /** When the phone says that it was given. */
  readonly claimedAt?: string | undefined
}

/** `instrument/item`: the question that was read, where it may have changed its place. */
const itemKey = z.string().check(z.maxLength(MAX_ITEM_KEY_LENGTH))
const answer = z.string().check(z.maxLength(MAX_ANSWER_LENGTH))
const item = z.optional(itemKey)
const claimedAt = z.optional(z.iso.datetime())
// As long as a body may be: what was not sealed for the page is not looked at.
const state = z.optional(z.string())
const answerBodySchema = z.union([
  z.strictObject({ item, answer, claimedAt, state }),
  z.strictObject({ item, skip: z.literal(true), claimedAt, state }),
])
const beginBodySchema = z.strictObject({ state })
const submitBodySchema = z.strictObject({
  state,
  revision: z.optional(z.int()),
  answers: z.optional(z.record(itemKey, z.nullable(answer))),
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
  const { item, claimedAt, state } = data
  return { item, code: 'answer' in data ? data.answer : null, claimedAt, state }
}

/** Skip wins when both are sent: it is the button that was pressed. */
export async function readAnswerForm(c: Context): Promise<GivenAnswer> {
  const { item, state, skip, answer = [] } = await readFormLists(c)
  // A form sends each answer that was chosen; a plain page cannot join them.
  const code = skip === undefined ? answer.join(CODE_SEPARATOR) || undefined : null
  return { item: item?.at(-1), state: state?.at(-1), code }
}

/** The state of the page on which Start was pressed, if it came with it. */
export async function readBeginning(c: Context): Promise<string | undefined> {
  if (isJson(c)) {
    const body = beginBodySchema.safeParse(await readJson(c.req))
    if (!body.success) throw buildInvalidInput(body.error, '/')
    return body.data.state
  }
  return (await readFormFields(c)).state
}

/** What is submitted: what the review of this revision of the survey showed, or answers that come with it. */
export type GivenSubmission = {
  readonly reviewed?: number | undefined
  readonly answers?: BatteryAnswers | undefined
}

/** @throws ProblemError 412 where it names no review and brings no answers */
export async function readSubmitBody(c: Context): Promise<GivenSubmission> {
  const body = submitBodySchema.safeParse(await readJson(c.req))
  if (!body.success) throw buildInvalidInput(body.error, '/')
  const { revision: reviewed, answers } = body.data
  if (reviewed === undefined && answers === undefined) throw new ProblemError(responseProblems.changedSince)
  return { reviewed, answers }
}

/** Long enough that nobody guesses it; a shorter one is none. */
export function readSubmissionKey(c: Context): string | undefined {
  return c.req.header('idempotency-key')?.match(/^[\w-]{16,64}$/)?.[0]
}

/** A form comes from a review and says from which. @throws ProblemError 412 */
export async function readSubmitForm(c: Context): Promise<GivenSubmission> {
  const { revision = '' } = await readFormFields(c)
  if (!/^\d{1,9}$/.test(revision)) throw new ProblemError(responseProblems.changedSince)
  return { reviewed: Number(revision) }
}

/** The code of what was chosen or written; `undefined` where it is no answer to the item. */
export function parseAnswerCode(survey: Survey, key: string, written: string): string | undefined {
  const found = survey.battery.items.find((candidate) => candidate.key === key)
  return found && parseCode(found.instrument, found.item, written)
}

/** Whether the participant can give an answer that is none: something written, or several that do not stand together. */
export function isWritten({ battery }: Survey, key: string): boolean {
  const item = battery.items.find((candidate) => candidate.key === key)?.item
  return item !== undefined && (isWrittenIn(item) || item.type === 'several')
}

export function isAnswer(survey: Survey, key: string, code: string | null): boolean {
  return code === null || parseAnswerCode(survey, key, code) === code
}

/**
 * The answers that come with a submission.
 *
 * @param reviewed the revision of the review that they are laid over; without one they bring every saved answer
 * @throws ProblemError 422 naming every item that the battery does not have or that is hidden, and every answer that is none;
 * 412 where no review is named and something is saved that they do not bring
 */
export function readAnswers(
  survey: Survey,
  given: BatteryAnswers,
  reviewed: number | undefined,
): BatteryAnswers {
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
        pointer: formatJsonPointer(['answers', key]),
        code: 'answer-not-an-option',
        detail: 'must be one of the item’s codes',
      })
    return [key, code ?? null]
  })
  const together = { ...listAnswers(survey), ...Object.fromEntries(read) }
  for (const key of listHiddenItems(survey.battery, together, Object.keys(given)))
    errors.push({
      pointer: formatJsonPointer(['answers', key]),
      code: 'item-not-shown',
      detail: 'other answers hide this item: leave it out',
    })
  if (errors.length > 0) throw new ProblemError(platformProblems.invalidInput, errors)
  if (reviewed === undefined && !bringsAll(survey, together, given))
    throw new ProblemError(responseProblems.changedSince)
  return Object.fromEntries(read)
}

/** Whether nothing else would be submitted with what is given: nobody submits a saved answer that they were not shown. */
function bringsAll(survey: Survey, together: BatteryAnswers, given: BatteryAnswers): boolean {
  const others = Object.entries(listAnswers(survey)).flatMap(([key, code]) =>
    code === null || key in given ? [] : [key],
  )
  // What the given answers hide counts for nothing.
  return listHiddenItems(survey.battery, together, others).length === others.length
}
