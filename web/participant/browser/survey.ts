import type { ScreenState } from '../../../surveys/battery/navigation.ts'
import { isAnswer } from './outbox.ts'
import { readOutbox } from './outbox-storage.ts'
import { find, findTemplate, hasTemplate, readWord } from './page.ts'
import { findField, readAnswer, readForm } from './question.ts'
import { type AskedScreen, computeScreens } from './screen-states.ts'

/** The survey on this page: what the server knew when it made the page, and what was answered here since. */
const asked: AskedScreen[] = []

/** By position: what was chosen or written; `null` where it was skipped; `undefined` where it was not reached. */
export const answers: (string | null | undefined)[] = []

for (let n = 1; hasTemplate(n); n += 1) {
  const form = find(findTemplate(n).content, 'form')
  const field = findField(form)
  const when = readWord(form, 'when')
  asked.push({
    position: n,
    // The server wrote it, in this very page.
    shownWhen: when ? JSON.parse(when) : undefined,
    form: field ? readForm(field) : undefined,
  })
  answers[n] = readAnswer(form) || (form.hasAttribute('data-skipped') ? null : undefined)
}
for (const entry of readOutbox().filter(isAnswer)) answers[entry.n] = entry.answer

/** How every question stands now. */
export function readScreens(): readonly ScreenState[] {
  return computeScreens(asked, answers)
}

/** Whether an answer is being changed from the review. */
export function isFromReview(): boolean {
  return /from=review/.test(location.search)
}
