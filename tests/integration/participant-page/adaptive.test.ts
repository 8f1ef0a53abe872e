import { beforeEach, describe, expect, test } from 'vitest'
import { adaptiveLibrary } from '../../support/adaptive-form.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'
import { readReview } from '../../support/open-page.ts'

let clinic: Clinic
let participant: string
let link: string

beforeEach(async () => {
  clinic = await openClinic(undefined, undefined, adaptiveLibrary())
  participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
})

const readText = async (path: string) => (await clinic.page(path)).text()
const findItem = (page: string): string => {
  const [, item] = /name="item" value="([^"]+)"/.exec(page) ?? []
  if (!item) throw new Error('no question on this page')
  return item
}
/** Answers the question at a position as its page would, and says where it led. */
async function answerQuestion(position: string, answer: string): Promise<string> {
  const item = findItem(await readText(`${link}/${position}`))
  const fields = answer === 'skip' ? { item, skip: '1' } : { item, answer }
  const reply = await clinic.postForm(`${link}/${position}`, fields)
  expect(reply.status).toBe(303)
  return reply.headers.get('location')?.slice(link.length + 1) ?? ''
}
const stored = async () =>
  (await clinic.readSurvey(participant))?.response?.answers as Record<string, string | null>

describe('an adaptive form refuses', () => {
  test('an answer to a question of no such name, and one that its question cannot have', async () => {
    for (const fields of [
      { item: 'made-up-bank/none', answer: '1' },
      { item: 'peg/pain', answer: '1' },
      { item: findItem(await readText(`${link}/1`)), answer: '99' },
    ])
      expect((await clinic.postForm(`${link}/1`, fields)).status).toBeGreaterThanOrEqual(400)
    expect(await stored()).toBeUndefined()
  })
})

describe('an adaptive form', () => {
  test('is led by the server: plain pages, no script, no question that is not chosen yet', async () => {
    const page = await readText(`${link}/1`)
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<template')
    expect(page.match(/How much of/g)).toHaveLength(1)
    expect(page).toContain('Question 1 of at most 4')
    expect(await readText(link)).toContain('At most 4 questions')
  })

  test('asks one question after the other, then for a review, and scores with its calibration', async () => {
    const places: string[] = ['1']
    for (let at = '1'; at !== 'review' && places.length < 9; ) {
      at = await answerQuestion(at, '2')
      places.push(at)
    }
    expect(places).toEqual(['1', '2', '3', '4', 'review'])
    const answers = await stored()
    expect(Object.keys(answers)).toHaveLength(4)
    const review = await readText(`${link}/review`)
    expect(review.replace(/<li data-n="\d+" hidden="">.*?<\/li>/gs, '').match(/How much of/g)).toHaveLength(4)
    const sent = await clinic.postForm(`${link}/submit`, await readReview(clinic, link))
    expect(sent.headers.get('location')).toMatch(/thanks$/)
    const path = `/api/studies/${STUDY}/participants/${participant}/scores`
    const { timepoints } = (await (await clinic.api('coordinator-harbor', 'GET', path)).json()) as {
      timepoints: { scores: Record<string, unknown>[] }[]
    }
    const calibration = clinic.deps.instruments.findInstrument('made-up-bank@1.0.0')?.calibration?.hash
    expect(calibration).toMatch(/^[0-9a-f]{64}$/)
    expect(timepoints[0]?.scores).toEqual([
      expect.objectContaining({ kind: 'scored', scale: 't', estimated: true, itemsUsed: 4, calibration }),
    ])
  })

  test('an answer from an older page goes to the question that was read, whatever stands there now', async () => {
    const first = findItem(await readText(`${link}/1`))
    await answerQuestion('1', '1')
    const second = findItem(await readText(`${link}/2`))
    await clinic.postForm(`${link}/1`, { item: first, answer: '5' })
    const reply = await clinic.postForm(`${link}/2`, { item: second, answer: '3' })
    expect(reply.status).toBe(303)
    expect(await stored()).toMatchObject({ [first]: '5', [second]: '3' })
  })

  test('a question that is skipped leads on, and counts as asked', async () => {
    expect(await answerQuestion('1', 'skip')).toBe('2')
    expect(await readText(`${link}/2`)).toContain('Question 2 of at most 4')
    expect(Object.values(await stored())).toEqual([null])
  })

  test('an answer that is changed from the review asks on where it leads elsewhere', async () => {
    for (let at = '1'; at !== 'review'; ) at = await answerQuestion(at, '1')
    const first = findItem(await readText(`${link}/1`))
    const reply = await clinic.postForm(`${link}/1?from=review`, { item: first, answer: '5' })
    const led = reply.headers.get('location')?.slice(link.length + 1) ?? ''
    const next = await readText(`${link}/${led.replace(/\?.*/, '')}`)
    if (led.startsWith('review')) expect(next).toContain('Check your answers')
    else expect(Object.keys(await stored())).not.toContain(findItem(next))
  })
})
