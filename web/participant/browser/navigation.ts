import { base, buildPath, find, findTemplate, hasTemplate, main } from './page.ts'
import { showScreen } from './screens.ts'
import { clearStatus, stopSending, unsubmit } from './sender.ts'

/** From screen to screen of this page, each with its own address, as the plain pages have it. */

let here = location.pathname
let ended = ''

/** The name of the screen's template: what follows the link's own address. */
export function readScreenName(): string {
  return ended || here.slice(base.length + 1)
}

/** Goes on to a screen. */
export function go(path: string): void {
  clearStatus()
  history.pushState({ from: here }, '', path)
  render()
}

/** Shows the screen of the address. */
export function render(): void {
  // Whoever goes on, or back, has thought better of sending.
  unsubmit()
  here = location.pathname
  if (hasTemplate(readScreenName())) showScreen(readScreenName())
  else location.reload()
}

/** Shows the last screen of this page, or the review as the server has it. */
export function end(name: string): void {
  if (name === 'review') {
    location.href = buildPath('review?changed')
    return
  }
  ended = name
  // After a fault of ours what still waits is kept for the next try; after an end nobody would take it.
  stopSending(!findTemplate(name).content.querySelector('.button'))
  if (name === 'thanks') history.replaceState(null, '', buildPath('thanks'))
  showScreen(name)
}

/** Follows a link of this survey without asking the server; any other is the browser's. */
export function followLink(event: MouseEvent, target: Element): void {
  const link = target.closest('a')
  if (!link || event.defaultPrevented || event.button) return
  if (event.metaKey || event.ctrlKey || event.shiftKey) return
  if (link.getAttribute('href') === '#answer') {
    event.preventDefault()
    find(main, '#answer').focus()
  } else if (`${link.pathname}/`.startsWith(buildPath(''))) {
    event.preventDefault()
    const state: { readonly from?: unknown } | null = history.state
    // Back in the page and Back of the browser lead the same way, and neither piles up history.
    if (link.className === 'back' && state && state.from === link.pathname) history.back()
    else if (ended) location.href = link.href
    else go(link.pathname + link.search)
  }
}
