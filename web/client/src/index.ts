// The REST API of a Millrace broadcaster, typed after its OpenAPI document. Its types (api.ts) are generated: npm run generate.
//
//   const api = createClient("https://live.example.org", { token: process.env.MILLRACE_API_TOKEN });
//   const { data: stream } = await api.POST("/api/v1/streams", { body: { name: "studio" } });
//
// Every POST carries an Idempotency-Key, so a request may be sent again with the same one. What is no success is thrown as a ProblemError.

import createFetch, { type Client as FetchClient } from "openapi-fetch";
import type { Event, Problem, paths } from "./api.js";

export type * from "./api.js";

/** Client has a method for each of HTTP, which takes a path of the API and what belongs to it. */
export type Client = FetchClient<paths>;

/** ProblemError is what the API says when it does not do something (RFC 9457). */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.title} (${problem.code}): ${problem.detail}`);
    this.name = "ProblemError";
  }

  /** What went wrong, for programs: not_found, exists, invalid, ... */
  get code(): string {
    return this.problem.code;
  }
}

export interface Options {
  /** The API token, or an API key; without one what everybody may see. */
  token?: string;
  /** In place of the platform's. */
  fetch?: (request: Request) => Promise<Response>;
}

/** createClient makes a client of the broadcaster at a URL such as https://live.example.org. */
export function createClient(baseUrl: string, options: Options = {}): Client {
  const client = createFetch<paths>({ baseUrl, ...(options.fetch && { fetch: options.fetch }) });
  client.use({
    onRequest({ request }) {
      if (options.token) request.headers.set("Authorization", `Bearer ${options.token}`);
      if (request.method === "POST" && !request.headers.has("Idempotency-Key")) {
        request.headers.set("Idempotency-Key", crypto.randomUUID());
      }
      return request;
    },
    async onResponse({ response }) {
      if (!response.ok) throw new ProblemError(await problem(response));
      return undefined;
    },
  });
  return client;
}

// problem is what an answer says; of one that is not the API's (a proxy's, say) its status.
async function problem(response: Response): Promise<Problem> {
  const own = { title: response.statusText, status: response.status, code: "unknown", detail: "no detail" };
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) return own;
  return { ...own, ...((await response.json().catch(() => ({}))) as Partial<Problem>) };
}

/**
 * all goes through the pages of a list:
 *
 *   for await (const event of all((after) => api.GET("/api/v1/events", { params: { query: { after } } }), (page) => page.events))
 */
export async function* all<Page extends { next?: string }, Item>(
  fetchPage: (after: string | undefined) => Promise<{ data?: Page }>,
  items: (page: Page) => Item[],
): AsyncGenerator<Item> {
  for (let after: string | undefined; ; ) {
    const { data } = await fetchPage(after);
    if (!data) return;
    yield* items(data);
    if (!data.next || data.next === after) return;
    after = data.next;
  }
}

const signatureAge = 300; // seconds

/**
 * parseEvent reads an event that a webhook was sent, with its headers and its body as it came, and checks its signature with the webhook's secret.
 * It may come twice: with the same id.
 */
export async function parseEvent(secret: string, headers: Headers, body: string): Promise<Event> {
  const id = headers.get("Webhook-Id") ?? "";
  const at = headers.get("Webhook-Timestamp") ?? "";
  if (!secret.startsWith("whsec_")) throw new Error("the secret is not that of a webhook: it begins with whsec_");
  if (!(Math.abs(Date.now() / 1000 - Number(at || NaN)) <= signatureAge)) throw new Error("the event is not signed lately");
  const key = await crypto.subtle.importKey("raw", bytes(secret.slice("whsec_".length)), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${at}.${body}`);
  for (const signature of (headers.get("Webhook-Signature") ?? "").split(" ")) {
    const [version, text] = signature.split(",");
    if (version === "v1" && text && (await crypto.subtle.verify("HMAC", key, bytes(text), signed))) {
      const event = JSON.parse(body) as Event;
      if (event.id === id) return event;
    }
  }
  throw new Error("the event is not signed with this secret");
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}
