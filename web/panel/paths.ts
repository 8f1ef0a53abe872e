/** The addresses of one panelist's link. Everything that a panelist can open is below `/panel/{token}`. */
export function buildPanelPaths(token: string) {
  const welcome = `/panel/${encodeURIComponent(token)}`
  return {
    welcome,
    /** Also POST */
    statements: `${welcome}/statements`,
    overview: `${welcome}/overview`,
    /** Also POST; 1-based place in the round. */
    item: (position: number) => `${welcome}/${position}`,
    /** POST: takes one of one's own proposals back. */
    removeProposal: (position: number, proposal: string) =>
      `${welcome}/${position}/proposals/${encodeURIComponent(proposal)}/remove`,
    done: `${welcome}/done`,
    /** Also POST */
    leave: `${welcome}/leave`,
  }
}
