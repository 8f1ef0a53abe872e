import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { type Item, listOptions } from '../../surveys/instrument/item.ts'
import { formatRef, pickText } from '../../surveys/instrument/vocabulary.ts'
import { formatDraftProblem } from '../text/draft-problems.ts'
import { findInstrumentBuilderText } from '../text/instrument-builder-text.ts'
import { findStudyOfficeText, type StudyOfficeText } from '../text/study-office-text.ts'
import { Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { InstrumentBuilder } from './instrument-builder.tsx'
import type { BuilderView } from './instrument-builder-view.ts'
import { FileForm, type ImportFields, type KeptFile } from './instrument-file-form.tsx'
import { formatInstrumentPlace } from './instrument-place.ts'
import { BeginForm, type PublishedInstrument, RetireForm } from './instrument-version-forms.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

/** Something said of a place in a file, or in a definition. */
export type ImportRemark = { readonly place: string; readonly detail: string }

/** What became of a file, or of a definition that somebody wanted to publish. */
export type ImportOutcome =
  | { readonly kind: 'published' | 'retired'; readonly ref: string }
  | { readonly kind: 'not-retired'; readonly detail: string }
  | { readonly kind: 'faults'; readonly remarks: readonly ImportRemark[] }
  | { readonly kind: 'which-form'; readonly forms: readonly string[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'wrong-version'; readonly expected: string }
  | {
      readonly kind: 'definition'
      /** As JSON, to be looked at and completed. */
      readonly json: string
      /** Where it is an instrument, with its forms. */
      readonly builder: BuilderView | undefined
      readonly warnings: readonly ImportRemark[]
      /** What stands in the way of publishing it. */
      readonly problems: readonly ImportRemark[]
      /** It was to be published, and was not. */
      readonly isRefused: boolean
    }

type InstrumentImportPageProps = {
  readonly frame: ConsoleFrame
  readonly typed: ImportFields
  readonly kept?: KeptFile | undefined
  /** What is published, to begin another version of. */
  readonly published: readonly PublishedInstrument[]
  /** What this study published and has not retired. */
  readonly retirable: readonly PublishedInstrument[]
  readonly outcome?: ImportOutcome | undefined
}

/** A questionnaire of another system: read, looked at, completed, published. */
export function InstrumentImportPage({
  frame,
  typed,
  kept,
  published,
  retirable,
  outcome,
}: InstrumentImportPageProps) {
  const office = findStudyOfficeText(frame.locale)
  const text = office.instruments
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="office">
      <p>
        <a href={consolePaths.office(frame.study.id)}>{office.back}</a>
      </p>
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      {outcome === undefined ? null : <Outcome {...{ frame, outcome }} />}
      {outcome?.kind === 'definition' ? null : (
        <>
          <FileForm {...{ frame, typed, kept }} />
          <BeginForm {...{ frame, published }} />
          {retirable.length === 0 ? null : <RetireForm {...{ frame, retirable }} />}
        </>
      )}
    </ConsoleDocument>
  )
}

function Outcome({ frame, outcome }: { readonly frame: ConsoleFrame; readonly outcome: ImportOutcome }) {
  const text = findStudyOfficeText(frame.locale).instruments
  const builder = findInstrumentBuilderText(frame.locale)
  switch (outcome.kind) {
    case 'published':
      return (
        <p class="note" role="status">
          {text.published(outcome.ref)}{' '}
          <a href={consolePaths.draftSection(frame.study.id, 'timepoints')}>{text.toTimepoints}</a>
        </p>
      )
    case 'retired':
      return (
        <p class="note" role="status">
          {text.retired(outcome.ref)}
        </p>
      )
    case 'not-retired':
      return (
        <p class="alarm" role="alert">
          {outcome.detail}
        </p>
      )
    case 'faults':
      return <Remarks heading={text.faults} remarks={outcome.remarks} isAlarm />
    case 'which-form':
      return (
        <Remarks
          heading={text.whichForm}
          remarks={outcome.forms.map((form) => ({ place: form, detail: '' }))}
          isAlarm
        />
      )
    case 'unchanged':
      return (
        <p class="alarm" role="alert">
          {text.unchanged}
        </p>
      )
    case 'wrong-version':
      return (
        <p class="alarm" role="alert">
          {text.versionMustBe(outcome.expected)}
        </p>
      )
    case 'definition':
      return (
        <>
          {outcome.problems.length === 0 ? null : (
            <Remarks
              heading={text.problems}
              remarks={nameProblems(outcome, frame.locale)}
              isAlarm={outcome.isRefused}
            />
          )}
          {outcome.warnings.length === 0 ? null : (
            <Remarks
              heading={text.warnings}
              remarks={outcome.warnings.map(({ place, detail }) => ({
                place,
                detail: formatDraftProblem(frame.locale, detail),
              }))}
            />
          )}
          {outcome.builder === undefined ? null : (
            <>
              <Preview {...{ frame, definition: outcome.builder.definition }} />
              <InstrumentBuilder {...{ frame, view: outcome.builder }} />
            </>
          )}
          <h2>{text.publish}</h2>
          <form class="fields" method="post" action={consolePaths.importInstrument(frame.study.id)}>
            {outcome.builder === undefined ? null : (
              <p>
                <span class="id">{formatRef(outcome.builder.definition)}</span>
              </p>
            )}
            <details open={outcome.builder === undefined}>
              <summary>{builder.json}</summary>
              <Field name="definition" label={text.definition} hint={builder.jsonHint}>
                {(described) => (
                  <textarea {...described} rows={20} spellcheck={false} class="id">
                    {outcome.json}
                  </textarea>
                )}
              </Field>
              <p>
                <button class="outline" type="submit" name="step" value="look">
                  {builder.again}
                </button>
              </p>
            </details>
            {outcome.problems.length > 0 ? null : <p class="note">{builder.ready}</p>}
            <p class="soft">{text.publishHint}</p>
            <button type="submit" name="step" value="publish">
              {text.publish}
            </button>
          </form>
        </>
      )
  }
}

/** Problems by the names on the page; without its forms, by their place in the JSON. */
function nameProblems(
  { builder, problems }: Extract<ImportOutcome, { readonly kind: 'definition' }>,
  locale: string,
): readonly ImportRemark[] {
  return problems.map(({ place, detail }) => ({
    place: builder ? formatInstrumentPlace(builder.definition, place, locale) : place,
    detail: formatDraftProblem(locale, detail),
  }))
}

type RemarksProps = {
  readonly heading: string
  readonly remarks: readonly ImportRemark[]
  readonly isAlarm?: boolean
}

function Remarks({ heading, remarks, isAlarm = false }: RemarksProps) {
  return (
    <div class={isAlarm ? 'alarm' : 'note'} role={isAlarm ? 'alert' : undefined}>
      <p>{heading}</p>
      <ul class="reasons">
        {remarks.map(({ place, detail }) => (
          <li>
            {place === '' ? null : <strong>{place} </strong>}
            {detail}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Preview({
  frame,
  definition,
}: {
  readonly frame: ConsoleFrame
  readonly definition: InstrumentDefinition
}) {
  const text = findStudyOfficeText(frame.locale).instruments
  return (
    <>
      <h2>{text.preview}</h2>
      <div class="card">
        <h3>{pickText(definition.title, frame.locale)}</h3>
        <ol>
          {definition.items.map((item) => (
            <li>
              {pickText(item.text, frame.locale)}
              <div class="soft small">{formatChoices(text, definition, item, frame.locale)}</div>
            </li>
          ))}
        </ol>
      </div>
    </>
  )
}

function formatChoices(
  text: StudyOfficeText['instruments'],
  definition: InstrumentDefinition,
  item: Item,
  locale: string,
): string {
  if (item.type === 'numeric-scale') return text.number(item.minimum, item.maximum)
  const options = listOptions(definition, item)
  if (options.length === 0) return text.freeText
  return options.map(({ code, label }) => pickText(label, locale) || code).join(' · ')
}
