import type { Context } from 'hono'
import * as z from 'zod'
import { invalid, readJson } from '../platform/contract.ts'
import { ProblemError, platformProblems } from '../platform/problem.ts'
import type { BatteryAnswers } from './response.ts'
import type { Survey } from './survey.ts'

const answerBodySchema = z.union([
  z.strictObject({ answer: z.string().max(32) }),
  z.strictObject({ skip: z.literal(true) }),
])
const submitBodySchema = z.strictObject({
  answers: z.record(z.string().max(130), z.string().max(32).nullable()).optional(),
})

export function wantsJson(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('application/json') || isJson(c)
}

function isJson(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/json')
}

export async function readAnswerBody(c: Context): Promise<{ code: string | null }> {
  const body = answerBodySchema.safeParse(await readJson(c.req.raw))
  if (!body.success) throw invalid(body.error, '/')
  return { code: 'answer' in body.data ? body.data.answer : null }
}

/** Skip wins when both are sent: it is the button that was pressed. `undefined` when nothing was chosen. */
export async function readAnswerForm(c: Context): Promise<{ code: string | null } | undefined> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded') && !type.startsWith('multipart/form-data'))
    throw new ProblemError(platformProblems.unsupportedMediaType)
  const form = await c.req.parseBody()
  if (form.skip !== undefined) return { code: null }
  return typeof form.answer === 'string' && form.answer !== '' ? { code: form.answer } : undefined
}

export async function readSubmitBody(c: Context): Promise<BatteryAnswers | undefined> {
  const body = submitBodySchema.safeParse(await readJson(c.req.raw))
  if (!body.success) throw invalid(body.error, '/')
  return body.data.answers
}

export function checkAnswers(survey: Survey, given: BatteryAnswers | undefined): void {
  const errors = Object.entries(given ?? {}).flatMap(([key, code]) => {
    const item = survey.battery.items.find((candidate) => candidate.key === key)
    if (!item) return [{ pointer: '/answers', code: 'item-unknown', detail: 'the battery has no such item' }]
    if (code === null || item.options.some((option) => option.code === code)) return []
    const pointer = `/answers/${key.replace('/', '~1')}`
    return [{ pointer, code: 'answer-not-an-option', detail: 'not one of the item’s codes' }]
  })
  if (errors.length > 0) throw new ProblemError(platformProblems.invalidInput, errors)
}
