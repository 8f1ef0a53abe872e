/** An invitation `at-once` is late after this: whoever was at the clinic has gone, and may be asleep. */
export const AT_ONCE_MINUTES = 60
