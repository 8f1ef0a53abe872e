import { describe, it } from 'vitest'
import { showScale } from '../../functions/console/study-office/instrument-form.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import type { BuilderView } from '../../web/console/instrument-builder-view.ts'
import { InstrumentImportPage } from '../../web/console/instrument-import-page.tsx'
import { expectAccessiblePage } from '../support/accessibility.ts'
import { chromiumNote, chromiumPath } from '../support/chromium.ts'
import { frame } from '../support/console-views.ts'

const chromium = chromiumPath()
const definition = openShippedLibrary().findInstrument('phq-9@1.1.0')?.definition
const [scale] = definition?.scales ?? []
const shown = scale && showScale(scale)
if (!definition || !shown) throw new Error('no questionnaire that the form can say')
const builder: BuilderView = {
  ...{ definition, changeable: [], scale: shown, scaleFaults: ['title', 'of', 'minimum', 'source', 'bands'] },
  example: { source: '', answers: {}, scores: { [shown.id]: 'about 7' } },
  exampleFaults: [{ scale: undefined }, { scale: shown.id }],
}
const outcome = {
  kind: 'definition',
  ...{ json: JSON.stringify(definition, null, 2), builder, isRefused: true },
  warnings: [{ place: 'item 3', detail: 'has no code' }],
  problems: [{ place: '/scales/0', detail: 'no worked example' }],
} as const
const typed = { permission: '', id: '', version: '1.0.0', recallDays: '0', form: '' }
const page = {
  ...{ frame, typed },
  published: [
    { ref: 'peg@1.0.0', title: 'PEG: pain intensity and interference' },
    { ref: 'phq-9@1.1.0', title: 'PHQ-9: depression' },
  ],
  retirable: [{ ref: 'own@1.0.0', title: 'Own questions' }],
}

const pages = {
  'a file to be read': <InstrumentImportPage {...page} />,
  'a questionnaire with everything wrong': <InstrumentImportPage {...page} outcome={outcome} />,
  'the same in Spanish': (
    <InstrumentImportPage {...page} frame={{ ...frame, locale: 'es' }} outcome={outcome} />
  ),
  'one that can be published': (
    <InstrumentImportPage
      {...page}
      outcome={{
        ...outcome,
        ...{ isRefused: false, problems: [], warnings: [] },
        builder: { ...builder, changeable: [shown.id], scaleFaults: [], exampleFaults: [] },
      }}
    />
  ),
}
describe.skipIf(!chromium)(`pages of questionnaires in Chromium${chromiumNote(chromium)}`, () => {
  it.each(Object.entries(pages))(
    '%s: no accessibility fault and no sideways scrolling, from 320 to 1280 px',
    async (_, content) => {
      await expectAccessiblePage(chromium ?? '', String(content))
    },
  )
})
