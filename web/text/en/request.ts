/** What a page says of the request that it answers. */
export const requestText = {
  /** The id by which the log knows the request, for anyone who asks for help. */
  reference: (id: string) => `Reference for support: ${id}`,
}
