import { type Item, listOptions } from '../../surveys/instrument/item.ts'
import { splitCodes } from '../../surveys/instrument/several-answer.ts'
import { pickText } from '../../surveys/instrument/vocabulary.ts'
import { findInstrumentText } from '../text/instrument-text.ts'
import { type InstrumentView, instrumentPaths } from './view.ts'

type TryFormProps = { readonly view: InstrumentView; readonly locale: string }

/** Every question of the instrument as a form. The name of a field is the item's id. Nothing is kept. */
export function TryForm({ view, locale }: TryFormProps) {
  const text = findInstrumentText(locale).page
  const { definition } = view
  return (
    <form class="try" method="post" action={instrumentPaths.page(definition)} autocomplete="off" novalidate>
      {definition.items.map((item) => (
        <Question item={item} view={view} locale={locale} />
      ))}
      <button type="submit">{text.score}</button>
    </form>
  )
}

function Question({ item, view, locale }: TryFormProps & { readonly item: Item }) {
  const { definition, answers } = view
  const text = findInstrumentText(locale).page
  const stem = pickText(item.stem ?? definition.stem, locale)
  const options = listOptions(definition, item)
  const given = answers[item.id]
  const chosen = typeof given !== 'string' ? [] : item.type === 'several' ? splitCodes(given) : [given]
  const name = pickText(item.text, locale) || item.id
  return (
    <fieldset>
      <legend>
        {stem === '' ? null : <span class="stem">{stem}</span>}
        {name}
      </legend>
      <div class="asked">
        {options.length === 0 ? (
          <Written item={item} given={given ?? ''} label={name} />
        ) : (
          <div class={item.type === 'numeric-scale' ? 'steps' : undefined}>
            {options.map(({ code, label, value }) => (
              <label>
                <input
                  type={item.type === 'several' ? 'checkbox' : 'radio'}
                  name={item.id}
                  value={code}
                  checked={chosen.includes(code)}
                />{' '}
                {pickText(label, locale) || formatOption(item, value ?? code, locale)}
              </label>
            ))}
            {item.type === 'several' ? null : (
              <label class="soft">
                <input type="radio" name={item.id} value="" checked={typeof given !== 'string'} />{' '}
                {text.notAnswered}
              </label>
            )}
          </div>
        )}
      </div>
    </fieldset>
  )
}

function Written({
  item,
  given,
  label,
}: {
  readonly item: Item
  readonly given: string
  readonly label: string
}) {
  const mode = item.type === 'number' ? 'decimal' : undefined
  return (
    <input
      type="text"
      name={item.id}
      value={given}
      aria-label={label}
      inputmode={mode}
      placeholder={item.type === 'time' ? 'HH:MM' : item.type === 'date' ? 'YYYY-MM-DD' : undefined}
      maxlength={item.type === 'text' ? item.maximumLength : 12}
    />
  )
}

/** A number of a scale, with the words at its ends. */
function formatOption(item: Item, value: number | string, locale: string): string {
  if (item.type !== 'numeric-scale') return String(value)
  const label =
    value === item.minimum ? item.minimumLabel : value === item.maximum ? item.maximumLabel : undefined
  return label ? `${value} ${pickText(label, locale)}` : String(value)
}
