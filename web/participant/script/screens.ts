/**
 * Browser JavaScript (ES2018): shows a screen from its template and fills in what was answered since the
 * page was made. What the templates say is the server's state; what the outbox holds is newer.
 */
export const screensScript = `
var answers = {}, here = location.pathname, ended = ''

function template(name) { return document.getElementById('t/' + name) }
function copy(name) { return document.importNode(template(name).content, true) }
function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)) }

for (var total = 0; template(total + 1); ) {
  var form = template(++total).content.querySelector('form')
  var chosen = form.querySelector('[checked]')
  answers[total] = chosen ? chosen.value : form.hasAttribute('data-skipped') ? null : undefined
}
outbox().forEach(function (entry) { answers[entry.n] = entry.answer })

function fromReview() { return /from=review/.test(location.search) }
function onward(n) { return fromReview() || n >= total ? '/review' : '/' + (n + 1) }
function radio(root, code) {
  return all(root, 'input').filter(function (input) { return input.value === code })[0]
}

function go(path, replace) {
  var from = here
  submitting = false
  if (!late) say('')
  history[replace ? 'replaceState' : 'pushState']({ from: from }, '', base + path)
  render()
}

function render() {
  here = location.pathname
  var name = ended || here.slice(base.length + 1)
  if (!template(name)) { location.reload(); return }
  show(name)
}

function show(name) {
  main.textContent = ''
  main.appendChild(copy(name))
  fill(name)
  document.title = template(name).getAttribute('data-title')
  scrollTo(0, 0)
  main.querySelector('h1').focus()
}

function fill(name) {
  var n = parseInt(name.replace('help/', ''), 10)
  if (name === '') {
    for (var open = 1; open <= total && answers[open] !== undefined; ) open++
    var start = main.querySelector('[data-start]')
    start.href = base + (open > total ? '/review' : '/' + open)
    if (open > 1) start.textContent = start.getAttribute('data-start')
  } else if (name === 'review') {
    all(main, '[data-given]').forEach(function (line) { line.textContent = inWords(line) })
  } else if (name === 'thanks') {
    for (var i = 1; i <= total; i++) {
      var given = radio(template(i).content, answers[i])
      if (given && given.hasAttribute('data-alert')) main.querySelector('[data-help]').hidden = false
    }
  } else if (name === 'help/' + n) {
    main.querySelector('.outline').href = base + onward(n)
    if (fromReview()) main.querySelector('.back').href += '?from=review'
  } else if (n) {
    all(main, 'input').forEach(function (input) { input.checked = input.value === answers[n] })
    main.querySelector('[data-hint]').hidden = answers[n] !== null
    if (fromReview()) main.querySelector('.back').href = base + '/review'
  }
}

function inWords(line) {
  var n = line.parentNode.getAttribute('data-n'), code = answers[n], list = line.closest('ol')
  line.className = typeof code === 'string' ? 'given' : 'none'
  if (code === null) return list.getAttribute('data-skipped')
  if (code === undefined) return list.getAttribute('data-unanswered')
  var input = radio(template(n).content, code)
  return input.getAttribute('data-say') || input.parentNode.textContent
}

function complain() {
  all(main, '.error, .error-line').forEach(function (old) { old.parentNode.removeChild(old) })
  var form = main.querySelector('form'), hint = main.querySelector('[data-hint]')
  main.insertBefore(copy('error'), form)
  hint.parentNode.insertBefore(copy('error-line'), hint.nextSibling)
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
