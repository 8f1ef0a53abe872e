import type { Server } from 'node:http'

/** A server that is up on loopback, where nothing outside this machine reaches it. */
export interface ListeningServer {
  readonly endpoint: string
  readonly port: number
  close(): Promise<void>
}

/** @param port 0 for any free one */
export function listen(server: Server, port: number): Promise<ListeningServer> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // Longer than clients keep idle connections: closing one at the moment it is used again looks like a failure.
    server.keepAliveTimeout = 75_000
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
      resolve({
        endpoint: `http://127.0.0.1:${actual}`,
        port: actual,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}
