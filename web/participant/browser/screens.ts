import {
  computeScreenPlace,
  findFirstOpenScreen,
  findNextScreen,
  findPreviousScreen,
  type ScreenState,
} from '../../../surveys/battery/navigation.ts'
import { base, buildPath, copyTemplate, find, findStatus, findTemplate, main, readWord } from './page.ts'
import { findField, findOptions, showAnswer } from './question.ts'
import { answers, isFromReview, readScreens } from './survey.ts'

/** Shows a screen from its template, with what was answered since the page was made. */
export function showScreen(name: string): void {
  main.textContent = ''
  main.appendChild(copyTemplate(name))
  document.title = readWord(findTemplate(name), 'title')
  fillScreen(name)
  scrollTo(0, 0)
  find(main, 'h1').focus()
}

/** Fills in the screen that is shown. What its template says is the server's state; what waits on this phone is newer. */
export function fillScreen(name: string): void {
  const n = parseInt(name.replace('help/', ''), 10)
  const screens = readScreens()
  if (name === '') fillIntroduction(screens)
  else if (name === 'review') fillReview(screens)
  else if (name === 'thanks') fillThanks(screens)
  else if (name === `help/${n}`) fillHelp(n)
  else if (n) fillQuestion(screens, n)
}

/** Where the answer to a question leads. */
export function findNextPath(n: number): string {
  const next = findNextScreen(readScreens(), n, isFromReview())
  return next ? buildPath(next.position, isFromReview()) : buildPath('review')
}

/** Back leads to the question before a position, or to the introduction. */
function fillBack(screens: readonly ScreenState[], position: number): void {
  const before = findPreviousScreen(screens, position)
  backLink().href = before ? buildPath(before.position) : base
}

function backLink(): HTMLAnchorElement {
  return find<HTMLAnchorElement>(main, '.back')
}

function fillIntroduction(screens: readonly ScreenState[]): void {
  const open = findFirstOpenScreen(screens)
  const start = find(main, '[data-start]')
  find(main, 'form').setAttribute('data-to', `/${open ? open.position : 'review'}`)
  if (open !== screens.find((screen) => screen.shown)) start.textContent = readWord(start, 'start')
}

function fillReview(screens: readonly ScreenState[]): void {
  const list = find(main, 'ol')
  for (const screen of screens) {
    const item = find(list, `[data-n="${screen.position}"]`)
    const line = find(item, '[data-given]')
    const answer = screen.answer
    item.hidden = !screen.shown
    const isGiven = typeof answer === 'string'
    line.className = isGiven ? 'given' : 'none'
    line.textContent = isGiven
      ? formatAnswer(screen.position, answer)
      : readWord(list, answer === null ? 'skipped' : 'unanswered')
  }
  fillBack(screens, screens.length + 1)
}

/** An answer in the words of its question. */
function formatAnswer(n: number, answer: string): string | null {
  const question = findTemplate(n).content
  const field = findField(question)
  if (field) return field.nextElementSibling ? `${answer} ${field.nextElementSibling.textContent}` : answer
  const row = question.querySelector('[data-say]')
  if (row) return readWord(row, 'say').replace('{n}', answer)
  const chosen = findOptions(question, answer)
  return chosen.map((option) => option.parentElement?.textContent).join('; ') || answer
}

function fillThanks(screens: readonly ScreenState[]): void {
  find(main, '[data-help]').hidden = !screens.some(
    (screen) => findOptions(findTemplate(screen.position).content, screen.answer, '[data-alert]')[0],
  )
}

function fillHelp(n: number): void {
  find<HTMLAnchorElement>(main, '.outline').href = findNextPath(n)
  backLink().href = buildPath(n, isFromReview())
}

function fillQuestion(screens: readonly ScreenState[], n: number): void {
  showAnswer(main, answers[n])
  find(main, '[data-hint]').hidden = answers[n] !== null
  if (isFromReview()) backLink().href = buildPath('review')
  else fillBack(screens, n)
  fillProgress(screens, n)
}

function fillProgress(screens: readonly ScreenState[], n: number): void {
  const place = computeScreenPlace(screens, n)
  const line = find(main, '#progress')
  const bar = find(main, 'progress')
  const text = readWord(findStatus(), 'progress')
    .replace('{n}', String(place.place))
    .replace('{m}', String(place.of))
  bar.value = place.place
  bar.max = place.of
  document.title = document.title.replace(line.textContent, text)
  line.textContent = text
}

/** Says that the question is not answered yet, as the server does. */
export function showError(): void {
  for (const old of main.querySelectorAll('.error, .error-line')) old.remove()
  const form = find(main, 'form')
  form.before(copyTemplate('error'))
  find(form, '[data-hint]').after(copyTemplate('error-line'))
  const own = readWord(form, 'error')
  if (own) find(main, '.error-line').textContent = find(main, '.error a').textContent = own
  find(form, 'fieldset').setAttribute('aria-describedby', 'error')
  document.title = `${readWord(findTemplate('error'), 'title')}: ${document.title.replace(/^[^:]*: /, '')}`
  scrollTo(0, 0)
  find(main, '.error').focus()
}
