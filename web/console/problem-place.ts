import type { DefinitionsText } from '../text/definitions-text.ts'
import type { DefinitionBuilderView, RuleNode } from './definitions-view.ts'

/**
 * What a problem of a draft is about, in the words of its form, and the id of the field that it stands at.
 *
 * @param pointer JSON pointer of the problem
 */
export function findProblemPlace(
  { rule }: Pick<DefinitionBuilderView, 'rule'>,
  text: DefinitionsText,
  pointer: string,
): { readonly title: string; readonly id: string | undefined } {
  const { builder } = text
  const node = listNodes(rule).findLast((one) => isWithin(pointer, one.pointer))
  if (node) {
    const field = node.fields.find((one) => isWithin(pointer, one.pointer))
    const title = node.place === '' ? builder.rule : builder.part(node.place)
    if (field === undefined) return { title, id: `${node.pointer}/op` }
    const words: Readonly<Record<string, string>> = builder.fields
    const label = words[`${node.op}/${field.name}`] ?? words[field.name] ?? field.name
    // A group of check boxes has no id of its own.
    return { title: `${title}, ${label}`, id: field.kind === 'checks' ? undefined : field.pointer }
  }
  const [, name = '', language = ''] = pointer.split('/')
  const languages: Readonly<Record<string, string>> = builder.languages
  const fields: Readonly<Record<string, string>> = {
    title: builder.title(languages[language] ?? language),
    summary: builder.summary(languages[language] ?? language),
    source: text.source,
    evidence: text.evidence,
    version: text.version,
    missing: builder.missing,
    lateAnswers: builder.late,
  }
  const label = fields[name]
  return label === undefined ? { title: pointer || '/', id: undefined } : { title: label.trim(), id: pointer }
}

/** Outer ones before those within them. */
function listNodes(node: RuleNode): readonly RuleNode[] {
  return [node, ...node.parts.flatMap(listNodes)]
}

function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`)
}
