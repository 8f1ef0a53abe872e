import { type Condition, chooseOption } from './answers.ts'
import { patientFetch } from './patient-fetch.ts'
import type { Random } from './random.ts'
import { readQuestions } from './survey-page.ts'

interface Survey {
  /** Address of the link, at the instance that shall be answered. */
  readonly link: string
  readonly items: ReadonlyMap<string, string>
  readonly conditionFor: (isFollowUp: boolean) => Condition
  readonly random: Random
  /** Stops half-way and never comes back. */
  readonly isLeft: boolean
}

/**
 * Answers a survey as a browser without JavaScript would: opens the link, posts one form per question, submits.
 *
 * @returns whether it was submitted
 * @throws Error when the survey refuses an answer that it offered
 */
export async function answerSurvey({ link, items, conditionFor, random, isLeft }: Survey): Promise<boolean> {
  const opened = await patientFetch(link, { headers: { accept: 'text/html' } })
  const questions = readQuestions(await opened.text())
  if (!opened.ok || questions.length === 0) throw new Error(`a survey did not open: ${opened.status}`)
  const known = questions.map((question) => ({ ...question, item: items.get(question.text) ?? '' }))
  const condition = conditionFor(known.some(({ item }) => item === 'pgic/change'))
  for (const { position, item, codes } of isLeft ? known.slice(0, Math.ceil(known.length / 2)) : known) {
    const code = chooseOption(item, codes, condition, random)
    await postForm(`${link}/${position}`, code === undefined ? { skip: '1' } : { answer: code })
  }
  if (isLeft) return false
  await postForm(`${link}/submit`, {})
  return true
}

async function postForm(url: string, fields: Record<string, string>): Promise<void> {
  const body = new URLSearchParams(fields)
  const response = await patientFetch(url, { method: 'POST', body, redirect: 'manual' })
  await response.body?.cancel()
  if (response.status !== 303) throw new Error(`an answer was refused: ${response.status}`)
}
