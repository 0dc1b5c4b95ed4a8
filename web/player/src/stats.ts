// The panel of figures over the picture, shown on request.

import { el } from './dom';
import { bits, seconds } from './format';
import type { Player } from './player';

export class StatsPanel {
  readonly element = el('section', { class: 'stats', hidden: true, noautohide: true, 'aria-label': 'Playback statistics' });
  #player: Player;
  #values = new Map<string, HTMLElement>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(player: Player) {
    this.#player = player;
    const list = el('dl');
    for (const key of ['Behind live', 'Since capture', 'Rung', 'Picture', 'Bandwidth', 'Buffer', 'Dropped frames', 'Stalls']) {
      const value = el('dd');
      this.#values.set(key, value);
      list.append(el('dt', {}, key), value);
    }
    this.element.append(list);
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  toggle(): void {
    this.element.hidden = this.shown;
    clearInterval(this.#timer);
    if (this.shown) {
      this.#update();
      this.#timer = setInterval(() => this.#update(), 500);
    }
  }

  #update(): void {
    const s = this.#player.stats();
    const rate = s.rate === 1 ? '' : `, playing at ${s.rate.toFixed(2)}x`;
    this.#set('Behind live', s.live ? `${seconds(s.latency)} (aims at ${seconds(s.targetLatency)}${rate})` : 'not live');
    this.#set('Since capture', seconds(s.captureDelay));
    this.#set('Rung', s.rung ? `${s.rung}${s.auto ? ' (automatic)' : ''}, ${bits(s.bitrate)}` : '-');
    this.#set('Picture', s.width ? `${s.width}×${s.height}` : '-');
    this.#set('Bandwidth', bits(s.bandwidth));
    this.#set('Buffer', seconds(s.buffer));
    this.#set('Dropped frames', `${s.droppedFrames} of ${s.totalFrames}`);
    this.#set('Stalls', s.stalls ? `${s.stalls}, ${seconds(s.stalledSeconds)} in all` : 'none');
  }

  #set(key: string, text: string): void {
    this.#values.get(key)!.textContent = text;
  }
}
