import { findStudyOfficeText } from '../text/study-office-text.ts'
import { Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

/** What was typed beside the file. */
export type ImportFields = {
  readonly permission: string
  readonly id: string
  readonly version: string
  readonly recallDays: string
  readonly form: string
}

/** A file that was refused: its name, and as base64 what is in it, where the page holds that until it is read. */
export type KeptFile = { readonly name: string; readonly content: string | undefined }

type FileFormProps = {
  readonly frame: ConsoleFrame
  readonly typed: ImportFields
  readonly kept?: KeptFile | undefined
}

/** A file of another system, with what it does not say. What was chosen for a refused one is kept in the page. */
export function FileForm({ frame, typed, kept }: FileFormProps) {
  const text = findStudyOfficeText(frame.locale).instruments
  const line = (name: keyof ImportFields, label: string, hint?: string) => (
    <Field name={name} label={label} hint={hint}>
      {(described) => (
        <input {...described} value={typed[name]} required={name === 'permission'} autocomplete="off" />
      )}
    </Field>
  )
  return (
    <form
      class="fields"
      method="post"
      enctype="multipart/form-data"
      action={consolePaths.importInstrument(frame.study.id)}
    >
      {kept?.content === undefined ? null : (
        <>
          <input type="hidden" name="kept" value={kept.content} />
          <input type="hidden" name="keptName" value={kept.name} />
        </>
      )}
      <Field
        name="file"
        label={text.file}
        hint={kept && (kept.content === undefined ? text.chooseAgain(kept.name) : text.kept(kept.name))}
      >
        {(described) => (
          <input {...described} type="file" required={kept?.content === undefined} accept=".json,.csv,.xml" />
        )}
      </Field>
      {line('permission', text.permission, text.permissionHint)}
      {line('id', text.id, text.idHint)}
      {line('version', text.version)}
      {line('recallDays', text.recallDays)}
      {line('form', text.form)}
      <button type="submit" name="step" value="read">
        {text.read}
      </button>
    </form>
  )
}
