import type { Child } from 'hono/jsx'
import { type Item, isWrittenIn, listOptions } from '../../surveys/instrument/item.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import { ScaleSection } from '../instrument/scale-section.tsx'
import { findInstrumentBuilderText } from '../text/instrument-builder-text.ts'
import { findInstrumentText } from '../text/instrument-text.ts'
import { Choice, Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import {
  BAND_ROWS,
  type BuilderView,
  MISSING_POLICIES,
  SCALE_OPERATIONS,
  TRANSLATION_STATES,
} from './instrument-builder-view.ts'
import { consolePaths } from './paths.ts'

type BuilderProps = { readonly frame: ConsoleFrame; readonly view: BuilderView }

/** Completing a questionnaire by forms: languages, scales and worked examples. Each sends the whole definition along. */
export function InstrumentBuilder(props: BuilderProps) {
  return (
    <>
      <Languages {...props} />
      <Scales {...props} />
      <Examples {...props} />
    </>
  )
}

function BuilderForm({ frame, view, children }: BuilderProps & { readonly children: Child }) {
  return (
    <form method="post" class="fields" action={consolePaths.importInstrument(frame.study.id)}>
      <input type="hidden" name="definition" value={JSON.stringify(view.definition)} />
      {children}
    </form>
  )
}

function Languages({ frame, view }: BuilderProps) {
  const text = findInstrumentBuilderText(frame.locale).languages
  const locales = Object.entries(view.definition.locales)
  return (
    <>
      <h2>{text.heading}</h2>
      {locales.length === 0 ? (
        <p class="soft">{text.none}</p>
      ) : (
        <BuilderForm {...{ frame, view }}>
          <p class="soft">{text.lead}</p>
          {locales.map(([locale, { status, source }]) => (
            <>
              <Choice
                name={`locale.${locale}.status`}
                label={`${text.status}: ${locale}`}
                chosen={status}
                options={TRANSLATION_STATES.map((value) => ({ value, label: text.states[value] }))}
              />
              <Field name={`locale.${locale}.source`} label={`${text.source}: ${locale}`}>
                {(described) => <input {...described} value={source} autocomplete="off" />}
              </Field>
            </>
          ))}
          <button class="outline" type="submit" name="step" value="languages">
            {text.save}
          </button>
        </BuilderForm>
      )}
    </>
  )
}

function Scales({ frame, view }: BuilderProps) {
  const text = findInstrumentBuilderText(frame.locale).scales
  const { definition, scale: typed } = view
  const changed = definition.scales.find(({ id }) => id === typed.id)
  return (
    <>
      <h2>{text.heading}</h2>
      {definition.scales.length === 0 ? <p class="soft">{text.none}</p> : null}
      {definition.scales.map((scale) => (
        <>
          <ScaleSection definition={definition} scale={scale} locale={frame.locale} />
          <BuilderForm {...{ frame, view }}>
            {view.changeable.includes(scale.id) ? (
              <button class="plain" type="submit" name="step" value={`change-scale:${scale.id}`}>
                {`${text.change}: ${pickText(scale.title, frame.locale)}`}
              </button>
            ) : (
              <span class="soft">{text.json}</span>
            )}{' '}
            <button class="plain" type="submit" name="step" value={`remove-scale:${scale.id}`}>
              {`${text.remove}: ${pickText(scale.title, frame.locale)}`}
            </button>
          </BuilderForm>
        </>
      ))}
      <details open={changed !== undefined || view.scaleFaults.length > 0 || definition.scales.length === 0}>
        <summary>{changed ? text.edit(pickText(changed.title, frame.locale)) : text.add}</summary>
        <ScaleForm {...{ frame, view }} />
      </details>
    </>
  )
}

function ScaleForm({ frame, view }: BuilderProps) {
  const { scales: text } = findInstrumentBuilderText(frame.locale)
  const words = findInstrumentText(frame.locale)
  const { scale: typed, scaleFaults: faults } = view
  const find = (field: (typeof faults)[number]) => (faults.includes(field) ? text.faults[field] : undefined)
  const locales = listLocales(view)
  return (
    <BuilderForm {...{ frame, view }}>
      <input type="hidden" name="scale.id" value={typed.id} />
      {locales.map((locale) => (
        <Field
          name={`scale.title.${locale}`}
          label={locales.length === 1 ? text.title : `${text.title} (${text.language(locale)})`}
          fault={find('title')}
        >
          {(described) => <input {...described} value={typed.title[locale] ?? ''} maxlength={120} />}
        </Field>
      ))}
      <Choice
        name="scale.domain"
        label={text.domain}
        chosen={typed.domain}
        options={Object.entries(words.domains).map(([value, label]) => ({ value, label }))}
      />
      <Choice
        name="scale.operation"
        label={text.operation}
        chosen={typed.operation}
        options={SCALE_OPERATIONS.map((value) => ({ value, label: text.operations[value] }))}
      />
      <ItemTable {...{ frame, view }} />
      <Choice
        name="scale.missing"
        label={text.missing}
        chosen={typed.missing}
        options={MISSING_POLICIES.map((value) => ({ value, label: text.policies[value] }))}
      />
      <Field name="scale.minimum" label={text.minimum} fault={find('minimum')}>
        {(described) => <input {...described} value={typed.minimum} inputmode="numeric" maxlength={2} />}
      </Field>
      <Field name="scale.unit" label={text.unit} hint={text.unitHint}>
        {(described) => <input {...described} value={typed.unit} maxlength={40} />}
      </Field>
      <Choice
        name="scale.direction"
        label={text.direction}
        chosen={typed.direction}
        options={Object.entries(words.directions).map(([value, label]) => ({ value, label }))}
      />
      <Field name="scale.source" label={text.source} hint={text.sourceHint} fault={find('source')}>
        {(described) => <input {...described} value={typed.source} maxlength={500} />}
      </Field>
      <BandTable {...{ frame, view }} />
      <button class="outline" type="submit" name="step" value="scale">
        {text.save}
      </button>
    </BuilderForm>
  )
}

/** Which questions count, and which of them the other way round. */
function ItemTable({ frame, view }: BuilderProps) {
  const { scales: text } = findInstrumentBuilderText(frame.locale)
  const { scale: typed, scaleFaults, definition } = view
  const check = (name: string, label: string, item: Item, chosen: readonly string[]) => (
    <label>
      <input type="checkbox" name={name} value={item.id} checked={chosen.includes(item.id)} />
      <span class="hide">{`${label}: ${pickText(item.text, frame.locale) || item.id}`}</span>
    </label>
  )
  return (
    <section class="scroll" aria-label={text.of} tabindex={0}>
      <table class="entry">
        <caption>
          {text.of}
          <p class="soft small">{text.ofHint}</p>
          {scaleFaults.includes('of') ? <p class="fault">{text.faults.of}</p> : null}
        </caption>
        <thead>
          <tr>
            <th scope="col">{text.of}</th>
            <th scope="col">{text.counts}</th>
            <th scope="col">{text.reversed}</th>
          </tr>
        </thead>
        <tbody>
          {definition.items.filter(isScorable).map((item) => (
            <tr>
              <td>{pickText(item.text, frame.locale) || item.id}</td>
              <td>{check('scale.of', text.counts, item, typed.of)}</td>
              <td>{isWrittenIn(item) ? null : check('scale.reverse', text.reversed, item, typed.reverse)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function BandTable({ frame, view }: BuilderProps) {
  const { scales: text } = findInstrumentBuilderText(frame.locale)
  const { bands } = view.scale
  const locales = listLocales(view)
  const nameLabel = (locale: string) =>
    locales.length === 1 ? text.label : `${text.label} (${text.language(locale)})`
  const line = (name: string, label: string, value: string, length: number) => (
    <input name={name} aria-label={label} value={value} maxlength={length} autocomplete="off" />
  )
  return (
    <section class="scroll" aria-label={text.bands} tabindex={0}>
      <table class="entry">
        <caption>
          {text.bands}
          <p class="soft small">{text.bandsHint}</p>
          {view.scaleFaults.includes('bands') ? <p class="fault">{text.faults.bands}</p> : null}
        </caption>
        <thead>
          <tr>
            <th scope="col">{text.from}</th>
            {locales.map((locale) => (
              <th scope="col">{nameLabel(locale)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: BAND_ROWS }, (_, at) => (
            <tr>
              <td>{line(`scale.band.${at}.from`, `${text.from} ${at + 1}`, bands[at]?.from ?? '', 12)}</td>
              {locales.map((locale) => (
                <td>
                  {line(
                    `scale.band.${at}.label.${locale}`,
                    `${nameLabel(locale)} ${at + 1}`,
                    bands[at]?.label[locale] ?? '',
                    80,
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Examples({ frame, view }: BuilderProps) {
  const text = findInstrumentBuilderText(frame.locale).examples
  const { definition, example: typed, exampleFaults: faults } = view
  if (definition.scales.length === 0) return null
  const nameScale = (id: string) =>
    pickText(definition.scales.find((scale) => scale.id === id)?.title ?? {}, frame.locale) || id
  return (
    <>
      <h2>{text.heading}</h2>
      <p class="soft">{text.lead}</p>
      {definition.examples.map(({ source, scores }, at) => (
        <BuilderForm {...{ frame, view }}>
          <p>
            <strong>{source}</strong>
            {Object.entries(scores).map(
              ([scale, score]) =>
                ` · ${nameScale(scale)}: ${score === 'not-scorable' ? text.notScored : score}`,
            )}{' '}
            <button class="plain" type="submit" name="step" value={`remove-example:${at}`}>
              {text.remove}
            </button>
          </p>
        </BuilderForm>
      ))}
      <details open={faults.length > 0 || definition.examples.length === 0}>
        <summary>{text.add}</summary>
        <BuilderForm {...{ frame, view }}>
          {definition.items.map((item) => (
            <Field name={`example.answer.${item.id}`} label={pickText(item.text, frame.locale) || item.id}>
              {(described) => <AnswerInput {...{ frame, view, item, described }} />}
            </Field>
          ))}
          {definition.scales.map(({ id }) => (
            <Field
              name={`example.score.${id}`}
              label={text.score(nameScale(id))}
              hint={text.scoreHint}
              fault={faults.some(({ scale }) => scale === id) ? text.faults.score : undefined}
            >
              {(described) => <input {...described} value={typed.scores[id] ?? ''} maxlength={20} />}
            </Field>
          ))}
          <Field
            name="example.source"
            label={text.source}
            hint={text.sourceHint}
            fault={faults.some(({ scale }) => scale === undefined) ? text.faults.source : undefined}
          >
            {(described) => <input {...described} value={typed.source} maxlength={500} />}
          </Field>
          <button class="outline" type="submit" name="step" value="example">
            {text.save}
          </button>
        </BuilderForm>
      </details>
    </>
  )
}

type AnswerInputProps = BuilderProps & {
  readonly item: Item
  readonly described: Readonly<Record<string, string>>
}

function AnswerInput({ frame, view, item, described }: AnswerInputProps) {
  const text = findInstrumentBuilderText(frame.locale).examples
  const chosen = view.example.answers[item.id] ?? ''
  const options = listOptions(view.definition, item)
  if (options.length === 0 || item.type === 'several')
    return <input {...described} value={chosen} maxlength={200} placeholder={text.declined} />
  return (
    <select {...described}>
      <option value="">{text.declined}</option>
      {options.map(({ code, label }) => (
        <option value={code} selected={code === chosen}>
          {label ? pickText(label, frame.locale) || code : code}
        </option>
      ))}
    </select>
  )
}

function isScorable({ type }: Item): boolean {
  return type !== 'text'
}

function listLocales({ definition: { locales, title } }: BuilderView): readonly string[] {
  return [...new Set([...Object.keys(locales), ...Object.keys(title)])]
}
