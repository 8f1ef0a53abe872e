import { compact } from '../../inline.ts'
import { outboxScript } from './outbox.ts'
import { screensScript } from './screens.ts'

/**
 * Browser JavaScript (ES2018: Safari 13, Chrome 66). It only hurries along what the pages do without it;
 * a browser that lacks something it needs keeps the plain pages. Loading a page sends nothing, unless an
 * answer that a person gave earlier is still waiting on this phone.
 */
const startScript = `
document.addEventListener('click', function (event) {
  var link = event.target.closest && event.target.closest('a')
  if (event.target.name === 'skip') skipping = true
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  if (link.getAttribute('href') === '#answer') {
    event.preventDefault()
    document.getElementById('answer').focus()
  } else if (link.pathname === base || link.pathname.indexOf(base + '/') === 0) {
    event.preventDefault()
    // Back in the page and Back of the browser lead the same way, and neither piles up history.
    if (link.className === 'back' && history.state && history.state.from === link.pathname) history.back()
    else if (ended) location.href = link.href
    else go(link.pathname.slice(base.length) + link.search)
  }
})

var skipping = false
document.addEventListener('submit', function (event) {
  var form = event.target, n = Number(form.getAttribute('data-n'))
  event.preventDefault()
  if (form.hasAttribute('data-to')) {
    // That someone began is told once, and only helps the reminders: nothing waits for it.
    fetch(base + '/begin', { method: 'POST', headers: { accept: 'application/json' }, credentials: 'same-origin', keepalive: true }).catch(function () {})
    go(form.getAttribute('data-to'))
    return
  }
  if (!n) {
    submit(true)
    say(late ? 'unsent' : 'sending')
    hurry()
    return
  }
  var chosen = form.querySelector('input:checked'), field = written(form), skip = skipping
  skipping = false
  if (!skip && !(field ? readable(field) : chosen)) return complain()
  answers[n] = skip ? null : field ? field.value.trim() : chosen.value
  add(n, answers[n])
  go(!skip && chosen && chosen.hasAttribute('data-alert') ? '/help/' + n + location.search : onward(n))
})

// What the server would refuse is said before it is sent: it may be sent much later.
function readable(field) {
  var text = field.value.trim(), decimals = field.getAttribute('data-decimals')
  if (decimals === null) return field.type === 'time' ? /^\\d?\\d:\\d\\d$/.test(text) : Boolean(text)
  var match = /^\\d+(?:[.,](\\d*))?$/.exec(text), value = Number(text.replace(',', '.'))
  return Boolean(match) && (match[1] || '').replace(/0+$/, '').length <= decimals
    && value >= field.getAttribute('data-least') && value <= field.getAttribute('data-most')
}

addEventListener('popstate', render)
addEventListener('online', hurry)
document.addEventListener('visibilitychange', function () { if (!document.hidden) hurry() })

var summary = main.querySelector('.error')
if (summary) summary.focus()
else if (outbox().length) fill(here.slice(base.length + 1))
flush()
`

const guard = `
var base = document.body.getAttribute('data-base')
var state = document.body.getAttribute('data-state')
var main = document.getElementById('main')
var note = document.getElementById('status')
if (state === 'ended' && base) try { localStorage.removeItem('concord:' + base) } catch (e) {}
if (state !== 'open' || !window.fetch || !history.pushState || !('content' in document.createElement('template'))) return
`

export const participantScript = compact(
  `(function () {\n${guard}${outboxScript}${screensScript}${startScript}})()`,
)
