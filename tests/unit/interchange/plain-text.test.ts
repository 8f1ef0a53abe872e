import { expect, test } from 'vitest'
import { stripHtml } from '../../../functions/interchange/instrument-import/form/plain-text.ts'

test.each([
  ['words alone', 'How are you?', 'How are you?'],
  ['tags', '<b>How</b> are <span style="color: red">you</span>?', 'How are you?'],
  ['blocks and breaks', '<p>One</p><p>Two<br/>Three</p>', 'One\nTwo\nThree'],
  ['entities', 'Pain &lt; 3 &amp; sleep&nbsp;&eacute;', 'Pain < 3 & sleep é'],
  ['a sign that opens no tag', 'less < than 3 > 2', 'less < than 3 > 2'],
  ['comments, scripts and styles', 'A<!-- no --> <SCRIPT>alert(1)</script><style>b{}</style>B', 'A B'],
  ['a comment that is never closed', 'A <!-- B', 'A <!-- B'],
  ['what decodes to a tag', '&lt;b&gt;bold', '<b>bold'],
])('%s', (_, html, words) => {
  expect(stripHtml(html)).toBe(words)
})

test.each(['<a', '<!--', '<script', '&', '<!-- -->'])(
  '%s a hundred thousand times takes no time',
  (piece) => {
    const began = performance.now()
    stripHtml(piece.repeat(100_000))
    expect(performance.now() - began).toBeLessThan(20_000)
  },
)
