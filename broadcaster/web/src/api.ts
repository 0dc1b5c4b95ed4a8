// The REST API of the broadcaster, as far as the pages use it. Its types are those of the TypeScript client, which are made of /api/v1/openapi.yaml.

import type { components } from '../../../web/client/src/api';
import { withToken } from './name';

type Schemas = components['schemas'];

export type Rendition = Schemas['Rendition'];
export type Stream = Schemas['Stream'];
export type CreatedStream = Schemas['CreatedStream'];
export type StreamKey = Schemas['StreamKey'];
export type Recording = Schemas['Recording'];
export type Session = Schemas['Session'];
export type Orchestrator = Schemas['Orchestrator'];
export type Chain = Schemas['Chain'];
export type Payments = Schemas['Payments'];
export type Server = Schemas['Server'];

/** Why an orchestrator was chosen: some of a selection record, which `millrace select verify` can recompute. */
export interface Selection {
  stream: string;
  time_ms: number;
  chosen: string | null;
  drawn: string[];
  price: string;
  quotes: { orchestrator: string }[];
  snapshot: { round: number };
}

const keyItem = 'millrace-key';

/** The API key that the reader has given in this tab. */
export function key(): string {
  return sessionStorage.getItem(keyItem) ?? '';
}

export function setKey(key: string): void {
  if (key) sessionStorage.setItem(keyItem, key);
  else sessionStorage.removeItem(keyItem);
}

function headers(): Record<string, string> {
  return key() ? { Authorization: `Bearer ${key()}` } : {};
}

/** Fetches one path below /api/v1; a 404 is null, anything else that is not a success throws. */
export async function get<T>(path: string): Promise<T | null> {
  const response = await fetch(withToken(`/api/v1${path}`), { cache: 'no-store', headers: headers(), signal: AbortSignal.timeout(5000) });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** Has something done; what went wrong is thrown in the server's words. */
export async function send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T | null> {
  const more: Record<string, string> = {};
  if (method === 'POST') more['Idempotency-Key'] = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
  if (body !== undefined) more['Content-Type'] = 'application/json';
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: { ...headers(), ...more },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.ok) return response.status === 204 ? null : ((await response.json()) as T);
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  throw new Error(problem?.detail ?? `The server answered ${response.status}.`);
}

/** What went wrong, for people. */
export function reason(e: unknown): string {
  return e instanceof Error ? e.message : String(e);
}

/** The server that streams are published to, as encoders ask for it. */
export function publishServer(server: Server | null): string {
  return `rtmp://${location.hostname || 'localhost'}:${server?.rtmp_port ?? 1935}/live`;
}

/** Where a stream of that name is published to. */
export function publishURL(server: Server | null, stream: string): string {
  return `${publishServer(server)}/${stream}`;
}

/** Runs task now and again, every ms after it has settled. */
export function poll(ms: number, task: () => Promise<void>): void {
  const again = () => setTimeout(run, ms);
  const run = () => void task().then(again, again);
  run();
}
