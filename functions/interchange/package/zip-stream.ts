import { createHash } from 'node:crypto'
import { Zip, ZipDeflate } from 'fflate'

/** A file as it was written. */
export type HashedFile = { readonly path: string; readonly bytes: number; readonly sha256: string }

/** A file that is being written. */
export type OpenFile = { write(bytes: Uint8Array): void; end(): HashedFile }

/** A ZIP that is written while its files still are. */
export type ZipStream = {
  /** Files stand in the ZIP in the order in which they are opened, and can be written all at once. */
  open(path: string): OpenFile
  /** A file whose content is there. */
  add(path: string, text: string): HashedFile
  /** Once every file has ended. */
  end(): void
}

/** The earliest that a ZIP can say, in whatever time zone the program runs: no file is known by when it was made. */
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
  const open = (path: string): OpenFile => {
    const file = Object.assign(new ZipDeflate(path, { level: 6 }), { mtime: NO_TIME })
    zip.add(file)
    const hash = createHash('sha256')
    let length = 0
    return {
      write(bytes) {
        length += bytes.length
        hash.update(bytes)
        file.push(bytes)
      },
      end() {
        file.push(new Uint8Array(0), true)
        return { path, bytes: length, sha256: hash.digest('hex') }
      },
    }
  }
  return {
    open,
    add(path, text) {
      const file = open(path)
      file.write(Buffer.from(text))
      return file.end()
    },
    end: () => zip.end(),
  }
}

const MAX_BYTES = 4_294_967_295
