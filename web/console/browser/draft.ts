import { askWhose } from './choose.ts'
import {
  describeValues,
  type FieldValues,
  formatValues,
  listFields,
  readValues,
  refreshField,
  writeValues,
} from './field-values.ts'
import { keepText, takeText } from './kept-text.ts'

/**
 * Saves a part of a draft while it is typed: sends the form as its button would, with the revision that it was read in
 * (If-Match), and takes what is wrong out of the page that comes back. Where somebody else was faster, what only one of the
 * two has changed is merged, and for the rest somebody chooses. Nothing that was typed is ever overwritten. Without it, the
 * button saves.
 */
const PAUSE_MS = 900
const RETRY_MS = 5000
const form = document.querySelector<HTMLFormElement>('form[data-draft]')
const status = document.querySelector<HTMLElement>('[data-status]')
const words: Readonly<Record<string, string>> = JSON.parse(
  (document.querySelector<HTMLElement>('[data-words]') || document.body).dataset.words || '{}',
)

/** As the server last had each field. */
const saved = new Map<string, string>()
/** Fields about which somebody has to choose. */
const open = new Set<string>()
let timer = 0
let sending: Promise<void> | undefined
let isStuck = false

function say(name: string): void {
  if (status && status.textContent !== words[name]) status.textContent = words[name] || ''
}

function listChanged(form: HTMLFormElement): Map<string, HTMLElement> {
  const changed = new Map<string, HTMLElement>()
  listFields(form).forEach((field, key) => {
    if (formatValues(readValues(field)) !== saved.get(key)) changed.set(key, field)
  })
  return changed
}

function plan(form: HTMLFormElement, after: number): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(() => void save(form), after)
}

/** One at a time; what is typed meanwhile is sent next. */
async function save(form: HTMLFormElement): Promise<void> {
  window.clearTimeout(timer)
  if (sending) await sending
  if (isStuck || open.size > 0 || listChanged(form).size === 0) return
  sending = send(form)
  await sending
  sending = undefined
}

async function send(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams()
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') body.append(name, value)
  })
  const sent = new Map<string, string>()
  listFields(form).forEach((field, key) => {
    sent.set(key, formatValues(readValues(field)))
  })
  say('saving')
  try {
    const reply = await fetch(form.action, {
      ...{ method: 'POST', body, credentials: 'same-origin', redirect: 'manual' },
      headers: { 'if-match': `"${readRevision(form)}"` },
    })
    // Led to where one signs in.
    if (reply.type === 'opaqueredirect' || reply.status === 401 || reply.status === 403)
      return say('signedOut')
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
    const fresh = page.querySelector<HTMLFormElement>('form[data-draft]')
    if (!fresh) throw new Error(`answered ${reply.status}`)
    if (reply.status === 412) return merge(form, fresh, page)
    if (!reply.ok) return sayNotice(page)
    sent.forEach((value, key) => {
      saved.set(key, value)
    })
    takeRevision(form, fresh)
    refresh(form, fresh, page)
    if (listChanged(form).size > 0) plan(form, PAUSE_MS)
    say(listChanged(form).size > 0 ? 'typing' : 'saved')
  } catch {
    say('failed')
    plan(form, RETRY_MS)
  }
}

/** Such as of JSON that is none yet. */
function sayNotice(page: Document): void {
  const notice = page.querySelector('[data-notice]')
  if (status) status.textContent = notice?.textContent || words.failed || ''
}

function readRevision(form: HTMLFormElement): string {
  const input = form.querySelector<HTMLInputElement>('input[name=revision]')
  return input ? input.value : ''
}

function takeRevision(form: HTMLFormElement, fresh: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[name=revision]')
  if (input) input.value = readRevision(fresh)
}

/** Shows what another page says beside the fields: problems, lengths, what the draft comes to. */
function refresh(form: HTMLFormElement, fresh: HTMLFormElement, page: Document): void {
  const theirs = listFields(fresh)
  listFields(form).forEach((field, key) => {
    const other = theirs.get(key) || fresh.querySelector<HTMLElement>(`[id="${field.dataset.field}"]`)
    if (other) refreshField(field, other.closest<HTMLElement>('[data-field]') || other)
  })
  form.querySelectorAll<HTMLElement>('[data-place]').forEach((stale) => {
    const next = fresh.querySelector(`[data-place="${stale.dataset.place}"]`)
    if (next && stale.innerHTML !== next.innerHTML) stale.innerHTML = next.innerHTML
  })
  ;['#beside', '#count', '[data-changed]'].forEach((place) => {
    const [stale, next] = [document.querySelector(place), page.querySelector(place)]
    if (!stale || !next || stale.contains(document.activeElement)) return
    const unfolded = Array.from(stale.querySelectorAll('details'), (details) => details.open)
    stale.innerHTML = next.innerHTML
    stale.querySelectorAll('details').forEach((details, at) => {
      details.open = Boolean(unfolded[at])
    })
  })
}

/** Somebody else saved first: theirs is taken where I typed nothing, mine is kept where they did not, and else I choose. */
function merge(form: HTMLFormElement, fresh: HTMLFormElement, page: Document): void {
  const [mine, theirs] = [listFields(form), listFields(fresh)]
  const isMoved =
    Array.from(mine.keys()).join('\n') !== Array.from(theirs.keys()).join('\n') ||
    Array.from(mine.values(), ({ dataset }) => dataset.field).join('\n') !==
      Array.from(theirs.values(), ({ dataset }) => dataset.field).join('\n')
  if (isMoved) {
    offerReload(form)
    return
  }
  const said = page.querySelector('[data-theirs]')
  const choose = {
    ...{ theirs: said?.textContent || '', mine: words.mine || '', take: words.take || '' },
  }
  mine.forEach((field, key) => {
    const other = theirs.get(key)
    if (!other) return
    const [now, next] = [readValues(field), readValues(other)]
    const isTheirs = formatValues(next) !== saved.get(key)
    const isMine = formatValues(now) !== saved.get(key)
    saved.set(key, formatValues(next))
    if (!isTheirs || formatValues(now) === formatValues(next)) return
    if (!isMine) {
      writeValues(field, next)
      return
    }
    open.add(key)
    askWhose(field, next, choose, (whose) => {
      open.delete(key)
      if (whose === 'theirs') writeValues(field, next)
      if (open.size === 0) void save(form)
      if (open.size === 0 && listChanged(form).size === 0) say('saved')
    })
  })
  takeRevision(form, fresh)
  refresh(form, fresh, page)
  if (open.size > 0) say('decide')
  else if (listChanged(form).size > 0) plan(form, 0)
  else say('saved')
}

function offerReload(form: HTMLFormElement): void {
  isStuck = true
  say('moved')
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = words.reload || ''
  button.addEventListener('click', () => {
    const typed: Record<string, FieldValues> = {}
    listChanged(form).forEach((field, key) => {
      typed[key] = readValues(field)
    })
    if (!keepText(typed)) return
    window.removeEventListener('beforeunload', warn)
    location.reload()
  })
  status?.parentElement?.append(button)
}

/** Fills in again what was typed before a reload, and lists what has no field any more. */
function restore(form: HTMLFormElement): void {
  const fields = listFields(form)
  const typed = takeText()
  const lost = Object.keys(typed).filter((key) => !fields.has(key))
  Object.keys(typed).forEach((key) => {
    const [field, values] = [fields.get(key), typed[key]]
    if (field && values) writeValues(field, values)
  })
  if (lost.length > 0) {
    const note = document.createElement('div')
    note.className = 'note'
    note.textContent = words.lost || ''
    lost.forEach((key) => {
      const quote = document.createElement('blockquote')
      const values = typed[key]
      quote.textContent = values ? describeValues(values) : ''
      note.append(quote)
    })
    form.prepend(note)
  }
  if (listChanged(form).size > 0) plan(form, 0)
}

function warn(event: BeforeUnloadEvent): void {
  if (form && listChanged(form).size > 0) event.preventDefault()
}

if (form) {
  listFields(form).forEach((field, key) => {
    saved.set(key, formatValues(readValues(field)))
  })
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target) {
    const folded = target.closest('details')
    if (folded) folded.open = true
    target.focus()
  }
  restore(form)
  form.addEventListener('input', () => {
    if (open.size === 0 && !isStuck) say('typing')
    plan(form, PAUSE_MS)
  })
  form.addEventListener('change', () => plan(form, PAUSE_MS / 3))
  // An act on a list is a page of its own: it carries what is typed, in the revision that was saved last.
  form.addEventListener('submit', (event) => {
    const button = event.submitter
    const isAct = button instanceof HTMLButtonElement && button.name === 'act'
    const isUndecided = open.size > 0 || isStuck
    if (isAct && !sending && !isUndecided) {
      window.clearTimeout(timer)
      window.removeEventListener('beforeunload', warn)
      return
    }
    event.preventDefault()
    if (isUndecided) return
    if (isAct && sending) void sending.then(() => window.setTimeout(() => form.requestSubmit(button)))
    else if (listChanged(form).size > 0) void save(form)
    else say('saved')
  })
  window.addEventListener('beforeunload', warn)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save(form)
  })
}
