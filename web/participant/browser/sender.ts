import {
  addAnswer,
  buildRequest,
  type Entry,
  findProblemScreen,
  isAnswer,
  isFinalReply,
  removeEntry,
  type SubmissionEntry,
  setSubmission,
} from './outbox.ts'
import { readOutbox, writeOutbox } from './outbox-storage.ts'
import { base, buildPath, find, findTemplate, readWord, say } from './page.ts'

/**
 * Sends what is in the outbox, one entry at a time in the order given, and tries again until the server has each. Says
 * so at the foot of the page only when it takes long.
 */
const MIN_PAUSE = 1000
const MAX_PAUSE = 30_000
const MAX_WAIT = 15_000
const SAVED_IS_SHOWN = 4000

let sealed = readWord(document.body, 'sealed')
/** How many answers of this page were taken: each raises the survey's revision by one. */
let takenAnswers = 0
let isBusy = false
let isLate = false
/** An answer came after the survey had closed, and the clinic has it. */
let isArrivedLate = false
let isSubmitting = !readOutbox().every(isAnswer)
let pause = MIN_PAUSE
let timer: number | undefined
let end: (screen: string) => void

/** Begins with what waits from earlier. @param whenEnded shows the last screen, by its name */
export function startSending(whenEnded: (screen: string) => void): void {
  end = whenEnded
  void flush()
}

/** Sends the answers that wait on a page whose survey is closed. Those that were given outside its window are refused, and go. */
export function sendLate(): void {
  writeOutbox(setSubmission(readOutbox(), undefined))
  startSending(hurry)
}

/** A POST that outlives the page. */
export function post(place: string | number, body: object, signal: AbortSignal | null): Promise<Response> {
  return fetch(buildPath(place), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    // What the server made the page from: with it, it need not read.
    body: JSON.stringify({ ...body, state: sealed || undefined }),
    credentials: 'same-origin',
    keepalive: true,
    signal,
  })
}

export function sendAnswer(n: number, answer: string | null): void {
  writeOutbox(addAnswer(readOutbox(), { id: newId(), n, answer, at: new Date().toISOString() }))
  void flush()
}

/** Submits as soon as all answers are sent. */
export function submit(): void {
  putSubmission(true)
  say(isLate ? 'unsent' : 'sending')
  hurry()
}

/** The participant goes on answering: the answers are not to be submitted after all. */
export function unsubmit(): void {
  if (isSubmitting) putSubmission(false)
}

function putSubmission(isWanted: boolean): void {
  isSubmitting = isWanted
  const outbox = readOutbox()
  writeOutbox(setSubmission(outbox, isWanted ? buildSubmission(outbox.filter(isAnswer).length) : undefined))
}

/** @param waiting answers that go before it */
function buildSubmission(waiting: number): SubmissionEntry {
  const shown = Number(find(findTemplate('review').content, 'input').value)
  return { id: newId(), submit: true, revision: shown + takenAnswers + waiting }
}

/** Tries at once, after a wait that may have become pointless. */
export function hurry(): void {
  pause = MIN_PAUSE
  void flush()
}

/** Clears the line at the foot of the page, unless it says that something waits. */
export function clearStatus(): void {
  if (!isLate) say('')
}

/** Says no more. @param isDropped nobody would take what still waits */
export function stopSending(isDropped: boolean): void {
  if (isDropped) writeOutbox([])
  isLate = false
  say('')
}

async function flush(): Promise<void> {
  clearTimeout(timer)
  const entry = readOutbox()[0]
  if (isBusy || !entry) return
  isBusy = true
  const abort = new AbortController()
  const limit = setTimeout(() => abort.abort(), MAX_WAIT)
  try {
    const request = buildRequest(entry)
    const reply = await post(request.place, request.body, abort.signal)
    if (!isFinalReply(reply.status, reply.headers.get('content-type'))) throw reply
    const said: { readonly type?: unknown; readonly state?: string; readonly late?: true } =
      await reply.json()
    sealed = said.state || sealed
    isBusy = false
    writeOutbox(removeEntry(readOutbox(), entry.id))
    isArrivedLate = isArrivedLate || said.late === true
    // What became of it stands on the page that the server makes.
    if (isArrivedLate && !readOutbox().some(isAnswer)) {
      writeOutbox([])
      location.replace(base)
    } else if (reply.ok) taken(entry)
    else {
      isSubmitting = false
      end(findProblemScreen(String(said.type), reply.status))
    }
  } catch {
    isBusy = false
    isLate = true
    say(isSubmitting ? 'unsent' : 'late')
    timer = window.setTimeout(flush, pause)
    pause = Math.min(pause * 2, MAX_PAUSE)
  }
  clearTimeout(limit)
}

function taken(entry: Entry): void {
  pause = MIN_PAUSE
  if (!isAnswer(entry)) {
    isSubmitting = false
    end('thanks')
    return
  }
  takenAnswers += 1
  if (isLate && !readOutbox().some(isAnswer)) {
    isLate = false
    say(isSubmitting ? 'sending' : 'saved')
    if (!isSubmitting) setTimeout(() => isSubmitting || clearStatus(), SAVED_IS_SHOWN)
  }
  void flush()
}

function newId(): string {
  return `${Date.now()}.${Math.random()}`
}
