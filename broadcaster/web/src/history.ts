import type { Stream } from './api';
import type { Series } from './chart';
import { bits, rate, seconds } from './format';

const samples = 150; // five minutes

type Sample = Record<'bitrate' | 'frames' | 'keyframes' | 'latency' | 'viewers', number | null>;

/** How streams were in the last minutes, as far as the page was open. */
export class History {
  readonly #streams = new Map<string, Sample[]>();

  note(streams: Stream[]): void {
    for (const name of this.#streams.keys()) {
      if (!streams.some((s) => s.name === name)) this.#streams.delete(name);
    }
    for (const s of streams) {
      const list = this.#streams.get(s.name) ?? [];
      const latencies = s.renditions.flatMap((r) => r.latency_ms ?? []);
      list.push({
        bitrate: s.health?.bitrate ?? null,
        frames: s.health?.frame_rate ?? null,
        keyframes: s.health?.keyframe_interval_seconds ?? null,
        latency: latencies.length > 0 ? Math.max(...latencies) : null,
        viewers: s.viewers,
      });
      this.#streams.set(s.name, list.slice(-samples));
    }
  }

  of(stream: string): Series[] {
    const list = this.#streams.get(stream) ?? [];
    const series = (name: string, key: keyof Sample, show: (v: number) => string): Series => ({ name, values: list.map((s) => s[key]), show });
    return [
      series('Bit rate in', 'bitrate', bits),
      series('Pictures', 'frames', (v) => rate(v) || '0 fps'),
      series('Keyframe every', 'keyframes', seconds),
      series('Slowest rung takes', 'latency', (v) => `${Math.round(v)} ms`),
      series('Viewers', 'viewers', String),
    ];
  }
}
