/** Ranks from 1; equal values share the mean of theirs. */
export function rankValues(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = new Array<number>(values.length)
  for (let from = 0; from < order.length; ) {
    let until = from + 1
    while (until < order.length && values[order[until] as number] === values[order[from] as number])
      until += 1
    for (let at = from; at < until; at += 1) ranks[order[at] as number] = (from + until + 1) / 2
    from = until
  }
  return ranks
}
