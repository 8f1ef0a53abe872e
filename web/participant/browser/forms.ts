import { go } from './navigation.ts'
import { base, buildPath, find, main, readWord } from './page.ts'
import { readAnswer } from './question.ts'
import { findNextPath, showError } from './screens.ts'
import { post, sendAnswer, submit } from './sender.ts'
import { answers, isFromReview } from './survey.ts'

/** What the buttons of the screens do: start, answer or skip, and send all. */

let isSkipping = false

/** Skips the question whose form is submitted next. Old browsers do not say which button submitted a form. */
export function skipQuestion(): void {
  isSkipping = true
}

/** Does what the screen's form is for. */
export function submitForm(event: Event): void {
  const form = find(main, 'form')
  event.preventDefault()
  const n = Number(readWord(form, 'n'))
  const start = readWord(form, 'to')
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
  go(hasAlert ? buildPath(`help/${n}`, isFromReview()) : findNextPath(n))
}
