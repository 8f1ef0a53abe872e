import { type Item, listOptions } from '../../surveys/instrument/item.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import { ScaleSection } from '../instrument/scale-section.tsx'
import { findInstrumentBuilderText } from '../text/instrument-builder-text.ts'
import { BuilderForm, type BuilderProps } from './builder-form.tsx'
import { formatLanguage } from './draft-words.ts'
import { Choice, Field } from './field.tsx'
import { TRANSLATION_STATES } from './instrument-builder-view.ts'
import { InstrumentWording } from './instrument-wording.tsx'
import { ScaleForm } from './scale-form.tsx'

/** Completing a questionnaire by forms: languages, scales and worked examples. Each sends the whole definition along. */
export function InstrumentBuilder(props: BuilderProps) {
  return (
    <>
      <Languages {...props} />
      <InstrumentWording {...props} />
      <Scales {...props} />
      <Examples {...props} />
    </>
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
                label={`${text.status}: ${formatLanguage(locale, frame.locale)}`}
                chosen={status}
                options={TRANSLATION_STATES.map((value) => ({ value, label: text.states[value] }))}
              />
              <Field
                name={`locale.${locale}.source`}
                label={`${text.source}: ${formatLanguage(locale, frame.locale)}`}
              >
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
