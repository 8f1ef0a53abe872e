import { Deflate, Inflate } from 'fflate'

/**
 * Text that stands behind what is known only once it ends, such as the number of its rows: kept compressed until then, so that
 * a large table takes little memory.
 */
export function createHeldText(): {
  add(text: string): void
  /** Gives everything that was added, in order. Once. */
  drain(write: (bytes: Uint8Array) => void): void
} {
  const kept: Uint8Array[] = []
  const deflate = new Deflate({ level: 1 }, (bytes) => {
    kept.push(bytes)
  })
  let pending = ''
  const flush = () => {
    deflate.push(Buffer.from(pending))
    pending = ''
  }
  return {
    add(text) {
      pending += text
      if (pending.length >= CHUNK_CHARACTERS) flush()
    },
    drain(write) {
      flush()
      deflate.push(new Uint8Array(0), true)
      const inflate = new Inflate((bytes) => {
        if (bytes.length > 0) write(bytes)
      })
      for (const [at, bytes] of kept.entries()) inflate.push(bytes, at === kept.length - 1)
    },
  }
}

const CHUNK_CHARACTERS = 65_536
