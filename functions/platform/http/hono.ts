import type { Env, Hono } from 'hono'
import { HonoBase } from 'hono/hono-base'
import { TrieRouter } from 'hono/router/trie-router'

/**
 * An app of hono with the one router that takes every path: `new Hono()` brings a second one, builds it at the first request,
 * and falls back on this one, which is what a cold start waits for.
 */
export function createHono<E extends Env>(): Hono<E> {
  return new HonoBase<E>({ router: new TrieRouter() })
}
