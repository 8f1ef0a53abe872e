import { randomUUID } from 'node:crypto'
import { chooseOption, type PatientCondition } from './answers.ts'
import { fetchWithRetry } from './fetch-with-retry.ts'
import type { DemoRandom } from './random.ts'
import { readQuestions } from './survey-page.ts'

interface Survey {
  /** Address of the link, at the instance that shall be answered. */
  readonly link: string
  readonly items: ReadonlyMap<string, string>
  readonly condition: PatientCondition
  readonly random: DemoRandom
  /** Stops half-way and never comes back. */
  readonly isLeft: boolean
}

/**
 * Answers a survey: opens the link, then as a phone that has no network meanwhile hands all answers over with the
 * submission. One who leaves half-way posts a form per question until then, as a browser without JavaScript does.
 *
 * @returns whether it was submitted
 * @throws Error when the survey refuses an answer that it offered
 */
export async function answerSurvey({ link, items, condition, random, isLeft }: Survey): Promise<boolean> {
  const opened = await fetchWithRetry(link, { headers: { accept: 'text/html' } })
  const questions = readQuestions(await opened.text())
  if (!opened.ok || questions.length === 0) throw new Error(`a survey did not open: ${opened.status}`)
  const known = questions.map((question) => ({ ...question, item: items.get(question.text) ?? '' }))
  const answered = isLeft ? known.slice(0, Math.ceil(known.length / 2)) : known
  const answers = answered.map(({ position, item, codes }) => ({
    position,
    item,
    code: chooseOption(item, codes, condition, random),
  }))
  if (isLeft) {
    for (const { position, code } of answers)
      await postForm(`${link}/${position}`, code === undefined ? { skip: '1' } : { answer: code })
    return false
  }
  const body = { answers: Object.fromEntries(answers.map(({ item, code }) => [item, code ?? null])) }
  // Known again by its key where the reply was lost.
  const headers = {
    ...{ accept: 'application/json', 'content-type': 'application/json' },
    'idempotency-key': randomUUID(),
  }
  const submitted = await fetchWithRetry(`${link}/submit`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  await submitted.body?.cancel()
  if (!submitted.ok) throw new Error(`a submission was refused: ${submitted.status}`)
  return true
}

async function postForm(url: string, fields: Record<string, string>): Promise<void> {
  const body = new URLSearchParams(fields)
  const response = await fetchWithRetry(url, { method: 'POST', body, redirect: 'manual' })
  await response.body?.cancel()
  if (response.status !== 303) throw new Error(`an answer was refused: ${response.status}`)
}
