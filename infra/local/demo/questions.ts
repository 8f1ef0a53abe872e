import * as z from 'zod'

const instrument = z.object({
  id: z.string(),
  items: z.array(z.object({ id: z.string(), text: z.record(z.string(), z.string()) })),
})

/**
 * Which item (`peg/pain`) a question is, by its wording: all that a simulated participant sees of it.
 *
 * @param definitions of a study's instruments, as the public API gives them
 * @throws Error where an item has no wording, or two share theirs
 */
export function mapQuestions(definitions: readonly unknown[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { id, items } of definitions.map((one) => instrument.parse(one)))
    for (const item of items)
      for (const text of Object.values(item.text)) {
        const question = `${id}/${item.id}`
        const other = found.get(text)
        if (other !== undefined && other !== question)
          throw new Error(`${other} and ${question} are worded alike`)
        found.set(text, question)
      }
  return found
}
