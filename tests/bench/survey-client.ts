import type { Answers } from './answers.ts'
import { expectStatus, JSON_HEADERS, type Load, type Reply } from './load.ts'

/** Sends a whole battery at once, as a program does. @throws Error unless it was taken */
export async function submitWhole(load: Load, link: string, answers: Answers): Promise<void> {
  const body = JSON.stringify({ answers })
  const reply = await load.send(`${link}/submit`, { method: 'POST', headers: JSON_HEADERS, body })
  expectStatus(reply, 200, 'submission')
}

/**
 * A participant's page as a browser has it: it keeps the cookie that the server sets, and hands the state that the server
 * sealed into the page back with each request. A server that seals none is sent none.
 */
export interface SurveyPage {
  begin(): Promise<void>
  /** @param position from 1 */
  answer(position: number, code: string): Promise<void>
  submit(): Promise<void>
}

/** Opens a link. @throws Error unless the survey is shown */
export async function openSurveyPage(load: Load, link: string): Promise<SurveyPage> {
  const page = expectStatus(await load.send(link, { headers: { accept: 'text/html' } }), 200, 'opening')
  const cookie = readCookies(page)
  const html = page.body.toString()
  const shown = readRevision(html)
  // As the page's script counts: each answer that is taken raises the revision by one.
  let answered = 0
  let state = readPageState(html)
  const post = async (place: string | number, given: object): Promise<void> => {
    const reply = await load.send(`${link}/${place}`, {
      method: 'POST',
      headers: { ...JSON_HEADERS, ...(cookie !== '' && { cookie }) },
      body: JSON.stringify({ ...given, ...(state !== undefined && { state }) }),
    })
    state = readReplyState(expectStatus(reply, 200, `POST ${place}`).body.toString()) ?? state
  }
  return {
    begin: () => post('begin', {}),
    answer: async (position, code) => {
      await post(position, { answer: code, claimedAt: new Date().toISOString() })
      answered += 1
    },
    submit: () => post('submit', shown === undefined ? {} : { revision: shown + answered }),
  }
}

/** The revision of the survey as a page shows it, in the form of its review. */
export function readRevision(html: string): number | undefined {
  const field = /<input\b[^>]*?\sname="revision"[^>]*>/.exec(html)?.[0] ?? ''
  const value = /\svalue="(\d+)"/.exec(field)?.[1]
  return value === undefined ? undefined : Number(value)
}

/** What the server sealed: on the body of a page with all screens, or in the form of a plain one. */
export function readPageState(html: string): string | undefined {
  const onBody = /<body\b[^>]*?\sdata-sealed="([^"]+)"/.exec(html)?.[1]
  const field = /<input\b[^>]*?\sname="state"[^>]*>/.exec(html)?.[0] ?? ''
  return onBody ?? /\svalue="([^"]+)"/.exec(field)?.[1]
}

/** The state after an answer, from the reply's JSON. */
export function readReplyState(json: string): string | undefined {
  const reply: unknown = JSON.parse(json)
  return typeof reply === 'object' && reply !== null && 'state' in reply && typeof reply.state === 'string'
    ? reply.state
    : undefined
}

function readCookies({ headers }: Reply): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
