import { findText } from '../text/index.ts'
import { findOnCallText } from '../text/on-call-text.ts'
import { AttributeFields } from './attribute-fields.tsx'
import { ContactFields } from './contact-fields.tsx'
import { DistinctChoice, Duplicates } from './duplicates.tsx'
import { ENROL_FIELDS, type EnrolFault, type EnrolView } from './enrolment-view.ts'
import { Choice, Field } from './field.tsx'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type EnrolPageProps = { readonly frame: ConsoleFrame; readonly view: EnrolView }

/** The form that enrols a participant. */
export function EnrolPage({ frame, view }: EnrolPageProps) {
  const text = findText(frame.locale).enrolment
  const { faults } = view
  const findFault = (name: EnrolFault) => (faults.includes(name) ? text.faults[name] : undefined)
  return (
    <ConsoleDocument frame={frame} title={text.enrol} section="participants">
      <h1>{text.enrol}</h1>
      <p class="soft">{text.lead}</p>
      {faults.length + view.faultyAttributes.length === 0 ? null : (
        <p class="alarm" role="alert">
          {findFault('form') ??
            findFault('nobody-on-call') ??
            findFault('study-ended') ??
            findFault('site-closed') ??
            text.refused(
              [
                ...ENROL_FIELDS.filter((name) => faults.includes(name)).map((name) => text.fields[name]),
                ...view.faultyAttributes.map((id) => findTitle(view.attributes, id)),
              ].join(', '),
            )}
          {faults.includes('nobody-on-call') ? <OnCallLink {...{ frame, view }} /> : null}
        </p>
      )}
      {view.duplicates.length === 0 ? null : <Duplicates frame={frame} duplicates={view.duplicates} />}
      {view.closedSites.length === 0 ? null : (
        <p class="note">{text.closedSites(view.closedSites.join(', '))}</p>
      )}
      {view.sites.length === 0 ? null : <EnrolForm {...{ frame, view, findFault }} />}
    </ConsoleDocument>
  )
}

/** To the list of the clinic that was chosen, or of the only one. */
function OnCallLink({ frame, view }: EnrolPageProps) {
  const site = view.sites.find(({ id }) => id === view.typed.site) ?? view.sites[0]
  if (!site) return null
  return (
    <>
      {' '}
      <a href={consolePaths.onCall(frame.study.id, site.id)}>
        {findOnCallText(frame.locale).ofSite(site.name)}
      </a>
    </>
  )
}

type EnrolFormProps = EnrolPageProps & { readonly findFault: (name: EnrolFault) => string | undefined }

function EnrolForm({ frame, view, findFault }: EnrolFormProps) {
  const text = findText(frame.locale).enrolment
  const { typed } = view
  const { from, until } = view.textingHours
  const buildField = (name: (typeof ENROL_FIELDS)[number], hint?: string) => ({
    ...{ name, label: text.fields[name], hint, fault: findFault(name) },
  })
  const languages = new Intl.DisplayNames([frame.locale], { type: 'language' })
  const [only] = view.sites
  return (
    <form class="fields" method="post" action={consolePaths.enrol(frame.study.id)}>
      <input type="hidden" name="key" value={view.key} />
      {view.sites.length === 1 ? (
        <input type="hidden" name="site" value={only?.id ?? ''} />
      ) : (
        <Choice
          {...buildField('site')}
          chosen={typed.site}
          isRequired
          options={view.sites.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <ContactFields locale={frame.locale} typed={typed} findFault={findFault} />
      <Choice
        {...buildField('locale')}
        chosen={typed.locale ?? (view.locales.length === 1 ? view.locales[0] : undefined)}
        isRequired
        options={view.locales.map((locale) => ({ value: locale, label: languages.of(locale) ?? locale }))}
      />
      <Field
        {...buildField('timeZone', text.zoneHint(view.sites.map(({ timeZone }) => timeZone).join(', ')))}
      >
        {(described) => (
          <input
            {...described}
            value={typed.timeZone ?? ''}
            list="zones"
            maxlength={64}
            autocomplete="off"
            spellcheck={false}
          />
        )}
      </Field>
      <datalist id="zones">
        {view.zones.map((zone) => (
          <option value={zone} />
        ))}
      </datalist>
      {view.arms.length === 0 ? null : (
        <Choice
          {...buildField('arm')}
          chosen={typed.arm}
          options={[
            { value: '', label: text.none },
            ...view.arms.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
      )}
      <AttributeFields locale={frame.locale} attributes={view.attributes} faulty={view.faultyAttributes} />
      <Choice
        {...buildField('smsConsent', text.consentHint)}
        chosen={typed.smsConsent}
        isRequired
        options={[
          { value: 'yes', label: text.yes },
          { value: 'no', label: text.no },
        ]}
      />
      {view.hasByText ? (
        <Choice
          {...buildField('channel', text.channelHint)}
          chosen={typed.channel}
          options={[
            { value: 'link', label: text.byLink },
            { value: 'text', label: text.byText },
          ]}
        />
      ) : null}
      <Field {...buildField('textAt', text.textAtHint(from, until))}>
        {(described) => (
          <input {...described} type="time" value={typed.textAt ?? ''} min={from} max={until} />
        )}
      </Field>
      {view.duplicates.length === 0 ? null : <DistinctChoice frame={frame} duplicates={view.duplicates} />}
      <button type="submit">{text.enrol}</button>
    </form>
  )
}
