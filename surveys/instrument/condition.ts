/**
 * Conditions over answers: which items are shown, and which of two rules scores. Pure, without a schema and without an
 * import, since the participant's browser runs the same code (see condition-schema.ts for the schema).
 */

/**
 * A condition over the answers of one instrument or one battery. It has three values: one that depends on a missing
 * answer is `undefined`, neither true nor false.
 *
 * @typeParam Key what names an item: its id in a definition, its position on a participant's page
 */
export type Condition<Key = string> =
  /** One of them is the answer, or among several. */
  | { readonly item: Key; readonly is: readonly string[] }
  /** The value of an option, a number or a time, not its code. */
  | { readonly item: Key; readonly atLeast: number }
  | { readonly item: Key; readonly atMost: number }
  /** Always true or false: it asks about the missing answer itself. */
  | { readonly item: Key; readonly answered: boolean }
  | { readonly all: readonly Condition<Key>[] }
  | { readonly any: readonly Condition<Key>[] }
  | { readonly not: Condition<Key> }

/** What a condition needs to know of an answer; `undefined` where it is missing, whatever the reason. */
export type AnswerLookup<Key = string> = (item: Key) => LookedUpAnswer | undefined

export type LookedUpAnswer = {
  readonly code: string
  readonly value: number
  /** Of a question with several answers: each of them. */
  readonly codes?: readonly string[] | undefined
}

/** Kleene's three-valued logic: `undefined` is unknown. */
export function evaluateCondition<Key>(
  condition: Condition<Key>,
  answerTo: AnswerLookup<Key>,
): boolean | undefined {
  if ('all' in condition) return evaluateAll(condition.all, answerTo)
  if ('any' in condition) {
    const none = evaluateAll(
      condition.any.map((one) => ({ not: one })),
      answerTo,
    )
    return none === undefined ? undefined : !none
  }
  if ('not' in condition) {
    const inner = evaluateCondition(condition.not, answerTo)
    return inner === undefined ? undefined : !inner
  }
  const answer = answerTo(condition.item)
  if ('answered' in condition) return (answer !== undefined) === condition.answered
  if (!answer) return undefined
  if ('is' in condition) return (answer.codes || [answer.code]).some((code) => condition.is.includes(code))
  return 'atLeast' in condition ? answer.value >= condition.atLeast : answer.value <= condition.atMost
}

function evaluateAll<Key>(
  conditions: readonly Condition<Key>[],
  answerTo: AnswerLookup<Key>,
): boolean | undefined {
  let known = true
  for (const condition of conditions) {
    const one = evaluateCondition(condition, answerTo)
    if (one === false) return false
    if (one === undefined) known = false
  }
  return known ? true : undefined
}

/**
 * The keys of the items that are shown. Whether an item is shown depends on the answers to items before it that are
 * shown themselves: an answer that was given before its question went out of sight counts for nothing.
 *
 * @param items in the order in which they are asked; one without a condition is always shown
 */
export function computeShown<Key, Item extends { readonly shownWhen?: Condition<Key> | undefined }>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  answerTo: AnswerLookup<Key>,
): ReadonlySet<Key> {
  const shown = new Set<Key>()
  const findShownAnswer: AnswerLookup<Key> = (key) => (shown.has(key) ? answerTo(key) : undefined)
  for (const item of items) {
    if (!item.shownWhen || evaluateCondition(item.shownWhen, findShownAnswer) === true) shown.add(keyOf(item))
  }
  return shown
}

/** Every item that a condition asks about. */
export function listConditionItems<Key>(condition: Condition<Key>): readonly Key[] {
  if ('not' in condition) return listConditionItems(condition.not)
  if ('item' in condition) return [condition.item]
  const conditions = 'all' in condition ? condition.all : condition.any
  // flatMap is newer than the oldest browsers.
  return conditions.reduce<readonly Key[]>((items, one) => items.concat(listConditionItems(one)), [])
}
