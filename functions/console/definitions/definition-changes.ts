import type { DefinitionChanges, SentenceChange } from '../../../web/console/definitions-view.ts'
import type { RuleDescription } from '../../../web/responder/describe-responder-rule.ts'

type Line = Pick<SentenceChange, 'text' | 'depth'>
type Texts = Readonly<Record<string, string>>

/**
 * What a version says otherwise than the one before: the rule line by line, and each text that differs.
 *
 * @param fields the names of the texts, in the order in which they are shown
 */
export function compareDefinitionWords(
  since: string,
  before: { readonly rule: readonly RuleDescription[]; readonly texts: Texts },
  after: { readonly rule: readonly RuleDescription[]; readonly texts: Texts },
  fields: readonly string[],
): DefinitionChanges {
  return {
    since,
    rule: compareLines(listLines(before.rule), listLines(after.rule)),
    others: fields.flatMap((field) => {
      const [old = '', now = ''] = [before.texts[field], after.texts[field]]
      return old === now ? [] : [{ field, before: old, after: now }]
    }),
  }
}

function listLines(parts: readonly RuleDescription[], depth = 0): readonly Line[] {
  return parts.flatMap((part) => [{ text: part.text, depth }, ...listLines(part.parts, depth + 1)])
}

/** By the longest common subsequence of lines, so that a condition that was added moves no other. */
function compareLines(before: readonly Line[], after: readonly Line[]): readonly SentenceChange[] {
  const isSame = (a: Line | undefined, b: Line | undefined) => a?.text === b?.text && a?.depth === b?.depth
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const readLength = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      (lengths[i] as number[])[j] = isSame(before[i], after[j])
        ? readLength(i + 1, j + 1) + 1
        : Math.max(readLength(i + 1, j), readLength(i, j + 1))
  const changes: SentenceChange[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]]
    if (old && now && isSame(old, now)) {
      changes.push({ kind: 'kept', ...now })
      i += 1
      j += 1
    } else if (old && (!now || readLength(i + 1, j) >= readLength(i, j + 1))) {
      changes.push({ kind: 'removed', ...old })
      i += 1
    } else if (now) {
      changes.push({ kind: 'added', ...now })
      j += 1
    }
  }
  return changes
}
