// What was recorded: to play, to save and to delete.

import { get, reason, send, type Recording } from './api';
import { el } from './dom';
import { seconds as inSeconds, span } from './format';

const shown = 10;

export async function recordings(): Promise<Recording[]> {
  return (await get<{ recordings: Recording[] }>(`/recordings?limit=${shown}`))?.recordings ?? [];
}

function size(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** The rows of the table. may says what the reader may do; changed is called when one was deleted. */
export function recordingRows(list: Recording[], may: string[], changed: () => void): HTMLElement[] {
  return list.map((r) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, r.stream, el('small', {}, el('code', {}, r.id))),
      el('td', {}, el('span', { class: `badge ${r.state}` }, r.state)),
      el('td', {}, new Date(r.started_at).toLocaleString()),
      el('td', { class: 'number' }, r.seconds < 60 ? inSeconds(r.seconds) : span(r.seconds)),
      el('td', { class: 'number' }, size(r.bytes), r.lost ? el('small', {}, `${r.lost} parts missing`) : null),
      el(
        'td',
        { class: 'actions' },
        r.playback_url ? el('button', { type: 'button', class: 'button', 'data-focus': `play ${r.id}`, click: () => void play(r) }, 'Play') : null,
        r.clip_url && r.seconds <= longestClip && r.bytes <= largestClip ? el('a', { class: 'button', href: `${r.clip_url}?from=0&to=${r.seconds}`, download: `${r.stream}-${r.id}.mp4`, 'data-focus': `save ${r.id}` }, 'Save as MP4') : null,
        r.state === 'ready' && may.includes('recordings')
          ? el('button', { type: 'button', class: 'button', 'data-focus': `delete ${r.id}`, click: () => void remove(r, changed) }, 'Delete')
          : null,
      ),
    ),
  );
}

// What one file may have.
const longestClip = 600; // seconds
const largestClip = 256 * 2 ** 20; // bytes, of all renditions together to be sure

async function remove(r: Recording, changed: () => void): Promise<void> {
  if (!confirm(`Delete the recording of ${r.stream} from ${new Date(r.started_at).toLocaleString()}?`)) return;
  try {
    await send('DELETE', `/recordings/${r.id}`);
    changed();
  } catch (e) {
    alert(reason(e));
  }
}

/** Plays a recording in a dialog, by the player that other sites embed. */
async function play(r: Recording): Promise<void> {
  const player = el('millrace-player', { src: r.playback_url! });
  const dialog = el(
    'dialog',
    { class: 'player', 'aria-label': `Recording of ${r.stream}`, close: () => dialog.remove() },
    player,
    el('form', { method: 'dialog' }, el('button', { class: 'button' }, 'Close')),
  ) as HTMLDialogElement;
  document.body.append(dialog);
  dialog.showModal();
  await import(/* @vite-ignore */ `${location.origin}/player/millrace-player.js`);
}
