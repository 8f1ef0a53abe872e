import { type DefinitionsText, findDefinitionsText } from '../text/definitions-text.ts'
import type { RuleField, RuleNode } from './definitions-view.ts'
import { Field } from './field.tsx'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

type RuleEditorProps = {
  readonly frame: ConsoleFrame
  readonly node: RuleNode
}

type BuilderText = DefinitionsText['builder']
type Operation = keyof BuilderText['ops']

/** What each kind of operation is for. */
const KINDS: readonly (readonly [keyof BuilderText['kinds'], readonly Operation[]])[] = [
  ['change', ['percent-improvement', 'improvement']],
  ['state', ['level', 'band']],
  ['own', ['global-rating', 'own-goal']],
  ['time', ['days-since-treatment', 'treatments']],
  ['join', ['all', 'any', 'at-least', 'not', 'sustained', 'held-since-treatment']],
]

/** A condition with its fields, and the conditions within it. It needs no script: every button saves the whole form. */
export function RuleEditor({ frame, node }: RuleEditorProps) {
  const text = findDefinitionsText(frame.locale).builder
  const { pointer, place, parts, shape } = node
  return (
    <fieldset class="rule">
      <legend>{place === '' ? text.rule : text.part(place)}</legend>
      {node.faults.map((fault) => (
        <p class="fault">{fault}</p>
      ))}
      <div class="row">
        <OperationField {...{ text, node }} />
        {node.fields.map((field) =>
          field.kind === 'checks' ? (
            <Checks {...{ text, node, field }} />
          ) : (
            <OneField {...{ text, node, field }} />
          ),
        )}
      </div>
      {node.measure === undefined ? null : (
        <p class="small">
          <a href={consolePaths.meaningfulChange(frame.study.id, { measure: node.measure })}>{text.much}</a>
        </p>
      )}
      {parts.map((part) => (
        <RuleEditor {...{ frame, node: part }} />
      ))}
      {shape === 'group' ? (
        <button class="outline" type="submit" name="step" value={`add:${pointer}`}>
          {text.add}
        </button>
      ) : null}{' '}
      {shape === 'wrapper' || (shape === 'group' && parts.length === 1) ? (
        <button class="plain" type="submit" name="step" value={`unwrap:${pointer}`}>
          {text.unwrap}
        </button>
      ) : null}{' '}
      {place === '' ? null : (
        <button
          class="plain"
          type="submit"
          name="step"
          value={`remove:${pointer}`}
          aria-label={`${text.remove}: ${text.part(place)}`}
        >
          {text.remove}
        </button>
      )}
    </fieldset>
  )
}

type NodeProps = { readonly text: BuilderText; readonly node: RuleNode }

/** Conditions that hold others can be joined otherwise, and lose none of them. */
function OperationField({ text, node }: NodeProps) {
  const isJoining = node.parts.length > 0
  const kinds = KINDS.filter(([kind]) => !isJoining || kind === 'join')
  return (
    <Field name={`${node.pointer}/op`} label={text.fields.op}>
      {(described) => (
        <select {...described}>
          {node.op === '' ? <option value="">{text.choose}</option> : null}
          {node.op !== '' && !Object.hasOwn(text.ops, node.op) ? (
            <option value={node.op}>{node.op}</option>
          ) : null}
          {kinds.map(([kind, ops]) => (
            <optgroup label={text.kinds[kind]}>
              {ops.map((op) => (
                <option value={op} selected={op === node.op}>
                  {text.ops[op]}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  )
}

type FieldProps = NodeProps & { readonly field: RuleField }

function OneField({ text, node, field }: FieldProps) {
  const [value = ''] = field.values
  return (
    <Field
      name={field.pointer}
      label={findLabel(text, node, field)}
      hint={field.hint}
      fault={field.faults.length === 0 ? undefined : field.faults.join('; ')}
    >
      {(described) =>
        field.kind === 'number' ? (
          <input {...described} value={value} inputmode="decimal" autocomplete="off" />
        ) : (
          <select {...described}>
            {field.choices.some(({ id }) => id === value) ? null : (
              <option value={value}>{value === '' ? text.choose : value}</option>
            )}
            {field.choices.map(({ id, title }) => (
              <option value={id} selected={id === value}>
                {title}
              </option>
            ))}
          </select>
        )
      }
    </Field>
  )
}

function Checks({ text, node, field }: FieldProps) {
  const fault = field.faults.join('; ')
  return (
    <fieldset class="checks" aria-describedby={fault === '' ? undefined : `${field.pointer}-fault`}>
      <legend>{findLabel(text, node, field)}</legend>
      {fault === '' ? null : (
        <span class="fault" id={`${field.pointer}-fault`}>
          {fault}
        </span>
      )}
      {/* Sent when nothing is chosen, too. */}
      <input type="hidden" name={field.pointer} value="" />
      {field.choices.map(({ id, title }) => (
        <label>
          <input type="checkbox" name={field.pointer} value={id} checked={field.values.includes(id)} />
          {title}
        </label>
      ))}
    </fieldset>
  )
}

function findLabel({ fields }: BuilderText, { op }: RuleNode, { name }: RuleField): string {
  const words: Readonly<Record<string, string>> = fields
  return words[`${op}/${name}`] ?? words[name] ?? name
}
