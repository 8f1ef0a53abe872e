import { Zip, ZipDeflate } from 'fflate'

/** A ZIP that is written while its files still are. */
export type ZipStream = {
  /** Files stand in the ZIP in the order in which they are opened, and can be written all at once. */
  open(path: string): { write(bytes: Uint8Array): void; end(): void }
  /** Once every file has ended. */
  end(): void
}

/** The earliest that a ZIP can say, in whatever time zone the program runs: no file is told by when it was made. */
const NO_TIME = new Date(1980, 0, 1)

/**
 * A ZIP whose bytes follow from the files alone: every time is the same, and files are compressed by JavaScript, whose result
 * does not change with the processor or the version of Node, as that of Node's own zlib does. A file that is written while an
 * earlier one has not ended is kept compressed until its turn.
 *
 * @param write gets the bytes in order
 * @throws Error where the ZIP would pass 4 GB
 */
export function createZipStream(write: (bytes: Uint8Array) => void): ZipStream {
  let total = 0
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    total += bytes.length
    if (total > MAX_BYTES) throw new Error('a ZIP of more than 4 GB needs another format')
    write(bytes)
  })
  return {
    open(path) {
      const file = Object.assign(new ZipDeflate(path, { level: 6 }), { mtime: NO_TIME })
      zip.add(file)
      return {
        write: (bytes) => file.push(bytes),
        end: () => file.push(new Uint8Array(0), true),
      }
    },
    end: () => zip.end(),
  }
}

const MAX_BYTES = 4_294_967_295
