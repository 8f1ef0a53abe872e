/**
 * Scores while answers are chosen: sends the form as its button would, and takes the scores out of the page that comes
 * back. For Safari 13, Chrome 66 and later; without it, the button scores.
 */
const form = document.querySelector<HTMLFormElement>('form.try')
let last = 0

async function score(form: HTMLFormElement): Promise<void> {
  last += 1
  const mine = last
  const body = new URLSearchParams()
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') body.append(name, value)
  })
  try {
    const reply = await fetch(form.action, { method: 'POST', body })
    if (!reply.ok) return
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
    // Of two answers in quick succession, the last one counts.
    if (mine === last) replaceScores(page)
  } catch {
    // The button is still there.
  }
}

/** Shows the scores of another page in this one; what was unfolded stays so. */
function replaceScores(page: Document): void {
  const stale = document.getElementById('scores')
  const fresh = page.getElementById('scores')
  if (!stale || !fresh) return
  const unfolded = Array.from(stale.querySelectorAll('details'), ({ open }) => open)
  stale.replaceWith(fresh)
  fresh.querySelectorAll('details').forEach((details, place) => {
    details.open = Boolean(unfolded[place])
  })
}

if (form) {
  form.addEventListener('change', () => score(form))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void score(form)
  })
}
