import { skipQuestion, submitForm } from './forms.ts'
import { end, followLink, readScreenName, render } from './navigation.ts'
import { readOutbox, writeOutbox } from './outbox-storage.ts'
import { main, readWord } from './page.ts'
import { fillScreen } from './screens.ts'
import { hurry, sendLate, startSending } from './sender.ts'

/**
 * The script of a participant's page, for Safari 13, Chrome 66 and later. It only hurries along what the pages do
 * without it; an older browser refuses the script as a whole and keeps the plain pages. Loading a page sends nothing,
 * unless an answer that a person gave earlier is still waiting on this phone.
 */
function start(): void {
  document.addEventListener('click', (event) => {
    const target = event.target
    if (!(target instanceof Element)) return
    if (target.getAttribute('name') === 'skip') skipQuestion()
    followLink(event, target)
  })
  document.addEventListener('submit', submitForm)
  addEventListener('popstate', render)
  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', () => document.hidden || hurry())
  const summary = main.querySelector<HTMLElement>('.error')
  if (summary) summary.focus()
  else if (readOutbox()[0]) fillScreen(readScreenName())
  startSending(end)
}

const state = readWord(document.body, 'state')
if (state === 'ended') writeOutbox([])
// What was given in time and waited for the network is sent still; nothing is to be submitted any more.
if (state === 'closed' && 'AbortController' in window) sendLate()
// Without it, answers could wait for ever: the plain pages remain.
if (state === 'open' && 'AbortController' in window) start()
