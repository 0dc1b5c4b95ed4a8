// The REST API of the broadcaster, as far as the pages use it. /api/v1/openapi.yaml is the reference.

import { withToken } from './name';

export interface Rendition {
  name: string;
  width: number;
  height: number;
  bitrate: number;
  last_part?: string;
  lag_seconds: number;
  missing: boolean;
  missing_reason?: string;
}

export interface Stream {
  name: string;
  state: 'live' | 'disconnected' | 'ended';
  started_at: string;
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
}

/** Fetches one path below /api/v1; a 404 is null, anything else that is not a success throws. */
export async function get<T>(path: string): Promise<T | null> {
  const response = await fetch(withToken(`/api/v1${path}`), { cache: 'no-store', signal: AbortSignal.timeout(5000) });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** Where a stream of that name is published to. */
export function publishURL(server: Server | null, stream: string): string {
  const port = server?.rtmp_port ?? 1935;
  return `rtmp://${location.hostname || 'localhost'}:${port}/live/${stream}`;
}

/** Runs task now and again, every ms after it has settled. */
export function poll(ms: number, task: () => Promise<void>): void {
  const again = () => setTimeout(run, ms);
  const run = () => void task().then(again, again);
  run();
}
