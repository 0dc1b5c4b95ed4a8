// The list of rungs as media-chrome's quality menu reads it: a list of { id, width, height } with the index that the
// viewer chose, -1 for automatic.

export interface VideoRendition {
  id: string;
  width: number;
  height: number;
  bitrate: number;
}

export class RenditionList extends EventTarget {
  [index: number]: VideoRendition;
  #items: VideoRendition[] = [];
  #selected = -1;

  get length(): number {
    return this.#items.length;
  }

  get selectedIndex(): number {
    return this.#selected;
  }

  set selectedIndex(index: number) {
    if (index === this.#selected || index < -1 || index >= this.#items.length) return;
    this.#selected = index;
    this.dispatchEvent(new Event('change'));
  }

  [Symbol.iterator](): Iterator<VideoRendition> {
    return this.#items[Symbol.iterator]();
  }

  /** Puts other rungs in place of all there were. The choice is kept when a rung of its name is still there. */
  replace(items: VideoRendition[]): void {
    const chosen = this.#items[this.#selected]?.id;
    for (let i = items.length; i < this.#items.length; i++) delete this[i];
    this.#items = items;
    items.forEach((item, i) => (this[i] = item));
    this.#selected = items.findIndex((item) => item.id === chosen);
    this.dispatchEvent(new Event(items.length ? 'addrendition' : 'removerendition'));
    this.dispatchEvent(new Event('change'));
  }
}
