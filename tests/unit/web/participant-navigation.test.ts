import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  computeScreenPlace,
  findFirstOpenScreen,
  findNextScreen,
  findPreviousScreen,
  type ScreenState,
} from '../../../surveys/battery/navigation.ts'
import type { Condition } from '../../../surveys/instrument/condition.ts'
import {
  type InstrumentDefinition,
  instrumentDefinitionSchema,
} from '../../../surveys/instrument/definition.ts'
import { parseCode } from '../../../surveys/instrument/item.ts'
import type { WrittenForm } from '../../../surveys/instrument/written-answer.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { type AskedScreen, computeScreens } from '../../../web/participant/browser/screen-states.ts'
import { screensOf } from '../../../web/participant/index.ts'
import type { Screen } from '../../../web/participant/view.ts'

const shipped = openShippedLibrary().findInstrument('side-effects@1.0.0')?.definition
if (!shipped) throw new Error('no side-effects@1.0.0')
const scored = shipped

const KINDS = [
  { type: 'choice', options: 'three' },
  { type: 'numeric-scale', minimum: 0, maximum: 3 },
  { type: 'number', minimum: 0, maximum: 20, decimals: 1 },
  { type: 'time' },
  { type: 'text', maximumLength: 10 },
]
/** What somebody may choose or write, right or wrong, in any kind of question. */
const WRITTEN = ['no', 'some', 'lot', '0', '1', '2', '3', '7,5', '007', '12.50', '7:05', '23:30', 'Walk']
/** What conditions ask for: among it codes and limits that some of the answers meet. */
const CODES = ['no', 'lot', '1', '7', '7.5', '07:05', 'Walk']
const LIMITS = [0, 1, 2, 7.5, 12.5, 425, 1410]

function conditionOn(items: readonly string[]): fc.Arbitrary<Condition> {
  const item = fc.constantFrom(...items)
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.record({ item, is: fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 3 }) }),
      fc.record({ item, atLeast: fc.constantFrom(...LIMITS) }),
      fc.record({ item, atMost: fc.constantFrom(...LIMITS) }),
      fc.record({ item, answered: fc.boolean() }),
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  }))
  return condition
}

/** An instrument whose items are shown on conditions over the items before them. */
function instrumentOf(id: string): fc.Arbitrary<InstrumentDefinition> {
  const ids = Array.from({ length: 6 }, (_, index) => `item-${index}`)
  const items = ids.map((itemId, index) =>
    fc
      .tuple(
        fc.constantFrom(...KINDS),
        index === 0
          ? fc.constant(undefined)
          : fc.option(conditionOn(ids.slice(0, index)), { nil: undefined }),
      )
      .map(([kind, shownWhen]) => ({ id: itemId, ...kind, ...(shownWhen && { shownWhen }) })),
  )
  return fc.tuple(...items).map((drawn) =>
    instrumentDefinitionSchema.parse({
      ...scored,
      ...{ id, items: drawn, scales: [], safety: [], examples: [] },
      optionSets: { three: ['no', 'some', 'lot'].map((code, value) => ({ code, value })) },
    }),
  )
}

const battery = fc.tuple(instrumentOf('first'), instrumentOf('second'))
const answers = fc.array(fc.option(fc.constantFrom(undefined, ...WRITTEN)), { minLength: 12, maxLength: 12 })

/** What the browser reads in the templates, which hold a condition as JSON. */
function askedOn({ position, shownWhen, kind, written }: Screen): AskedScreen {
  const form: WrittenForm | undefined =
    kind === 'number'
      ? {
          type: 'number',
          minimum: written?.minimum ?? Number.NaN,
          maximum: written?.maximum ?? Number.NaN,
          decimals: written?.decimals ?? Number.NaN,
        }
      : kind === 'time'
        ? { type: 'time' }
        : kind === 'text'
          ? { type: 'text', maximumLength: written?.maximumLength ?? Number.NaN }
          : undefined
  return { position, shownWhen: shownWhen && JSON.parse(JSON.stringify(shownWhen)), form }
}

/** The same answers on both sides: as they were written in the browser, as codes on the server. */
function bothSides(
  instruments: readonly InstrumentDefinition[],
  given: readonly (string | null | undefined)[],
): { server: readonly Screen[]; browser: readonly ScreenState[] } {
  const asked = instruments.map((definition) => ({ definition, calibration: undefined }))
  const items = instruments.flatMap((definition) => definition.items.map((item) => ({ definition, item })))
  const codes = items.map(({ definition, item }, index) => {
    const written = given[index]
    return typeof written === 'string' ? parseCode(definition, item, written) : written
  })
  const byItem = items.map(({ definition, item }, index) => [`${definition.id}/${item.id}`, codes[index]])
  // What is no answer to its question is not sent: the browser complains.
  const accepted = codes.map((code, index) => (typeof code === 'string' ? given[index] : code))
  return {
    server: screensOf(asked, 'en', Object.fromEntries(byItem)),
    browser: computeScreens(screensOf(asked, 'en').map(askedOn), [undefined, ...accepted]),
  }
}

describe('the browser and the server', () => {
  it('show the same questions', () => {
    fc.assert(
      fc.property(battery, answers, (instruments, given) => {
        const { server, browser } = bothSides(instruments, given)
        expect(browser.map(({ shown }) => shown)).toEqual(server.map(({ shown }) => shown))
      }),
      { numRuns: 500 },
    )
  })

  it('lead the same way from every question: on, back, from the review and to the first open one', () => {
    fc.assert(
      fc.property(battery, answers, fc.boolean(), (instruments, given, fromReview) => {
        const { server, browser } = bothSides(instruments, given)
        expect(findFirstOpenScreen(browser)?.position).toBe(findFirstOpenScreen(server)?.position)
        for (let n = 0; n <= server.length + 1; n += 1) {
          expect(findPreviousScreen(browser, n)?.position).toBe(findPreviousScreen(server, n)?.position)
          expect(findNextScreen(browser, n, fromReview)?.position).toBe(
            findNextScreen(server, n, fromReview)?.position,
          )
          expect(computeScreenPlace(browser, n)).toEqual(computeScreenPlace(server, n))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('the way through a battery', () => {
  const states = fc
    .array(
      fc.record({
        shown: fc.boolean(),
        answer: fc.constantFrom(undefined, null, 'yes'),
        shownWhen: fc.constantFrom(undefined, { item: 1, answered: true }),
      }),
      { maxLength: 12 },
    )
    .map((drawn) => drawn.map((one, index): ScreenState => ({ ...one, position: index + 1 })))

  it('asks every question that is shown once, in order, and goes back the same way', () => {
    fc.assert(
      fc.property(states, (screens) => {
        const onward: number[] = []
        for (let at = findNextScreen(screens, 0, false); at; at = findNextScreen(screens, at.position, false))
          onward.push(at.position)
        const back: number[] = []
        for (
          let at = findPreviousScreen(screens, screens.length + 1);
          at;
          at = findPreviousScreen(screens, at.position)
        )
          back.push(at.position)
        expect(onward).toEqual(screens.filter(({ shown }) => shown).map(({ position }) => position))
        expect(back).toEqual(onward.toReversed())
      }),
    )
  })

  it('counts the questions that are shown from 1, each as one more than the one before', () => {
    fc.assert(
      fc.property(states, (screens) => {
        const shown = screens.filter((screen) => screen.shown)
        expect(shown.map(({ position }) => computeScreenPlace(screens, position))).toEqual(
          shown.map((_, index) => ({ place: index + 1, of: shown.length, isAtMost: false })),
        )
      }),
    )
  })

  it('leads from a changed answer to the review, or to a question that has come up because of it', () => {
    fc.assert(
      fc.property(states, fc.nat({ max: 12 }), (screens, n) => {
        const next = findNextScreen(screens, n, true)
        if (next) expect(next).toMatchObject({ answer: undefined, shownWhen: { item: 1 }, shown: true })
      }),
    )
  })
})
