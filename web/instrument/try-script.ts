import { compact } from '../inline.ts'

/**
 * Scores while answers are chosen: sends the form as the button would, and takes the scores out of the page that comes
 * back. Of two answers in quick succession, the last one counts.
 */
export const tryScript = compact(`
var form = document.querySelector('form.try'), last = 0;
function score() {
  var mine = ++last;
  fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    .then(function (reply) { return reply.ok ? reply.text() : '' })
    .then(function (page) {
      var fresh = page && new DOMParser().parseFromString(page, 'text/html').getElementById('scores');
      if (!fresh || mine !== last) return;
      var open = [].map.call(document.querySelectorAll('#scores details'), function (one) { return one.open });
      document.getElementById('scores').replaceWith(fresh);
      [].forEach.call(fresh.querySelectorAll('details'), function (one, at) { one.open = !!open[at] });
    }, function () {});
}
form.addEventListener('change', score);
form.addEventListener('submit', function (event) { event.preventDefault(); score() });
`)
