// The pictures of a stream: its poster, and the storyboard that media-chrome shows over the time range.

import type { Player } from './player';
import { picturesOf } from './source';

const freshFor = 10_000; // ms for which a storyboard of a live stream is kept

/** Cues of the storyboard on the video's timeline, where media-chrome looks for them: in a track named thumbnails. */
export class Storyboard {
  #player: Player;
  #track: TextTrack | undefined;
  #asked = -Infinity;

  constructor(player: Player) {
    this.#player = player;
  }

  /** Another source is played. */
  reset(): void {
    this.#asked = -Infinity;
    for (const cue of [...(this.#track?.cues ?? [])]) this.#track!.removeCue(cue);
  }

  /** Loads the storyboard unless it did so a moment ago. */
  async refresh(): Promise<void> {
    if (performance.now() - this.#asked < freshFor) return;
    this.#asked = performance.now();
    const { source } = this.#player;
    if (!source) return;
    try {
      const { storyboard } = await picturesOf(source);
      if (!storyboard) return;
      const response = await fetch(storyboard);
      if (response.ok && source === this.#player.source) this.#show(await response.text(), storyboard);
    } catch {
      // it is asked for again
    }
  }

  #show(vtt: string, url: string): void {
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
