import type { Page } from 'playwright-core'

/**
 * What is wrong with the text of the charts that are shown: smaller than 12 px, cut off by the edge of its picture, or on
 * top of another text.
 */
export function chartTextFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    for (const picture of document.querySelectorAll('svg.chart')) {
      const edge = picture.getBoundingClientRect()
      const texts = [...picture.querySelectorAll('text')]
        .map((text) => ({ text, words: text.textContent, box: text.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0)
      for (const [place, { text, words, box }] of texts.entries()) {
        const size = Number.parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 1)
        if (size < 12) faults.push(`${size} px: ${words}`)
        if (
          box.left < edge.left - 1 ||
          box.right > edge.right + 1 ||
          box.top < edge.top - 1 ||
          box.bottom > edge.bottom + 1
        )
          faults.push(`cut off: ${words}`)
        for (const other of texts.slice(place + 1))
          if (
            box.left < other.box.right - 1 &&
            other.box.left < box.right - 1 &&
            box.top < other.box.bottom - 3 &&
            other.box.top < box.bottom - 3
          )
            faults.push(`overlap: ${words} / ${other.words}`)
      }
    }
    return faults
  })
}
