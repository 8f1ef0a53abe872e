/**
 * Words that the vocabulary has replaced. One word per concept, and it is the field's: what stands on the left is no
 * identifier, no part of one, no path and no stored word any more.
 */
export type Retired = {
  /** A part of an identifier in camel case, or a whole hyphenated word. */
  readonly was: RegExp
  readonly now: string
  /** Where the word means something else. */
  readonly except?: RegExp
  /** Where alone the word is a concept's; everywhere when left out. */
  readonly only?: RegExp
}

export const RETIRED: readonly Retired[] = [
  { was: /^assignments?$/, now: 'assessment' },
  {
    was: /^instances?$/,
    now: 'occurrence',
    except: /platform\/(http\/problem|core\/log)\.ts$|public-pages\/|infra\/|web\/(api|reference|docs)\//,
  },
  // A course is a course of treatment: treatments without a longer gap.
  { was: /^courses?$/, now: 'timeline', only: /^functions\/analysis\/(timeline|responder|statistics)\// },
  { was: /^(not-)?determinable$/, now: 'assessable' },
  { was: /^judged?s?$/, now: 'ResponderEvaluator, evaluate' },
  { was: /^truths?$/, now: 'Ternary', only: /^functions\// },
  { was: /^gained$/, now: 'improvement' },
  { was: /^labs?$/, now: 'definition-comparison' },
  { was: /^taken-back$/, now: 'voided' },
  { was: /^(un)?told$/, now: 'reported, disclosed', except: /reply-intent\/words\.ts$/ },
  { was: /^withheld$/, now: 'suppressed' },
  {
    was: /^(meaning|said)$/,
    now: 'ReplyIntent',
    except: /reply-intent\/(words|self-harm)\.ts$/,
    only: /^functions\//,
  },
  {
    was: /^(NamedWrite|clause|PASSES)$/,
    now: 'ConditionalWrite, condition, attempt',
    except: /reply-intent\//,
  },
  { was: /^minimumCell$/, now: 'minimumCellSize' },
  { was: /^spreadOut$/, now: 'addJitter' },
  { was: /^(MOST|LONGEST|ENOUGH|SLOWNESS)$/, now: 'MAX_…, MIN_…, TOLERANCE' },
  { was: /^(answeredHow|AnsweredHow|ParticipantResponse)$/, now: 'provenance, trajectory' },
]

/** Paths that have another name. */
export const RETIRED_PATHS: readonly { readonly was: RegExp; readonly now: string }[] = [
  { was: /(?<!analyses|pgic)\/(outcomes|lab|change|model|thresholds)(?=['"`?])/, now: '/analyses/…' },
  { was: /\/assignments(?=['"`/?])/, now: '/assessments' },
  { was: /\{participant\}\/response(?=['"`])/, now: '/trajectory' },
]

export type RetiredWord = {
  readonly path: string
  readonly line: number
  readonly word: string
  readonly now: string
}

/** Identifiers, hyphenated words in quotes and paths of a source that the vocabulary has retired. Comments are prose. */
export function findRetiredWords(path: string, source: string): RetiredWord[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  )
  return code.split('\n').flatMap((text, at) => {
    const found = new Map<string, string>()
    for (const identifier of text.replaceAll(SENTENCE, '').match(/[A-Za-z_$][\w$]*/g) ?? [])
      for (const word of [identifier, ...splitIdentifier(identifier)]) collect(found, word, path)
    for (const [, quoted = ''] of text.matchAll(/['"`]([a-z]+(?:-[a-z]+)+)['"`]/g))
      collect(found, quoted, path)
    for (const { was, now } of RETIRED_PATHS) {
      const match = was.exec(text)
      if (match) found.set(match[0], now)
    }
    return [...found].map(([word, now]) => ({ path, line: at + 1, word, now }))
  })
}

/** A string with a space in it is prose. */
const SENTENCE = /'(?:[^'\n\\]|\\.)* (?:[^'\n\\]|\\.)*'|`[^`$\n]* [^`$\n]*`/g

function collect(found: Map<string, string>, word: string, path: string): void {
  for (const { was, now, except, only = /^/ } of RETIRED)
    if (was.test(word) && only.test(path) && !except?.test(path)) found.set(word, now)
}

/** `notDeterminableReason` → not, determinable, reason; `MAX_FRAMES` → MAX, FRAMES. */
function splitIdentifier(identifier: string): string[] {
  const parts = identifier.split(/_|(?<=[a-z0-9])(?=[A-Z])/).filter((part) => part !== '')
  return identifier.includes('_') ? parts : parts.map((part) => part.toLowerCase())
}
