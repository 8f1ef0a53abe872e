/**
 * Browser JavaScript (ES2018): the answers that the server has not acknowledged, oldest first, and behind them that
 * they are to be submitted. They lie in localStorage, so that closing the page loses none, and go out one at a time in
 * the order given. The stored list is read afresh before each sending: another tab of the same link may have sent its
 * head already.
 */
export const outboxScript = `
var key = 'concord:' + base
var memory = []
function outbox() {
  try { return JSON.parse(localStorage.getItem(key)) || memory } catch (e) { return memory }
}
function keep(list) {
  memory = list
  try {
    if (list.length) localStorage.setItem(key, JSON.stringify(list))
    else localStorage.removeItem(key)
  } catch (e) {}
}

function submits(entry) { return entry.submit }
function answered(entry) { return !entry.submit }

var busy = false, late = false, submitting = outbox().some(submits), pause = 1000, timer

function add(n, answer) {
  keep(outbox().concat({ id: Date.now() + '.' + Math.random(), n: n, answer: answer, at: new Date().toISOString() }))
  flush()
}

function submit(wanted) {
  submitting = wanted
  var answers = outbox().filter(answered)
  keep(wanted ? answers.concat({ id: Date.now() + '.' + Math.random(), submit: true }) : answers)
}

function flush() {
  clearTimeout(timer)
  if (busy) return
  var entry = outbox()[0]
  if (!entry) return
  busy = true
  var path = entry.submit ? '/submit' : '/' + entry.n
  var body = entry.submit ? {} : entry.answer === null ? { skip: true } : { answer: entry.answer }
  if (entry.at) body.claimedAt = entry.at
  var abort = window.AbortController ? new AbortController() : {}
  var limit = setTimeout(function () { if (abort.abort) abort.abort() }, 15000)
  fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    keepalive: true,
    signal: abort.signal
  }).then(function (reply) {
    // A hotel's sign-in page answers 200 too, but not in JSON: only our server's word counts.
    var ours = /json/.test(reply.headers.get('content-type') || '')
    if (reply.ok && ours) return sent(entry)
    if (!ours || reply.status >= 500 || [408, 425, 429].indexOf(reply.status) >= 0) throw reply
    return reply.json().then(function (problem) { refused(problem, reply.status) })
  }).catch(function () {
    busy = false
    late = true
    say(submitting ? 'unsent' : 'late')
    timer = setTimeout(flush, pause)
    pause = Math.min(pause * 2, 30000)
  }).then(function () { clearTimeout(limit) })
}

function sent(entry) {
  busy = false
  pause = 1000
  keep(outbox().filter(function (other) { return other.id !== entry.id }))
  if (entry.submit) { submitting = false; return end('thanks') }
  if (!outbox().some(answered) && late) { late = false; say(submitting ? 'sending' : 'saved') }
  flush()
}

function refused(problem, status) {
  var type = String(problem.type)
  busy = submitting = false
  keep(outbox().slice(1))
  end(/closed$/.test(type) || status === 410 ? 'window-closed'
    : /submitted$/.test(type) ? 'already-submitted'
    : /empty$/.test(type) ? 'nothing-answered'
    : status === 404 ? 'unknown-link' : 'something-went-wrong')
}

function hurry() { pause = 1000; flush() }

function say(what) {
  if (note) note.textContent = what ? note.getAttribute('data-' + what) : ''
  if (what === 'saved') setTimeout(function () { if (!late && !submitting) say('') }, 4000)
}
`
