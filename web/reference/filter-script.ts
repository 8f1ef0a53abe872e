/**
 * The search of the API reference, inlined with its hash in the Content-Security-Policy. It shows the operations whose text
 * holds every word that is typed, and their places in the side bar. Without it the whole reference is there to read.
 */
export const filterScript = `(() => {
  const box = document.querySelector('.filter')
  const input = box.querySelector('input')
  const count = box.querySelector('output')
  const operations = [...document.querySelectorAll('article.operation')].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    links: [...document.querySelectorAll('a[href="#' + element.id + '"]')].map((link) => link.closest('li')),
  }))
  const groups = [...document.querySelectorAll('.side-list .group')].map((element) => ({
    element,
    items: [...element.parentElement.querySelectorAll('[data-of="' + element.dataset.group + '"]')],
  }))
  const sections = [...document.querySelectorAll('section.tag-section')]
  const show = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean)
    let shown = 0
    for (const { element, text, links } of operations) {
      const isHidden = !words.every((word) => text.includes(word))
      element.hidden = isHidden
      for (const link of links) link.hidden = isHidden
      if (!isHidden) shown += 1
    }
    for (const { element, items } of groups) element.hidden = items.every((item) => item.hidden)
    for (const section of sections) section.hidden = !section.querySelector('article:not([hidden])')
    count.textContent = shown + ' of ' + operations.length + ' operations'
  }
  input.addEventListener('input', show)
  addEventListener('hashchange', () => {
    const target = document.getElementById(location.hash.slice(1))
    if (!target || !target.hidden) return
    input.value = ''
    show()
    target.scrollIntoView()
  })
  box.hidden = false
  show()
})()`
