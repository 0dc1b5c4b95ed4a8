// The audio tracks as media-chrome's menu reads them: the AudioTrackList of HTML, which few browsers have.

export interface AudioTrack {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  enabled: boolean;
}

export class AudioTracks extends EventTarget {
  [index: number]: AudioTrack;
  #items: AudioTrack[] = [];
  #enabled = -1;

  get length(): number {
    return this.#items.length;
  }

  /** The index of the one that is heard; -1 if there is none. Setting it says what is heard, and asks for nothing. */
  get enabled(): number {
    return this.#enabled;
  }

  set enabled(index: number) {
    if (index === this.#enabled) return;
    this.#enabled = index;
    this.dispatchEvent(new Event('change'));
  }

  [Symbol.iterator](): Iterator<AudioTrack> {
    return this.#items[Symbol.iterator]();
  }

  /** Puts other tracks in place of all there were. choose is called with the index that somebody enables. */
  replace(tracks: { label: string; language: string; main: boolean }[], choose: (index: number) => void): void {
    for (let i = tracks.length; i < this.#items.length; i++) delete this[i];
    const list = this;
    this.#items = tracks.map(({ label, language, main }, index) => ({
      id: String(index),
      kind: main ? 'main' : 'alternative',
      label,
      language,
      get enabled() {
        return index === list.#enabled;
      },
      set enabled(enabled: boolean) {
        if (enabled && index !== list.#enabled) choose(index); // one is always heard
      },
    }));
    this.#items.forEach((item, i) => (this[i] = item));
    this.dispatchEvent(new Event(tracks.length ? 'addtrack' : 'removetrack'));
  }
}
