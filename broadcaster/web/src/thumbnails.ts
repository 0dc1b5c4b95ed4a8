// The pictures of a stream: its poster, and the storyboard that media-chrome shows over the time range.

import { get, type Stream } from './api';
import { signed } from './name';
import type { Player } from './player';

const freshFor = 10_000; // ms for which a storyboard of a live stream is kept

/** The stream's poster; null if it has none. */
export async function posterOf(stream: string): Promise<string | null> {
  const known = await get<Stream>(`/streams/${encodeURIComponent(stream)}`).catch(() => null);
  return known?.poster_url ? signed() + known.poster_url : null;
}

/** Cues of the storyboard on the video's timeline, where media-chrome looks for them: in a track named thumbnails. */
export class Storyboard {
  #player: Player;
  #stream: string;
  #track: TextTrack | undefined;
  #asked = -Infinity;

  constructor(player: Player, stream: string) {
    this.#player = player;
    this.#stream = stream;
  }

  /** Loads the storyboard unless it did so a moment ago. */
  async refresh(): Promise<void> {
    if (performance.now() - this.#asked < freshFor) return;
    this.#asked = performance.now();
    try {
      const known = await get<Stream>(`/streams/${encodeURIComponent(this.#stream)}`);
      if (!known?.storyboard_url) return;
      const url = new URL(signed() + known.storyboard_url, location.href);
      const response = await fetch(url);
      if (response.ok) this.#show(await response.text(), url);
    } catch {
      // it is asked for again
    }
  }

  #show(vtt: string, url: URL): void {
    const began = /^NOTE began (\S+)$/m.exec(vtt);
    const offset = began ? this.#zero(Date.parse(began[1]!)) : 0;
    if (offset === null) return;
    this.#track ??= this.#player.video.addTextTrack('metadata', 'thumbnails');
    this.#track.mode = 'hidden';
    for (const cue of [...(this.#track.cues ?? [])]) this.#track.removeCue(cue);
    for (const [, from, to, picture] of vtt.matchAll(/^([\d:.]+) --> ([\d:.]+)\n(\S+)$/gm)) {
      const end = seconds(to!) + offset;
      if (end > 0) this.#track.addCue(new VTTCue(Math.max(0, seconds(from!) + offset), end, new URL(picture!, url).href));
    }
  }

  /** What is added to seconds of the stream to have seconds of the video; null when it cannot be told. */
  #zero(began: number): number | null {
    const fragment = this.#player.hls?.latestLevelDetails?.fragments.at(-1);
    return fragment?.programDateTime ? fragment.start - (fragment.programDateTime - began) / 1000 : null;
  }
}

/** The seconds of a timestamp of WebVTT. */
function seconds(timestamp: string): number {
  return timestamp.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
