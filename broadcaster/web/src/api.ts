// The REST API of the broadcaster, as far as the pages use it. /api/v1/openapi.yaml is the reference.

import { withToken } from './name';

export interface Rendition {
  name: string;
  width: number;
  height: number;
  bitrate: number;
  last_part?: string;
  lag_seconds: number;
  latency_ms?: number;
  missing: boolean;
  missing_reason?: string;
}

export interface Stream {
  name: string;
  state: 'live' | 'disconnected' | 'ended' | 'idle' | 'unknown';
  started_at?: string;
  disconnected_at?: string;
  ended_at?: string;
  source?: { codec: string; width: number; height: number; frame_rate: number; bitrate: number };
  audio?: { codec: string; sample_rate: number; channels: number; bitrate: number };
  renditions: Rendition[];
  session?: string;
  orchestrator?: string;
  failovers: number;
  problem?: string;
  playback_url: string;
  watch_url: string;
  poster_url?: string;
  storyboard_url?: string;
  dvr_url?: string;
  viewers: number;
  health?: Health;
  settings?: { created_at: string; playback?: { private?: boolean } };
}

/** How a publisher's media comes in. */
export interface Health {
  protocol: string;
  since: string;
  bitrate: number;
  frame_rate: number;
  keyframe_interval_seconds?: number;
  missing_frames: number;
  dropped_units: number;
  advice?: { code: string; text: string }[];
}

export interface CreatedStream {
  name: string;
  key: string;
  playback_url: string;
  watch_url: string;
}

export interface Recording {
  id: string;
  stream: string;
  state: 'recording' | 'ready';
  started_at: string;
  ended_at?: string;
  seconds: number;
  bytes: number;
  lost: number;
  playback_url?: string;
  clip_url?: string;
}

/** Why an orchestrator was chosen; `millrace select verify` can recompute it. */
export interface Selection {
  stream: string;
  time_ms: number;
  chosen: string | null;
  drawn: string[];
  price: string;
  quotes: { orchestrator: string }[];
  snapshot: { round: number };
}

export interface Session {
  id: string;
  stream: string;
  orchestrator: string;
  uri: string;
  state: 'opening' | 'working' | 'ended' | 'failed';
  started_at: string;
  ended_at?: string;
  encoder?: string;
  parts: number;
  last_part_latency_ms: number;
  problem?: string;
}

export interface Orchestrator {
  address: string;
  uri: string;
  stake: string;
  share: number;
  state: 'idle' | 'working' | 'standby' | 'suspended';
  problem?: string;
  price_per_terapixel?: string;
  performance: number;
  part_latency_p50_ms?: number;
  part_latency_p95_ms?: number;
}

export interface Chain {
  chain_id: number;
  round: number;
  snapshot_age_seconds: number;
  rpc_error?: string;
}

/** Amounts are decimal numbers of dollars. */
export interface Payments {
  deposit: string;
  reserve: string;
  unlocking: boolean;
  as_of?: string;
  chain_error?: string;
  low: boolean;
  lasts_hours?: number;
  today: string;
  last_hour: string;
  day_budget?: string;
  token_usd?: string;
  streams: { stream: string; today: string; last_hour: string; per_hour: string }[];
  orchestrators: OrchestratorPayments[];
}

export interface OrchestratorPayments {
  orchestrator: string;
  tickets: number;
  draws: number;
  value: string;
  spread: string;
  delivered: string;
  redeemed_tickets: number;
  redeemed: string;
}

export interface Server {
  version: string;
  rtmp_port: number;
  payments?: boolean;
  scopes: string[]; // what the reader may do
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
