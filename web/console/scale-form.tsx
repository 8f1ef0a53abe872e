import { type Item, isWrittenIn } from '../../surveys/instrument/item.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import { findInstrumentBuilderText } from '../text/instrument-builder-text.ts'
import { findInstrumentText } from '../text/instrument-text.ts'
import { BuilderForm, type BuilderProps } from './builder-form.tsx'
import { formatLanguage } from './draft-words.ts'
import { Choice, Field } from './field.tsx'
import { BAND_ROWS, type BuilderView, MISSING_POLICIES, SCALE_OPERATIONS } from './instrument-builder-view.ts'

/** One scale: what it measures, its rule, direction and bands. */
export function ScaleForm({ frame, view }: BuilderProps) {
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
          label={
            locales.length === 1
              ? text.title
              : `${text.title} (${text.language(formatLanguage(locale, frame.locale))})`
          }
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
    locales.length === 1
      ? text.label
      : `${text.label} (${text.language(formatLanguage(locale, frame.locale))})`
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

function isScorable({ type }: Item): boolean {
  return type !== 'text'
}

function listLocales({ definition: { locales, title } }: BuilderView): readonly string[] {
  return [...new Set([...Object.keys(locales), ...Object.keys(title)])]
}
