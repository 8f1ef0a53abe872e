import { readOutbox, writeOutbox } from './outbox-storage.ts'
import { base, find, findTemplate, hasTemplate, main, pathTo, word } from './page.ts'
import { readAnswer } from './question.ts'
import { fillScreen, findNextPath, showError, showScreen } from './screens.ts'
import { hurry, post, quiet, sendAnswer, startSending, stopSending, submit, unsubmit } from './sender.ts'
import { answers, isFromReview } from './survey.ts'

/**
 * The script of a participant's page, for Safari 13, Chrome 66 and later. It only hurries along what the pages do
 * without it; an older browser refuses the script as a whole and keeps the plain pages. Loading a page sends nothing,
 * unless an answer that a person gave earlier is still waiting on this phone.
 */
let here = location.pathname
let ended = ''
let isSkipping = false

/** The name of the screen's template: what follows the link's own address. */
function screenHere(): string {
  return ended || here.slice(base.length + 1)
}

function go(path: string): void {
  quiet()
  history.pushState({ from: here }, '', path)
  render()
}

function render(): void {
  // Whoever goes on, or back, has thought better of sending.
  unsubmit()
  here = location.pathname
  if (hasTemplate(screenHere())) showScreen(screenHere())
  else location.reload()
}

/** Shows the last screen of this page. */
function end(name: string): void {
  ended = name
  // After a fault of ours what still waits is kept for the next try; after an end nobody would take it.
  stopSending(!findTemplate(name).content.querySelector('.button'))
  if (name === 'thanks') history.replaceState(null, '', pathTo('thanks'))
  showScreen(name)
}

function click(event: MouseEvent): void {
  const target = event.target
  if (!(target instanceof Element)) return
  if (target.getAttribute('name') === 'skip') isSkipping = true
  const link = target.closest('a')
  if (!link || event.defaultPrevented || event.button) return
  if (event.metaKey || event.ctrlKey || event.shiftKey) return
  if (link.getAttribute('href') === '#answer') {
    event.preventDefault()
    find(main, '#answer').focus()
  } else if (`${link.pathname}/`.startsWith(pathTo(''))) {
    event.preventDefault()
    const state: { readonly from?: unknown } | null = history.state
    // Back in the page and Back of the browser lead the same way, and neither piles up history.
    if (link.className === 'back' && state && state.from === link.pathname) history.back()
    else if (ended) location.href = link.href
    else go(link.pathname + link.search)
  }
}

function submitForm(event: Event): void {
  const form = find(main, 'form')
  event.preventDefault()
  const n = Number(word(form, 'n'))
  const start = word(form, 'to')
  if (n) answerQuestion(n, form)
  else if (start) begin(base + start)
  else submit()
}

function begin(path: string): void {
  // That someone began is told once, and only helps the reminders: nothing waits for it.
  post('begin', {}, null).catch(() => undefined)
  go(path)
}

function answerQuestion(n: number, form: HTMLFormElement): void {
  const answer = isSkipping ? null : readAnswer(form)
  isSkipping = false
  if (answer === undefined) {
    showError()
    return
  }
  answers[n] = answer
  sendAnswer(n, answer)
  const hasAlert = answer !== null && form.querySelector('[data-alert]:checked')
  go(hasAlert ? pathTo(`help/${n}`, isFromReview()) : findNextPath(n))
}

function start(): void {
  document.addEventListener('click', click)
  document.addEventListener('submit', submitForm)
  addEventListener('popstate', render)
  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', () => document.hidden || hurry())
  const summary = main.querySelector<HTMLElement>('.error')
  if (summary) summary.focus()
  else if (readOutbox()[0]) fillScreen(screenHere())
  startSending(end)
}

const state = word(document.body, 'state')
if (state === 'ended') writeOutbox([])
// Without it, answers could wait for ever: the plain pages remain.
if (state === 'open' && 'AbortController' in window) start()
