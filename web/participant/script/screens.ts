/**
 * Browser JavaScript (ES2018): shows a screen from its template and fills in what was answered since the
 * page was made. What the templates say is the server's state; what the outbox holds is newer.
 */
export const screensScript = `
var answers = {}, here = location.pathname, ended = ''

function template(name) { return document.getElementById('t/' + name) }
function copy(name) { return document.importNode(template(name).content, true) }
function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)) }

var when = {}, branches = false
for (var total = 0; template(total + 1); ) {
  var form = template(++total).content.querySelector('form')
  var chosen = form.querySelector('[checked]'), field = written(form)
  answers[total] = chosen ? chosen.value : field && field.defaultValue ? field.defaultValue
    : form.hasAttribute('data-skipped') ? null : undefined
  when[total] = JSON.parse(form.getAttribute('data-when'))
  branches = branches || Boolean(when[total])
}
outbox().filter(answered).forEach(function (entry) { answers[entry.n] = entry.answer })

function written(root) { return root.querySelector('textarea, input:not([type="radio"])') }

// Three values: undefined is unknown, for want of an answer. As surveys/instrument/condition.ts.
function holds(c) {
  if (c.not) { var inner = holds(c.not); return inner === undefined ? inner : !inner }
  if (c.all || c.any) {
    var results = (c.all || c.any).map(holds), decides = Boolean(c.any)
    return results.indexOf(decides) >= 0 ? decides : results.indexOf(undefined) >= 0 ? undefined : !decides
  }
  var code = shown(c.item) ? answers[c.item] : null
  if ('answered' in c) return (typeof code === 'string') === c.answered
  if (typeof code !== 'string') return undefined
  if (c.is) return c.is.indexOf(code) >= 0
  var time = code.split(':'), value = time[1] ? time[0] * 60 + Number(time[1]) : Number(code.replace(',', '.'))
  return 'atLeast' in c ? value >= c.atLeast : value <= c.atMost
}
function shown(n) { return !when[n] || holds(when[n]) === true }
function next(n) { for (n++; n <= total && !shown(n); ) n++; return n }
function previous(n) { for (n--; n > 0 && !shown(n); ) n--; return n }

function fromReview() { return /from=review/.test(location.search) }
function onward(n) {
  var to = next(n), cameUp = to <= total && when[to] && answers[to] === undefined
  return to > total || fromReview() && !cameUp ? '/review' : '/' + to + (fromReview() ? '?from=review' : '')
}
function radio(root, code) {
  return all(root, 'input').filter(function (input) { return input.value === code })[0]
}

function go(path, replace) {
  var from = here
  if (!late) say('')
  history[replace ? 'replaceState' : 'pushState']({ from: from }, '', base + path)
  render()
}

function render() {
  // Whoever goes on, or back, has thought better of sending.
  if (submitting) submit(false)
  here = location.pathname
  var name = ended || here.slice(base.length + 1)
  if (!template(name)) { location.reload(); return }
  show(name)
}

function show(name) {
  main.textContent = ''
  main.appendChild(copy(name))
  document.title = template(name).getAttribute('data-title')
  fill(name)
  scrollTo(0, 0)
  main.querySelector('h1').focus()
}

function fill(name) {
  var n = parseInt(name.replace('help/', ''), 10)
  if (name === '') {
    for (var open = next(0); open <= total && answers[open] !== undefined; ) open = next(open)
    var start = main.querySelector('[data-start]')
    start.form.setAttribute('data-to', open > total ? '/review' : '/' + open)
    if (open > next(0)) start.textContent = start.getAttribute('data-start')
  } else if (name === 'review') {
    all(main, '[data-given]').forEach(function (line) {
      line.parentNode.hidden = !shown(line.parentNode.getAttribute('data-n'))
      line.textContent = inWords(line)
    })
    main.querySelector('.back').href = base + '/' + previous(total + 1)
  } else if (name === 'thanks') {
    for (var i = 1; i <= total; i++) {
      var given = typeof answers[i] === 'string' && radio(template(i).content, answers[i])
      if (given && given.hasAttribute('data-alert')) main.querySelector('[data-help]').hidden = false
    }
  } else if (name === 'help/' + n) {
    main.querySelector('.outline').href = base + onward(n)
    if (fromReview()) main.querySelector('.back').href += '?from=review'
  } else if (n) {
    var field = written(main), back = previous(n)
    if (field) field.value = answers[n] || ''
    else all(main, 'input').forEach(function (input) { input.checked = input.value === answers[n] })
    main.querySelector('[data-hint]').hidden = answers[n] !== null
    main.querySelector('.back').href = base + (fromReview() ? '/review' : back ? '/' + back : '')
    if (branches) count(n)
  }
}

function count(n) {
  var line = main.querySelector('#progress'), bar = main.querySelector('progress'), old = line.textContent
  for (var place = 0, m = 0, i = 1; i <= total; i++) if (shown(i)) { m++; if (i <= n) place++ }
  bar.value = place
  bar.max = m
  line.textContent = note.getAttribute('data-progress').replace('{n}', place).replace('{m}', m)
  document.title = document.title.replace(old, line.textContent)
}

function inWords(line) {
  var n = line.parentNode.getAttribute('data-n'), code = answers[n], list = line.closest('ol')
  line.className = typeof code === 'string' ? 'given' : 'none'
  if (code === null) return list.getAttribute('data-skipped')
  if (code === undefined) return list.getAttribute('data-unanswered')
  var input = radio(template(n).content, code), field = written(template(n).content)
  if (field) return code + (field.nextElementSibling ? ' ' + field.nextElementSibling.textContent : '')
  var row = input.closest('[data-say]')
  return row ? row.getAttribute('data-say').replace('{n}', input.value) : input.parentNode.textContent
}

function complain() {
  all(main, '.error, .error-line').forEach(function (old) { old.parentNode.removeChild(old) })
  var form = main.querySelector('form'), hint = main.querySelector('[data-hint]')
  main.insertBefore(copy('error'), form)
  hint.parentNode.insertBefore(copy('error-line'), hint.nextSibling)
  var own = form.getAttribute('data-error')
  if (own) main.querySelector('.error-line').textContent = main.querySelector('.error a').textContent = own
  form.querySelector('fieldset').setAttribute('aria-describedby', 'error')
  document.title = template('error').getAttribute('data-title') + ': ' + document.title.replace(/^[^:]*: /, '')
  scrollTo(0, 0)
  main.querySelector('.error').focus()
}

function end(name) {
  ended = name
  // After a fault of ours what still waits is kept for the next try; after an end nobody would take it.
  if (!template(name).content.querySelector('.button')) keep([])
  late = false
  say('')
  if (name === 'thanks') history.replaceState(null, '', base + '/thanks')
  show(name)
}
`
