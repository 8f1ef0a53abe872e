interface Entry<T> {
  readonly at: number
  readonly order: number
  readonly what: T
}

/** Things that are to happen, earliest first; at the same time, in the order in which they were added (a binary heap). */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = []
  #added = 0

  add(at: number, what: T): void {
    const heap = this.#heap
    let i = heap.push({ at, order: this.#added++, what }) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.#isBefore(i, parent)) break
      this.#swap(i, parent)
      i = parent
    }
  }

  get nextAt(): number | undefined {
    return this.#heap[0]?.at
  }

  /** Takes out everything before `limit`. */
  takeBefore(limit: number): T[] {
    const taken: T[] = []
    for (let first = this.#heap[0]; first !== undefined && first.at < limit; first = this.#heap[0]) {
      taken.push(first.what)
      this.#removeFirst()
    }
    return taken
  }

  #removeFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    heap[0] = last
    for (let i = 0; ; ) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && this.#isBefore(child, least)) least = child
      }
      if (least === i) return
      this.#swap(i, least)
      i = least
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]]
    if (first === undefined || second === undefined) return false
    return first.at === second.at ? first.order < second.order : first.at < second.at
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]]
    if (first === undefined || second === undefined) return
    this.#heap[a] = second
    this.#heap[b] = first
  }
}
