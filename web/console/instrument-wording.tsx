import { findFirstLocale, listWording } from '../../surveys/publication/wording.ts'
import { PAGE_LANGUAGES } from '../../surveys/study/page-languages.ts'
import { findInstrumentBuilderText } from '../text/instrument-builder-text.ts'
import { BuilderForm, type BuilderProps } from './builder-form.tsx'
import { formatLanguage } from './draft-words.ts'
import { Field } from './field.tsx'

/** The texts of a questionnaire in each other language, beside what they are translated from. */
export function InstrumentWording({ frame, view }: BuilderProps) {
  const { definition } = view
  const first = findFirstLocale(definition)
  const others = new Set([...PAGE_LANGUAGES, ...Object.keys(definition.locales)])
  others.delete(first)
  return (
    <>
      {[...others].map((locale) => (
        <WordingForm {...{ frame, view, locale }} />
      ))}
    </>
  )
}

function WordingForm({ frame, view, locale }: BuilderProps & { readonly locale: string }) {
  const text = findInstrumentBuilderText(frame.locale).wording
  const words = listWording(view.definition, locale)
  const written = words.filter(({ translated }) => translated !== undefined).length
  const language = formatLanguage(locale, frame.locale)
  return (
    <details open={written > 0 && written < words.length}>
      <summary>{text.heading(language, written, words.length)}</summary>
      <BuilderForm {...{ frame, view }}>
        <p class="soft">{text.lead}</p>
        {words.map(({ text: from, translated }, at) => (
          <Field name={`wording.${at}`} label={from}>
            {(described) => (
              <input
                {...described}
                value={translated ?? ''}
                lang={locale}
                maxlength={1000}
                autocomplete="off"
              />
            )}
          </Field>
        ))}
        <button class="outline" type="submit" name="step" value={`wording:${locale}`}>
          {text.save(language)}
        </button>
      </BuilderForm>
    </details>
  )
}
