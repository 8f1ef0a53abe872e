/**
 * The outbox: the answers that the server has not acknowledged, oldest first, and behind them that they are to be
 * submitted. Pure: outbox-storage.ts keeps it, sender.ts empties it.
 */

export type AnswerEntry = {
  readonly id: string
  /** The question's position. */
  readonly n: number
  /** What was chosen or written; `null` where the question was skipped. */
  readonly answer: string | null
  /** When it was given, by this phone's clock. */
  readonly at: string
}
export type SubmissionEntry = {
  readonly id: string
  readonly submit: true
  /** Of the survey once the answers before it are saved, if nobody else saves one: what the review shows. */
  readonly revision: number
}
export type Entry = AnswerEntry | SubmissionEntry
export type Outbox = readonly Entry[]

export function isAnswer(entry: Entry): entry is AnswerEntry {
  return 'n' in entry
}

/** The outbox with an answer at its end. */
export function addAnswer(outbox: Outbox, answer: AnswerEntry): Outbox {
  return outbox.concat(answer)
}

/** The answers of the outbox and, behind them, the submission if there is to be one. */
export function setSubmission(outbox: Outbox, submission: SubmissionEntry | undefined): Outbox {
  const answers = outbox.filter(isAnswer)
  return submission ? [...answers, submission] : answers
}

/** The outbox without one entry, wherever it stands: another tab may have sent what was before it. */
export function removeEntry(outbox: Outbox, id: string): Outbox {
  return outbox.filter((entry) => entry.id !== id)
}

/** What was stored, without anything that is no entry. @throws SyntaxError where it is no JSON */
export function parseOutbox(json: string): Outbox {
  const stored: unknown = JSON.parse(json)
  return Array.isArray(stored) ? stored.filter(isEntry) : []
}

function isEntry(value: unknown): value is Entry {
  return value instanceof Object && ('n' in value || 'submit' in value)
}

/** The place below the link's address that an entry goes to, and what is sent. */
export function buildRequest(entry: Entry): { readonly place: string | number; readonly body: object } {
  if (!isAnswer(entry)) return { place: 'submit', body: { revision: entry.revision } }
  const given = entry.answer === null ? { skip: true } : { answer: entry.answer }
  return { place: entry.n, body: { ...given, claimedAt: entry.at } }
}

/** Whether a reply is our server's word on what was sent: otherwise it is sent again. */
export function isFinalReply(status: number, contentType: string | null): boolean {
  // A hotel's sign-in page answers 200 too, but not in JSON.
  return /json/.test(contentType || '') && status < 500 && ![408, 425, 429].includes(status)
}

/** The screen to show after a refusal: the review anew where somebody answered elsewhere meanwhile. @param type of the problem that the server named */
export function findProblemScreen(type: string, status: number): string {
  if (/closed$/.test(type) || status === 410) return 'window-closed'
  if (/submitted$/.test(type)) return 'already-submitted'
  if (/empty$/.test(type)) return 'nothing-answered'
  if (/changed$|not-shown$/.test(type)) return 'review'
  return status === 404 ? 'unknown-link' : 'something-went-wrong'
}
