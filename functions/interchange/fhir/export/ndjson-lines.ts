const CHUNK_CHARACTERS = 65_536

/** Resources as lines of JSON, handed on in chunks of about 64 kB. */
export function createLines(write: (bytes: Uint8Array) => void): {
  add(resources: Iterable<object>): void
  /** @returns how many there are */
  end(): number
} {
  let count = 0
  let pending = ''
  const flush = () => {
    write(Buffer.from(pending))
    pending = ''
  }
  return {
    add(resources) {
      for (const resource of resources) {
        pending += `${JSON.stringify(resource)}\n`
        count += 1
        if (pending.length >= CHUNK_CHARACTERS) flush()
      }
    },
    end() {
      flush()
      return count
    },
  }
}
