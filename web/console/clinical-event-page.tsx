import {
  ADVERSE_EVENT_TERMS,
  type ClinicalEventKind,
  MAX_MORPHINE_EQUIVALENT,
  RELATIONS,
  SEVERITIES,
  STOP_REASONS,
  TREATMENT_CLASSES,
} from '../../surveys/study/clinical-event.ts'
import { findText } from '../text/index.ts'
import type { ClinicalEventField, ClinicalEventView } from './clinical-event-view.ts'
import { Choice, Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type EventPageProps = { readonly frame: ConsoleFrame; readonly view: ClinicalEventView }

/** Recording a clinical event: first which kind, then its details. */
export function ClinicalEventPage({ frame, view }: EventPageProps) {
  const text = findText(frame.locale).clinicalEvent
  const { fault, kind } = view
  return (
    <ConsoleDocument frame={frame} title={text.record} section="participants">
      <p>
        <a href={consolePaths.participant(frame.study.id, view.participant)} class="id">
          {view.participant}
        </a>
      </p>
      <h1>{kind === null ? text.record : text.kinds[kind]}</h1>
      {fault === null ? null : (
        <p class="alarm" role="alert">
          {fault.field === null ? text.faults[fault.fault] : text.refused(text.fields[fault.field])}
        </p>
      )}
      {kind === null ? (
        <KindLinks frame={frame} view={view} />
      ) : (
        <EventForm frame={frame} view={view} kind={kind} />
      )}
    </ConsoleDocument>
  )
}

function KindLinks({ frame, view }: EventPageProps) {
  const text = findText(frame.locale).clinicalEvent
  return (
    <>
      <p class="soft">{text.recordLead}</p>
      <h2>{text.choose}</h2>
      <ul>
        {view.kinds.map((kind) => (
          <li>
            <a href={consolePaths.clinicalEvent(frame.study.id, view.participant, { kind })}>
              {text.kinds[kind]}
            </a>
            <span class="soft">: {text.kindHints[kind]}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function EventForm({ frame, view, kind }: EventPageProps & { readonly kind: ClinicalEventKind }) {
  const text = findText(frame.locale).clinicalEvent
  return (
    <form class="fields" method="post" action={consolePaths.clinicalEvent(frame.study.id, view.participant)}>
      <input type="hidden" name="kind" value={kind} />
      <DetailFields frame={frame} view={view} kind={kind} />
      <Field
        name="at"
        label={text.fields.at}
        hint={text.atHint(view.site.name, view.site.timeZone)}
        fault={findFault(frame, view, 'at')}
      >
        {(described) => <input {...described} type="datetime-local" value={view.typed.at ?? ''} required />}
      </Field>
      <button type="submit">{text.record}</button>
    </form>
  )
}

function DetailFields({ frame, view, kind }: EventPageProps & { readonly kind: ClinicalEventKind }) {
  const text = findText(frame.locale).clinicalEvent
  const choose = (
    name: ClinicalEventField,
    words: Readonly<Record<string, string>>,
    codes: readonly string[],
    hint?: string,
  ) => (
    <Choice
      name={name}
      label={text.fields[name]}
      hint={hint}
      fault={findFault(frame, view, name)}
      chosen={view.typed[name]}
      isRequired
      options={codes.map((code) => ({ value: code, label: words[code] ?? code }))}
    />
  )
  switch (kind) {
    case 'rescue-treatment':
    case 'concomitant-treatment':
      return choose('treatment', text.treatments, TREATMENT_CLASSES)
    case 'treatment-stopped':
      return choose('reason', text.reasons, STOP_REASONS)
    case 'adverse-event':
      return (
        <>
          {choose('term', text.terms, ADVERSE_EVENT_TERMS)}
          {choose('severity', text.severities, SEVERITIES)}
          {choose('serious', { yes: text.yes, no: text.no }, ['yes', 'no'], text.seriousHint)}
          {choose('relation', text.relations, RELATIONS)}
        </>
      )
    case 'opioid-dose':
      return (
        <Field
          name="morphineEquivalent"
          label={text.fields.morphineEquivalent}
          hint={text.doseHint}
          fault={findFault(frame, view, 'morphineEquivalent')}
        >
          {(described) => (
            <input
              {...described}
              inputmode="decimal"
              autocomplete="off"
              maxlength={String(MAX_MORPHINE_EQUIVALENT).length + 2}
              value={view.typed.morphineEquivalent ?? ''}
              required
            />
          )}
        </Field>
      )
  }
}

function findFault(
  frame: ConsoleFrame,
  { fault }: ClinicalEventView,
  field: ClinicalEventField,
): string | undefined {
  return fault?.field === field ? findText(frame.locale).clinicalEvent.faults[fault.fault] : undefined
}
