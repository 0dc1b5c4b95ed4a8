import { el } from './dom';

/** One figure over the last minutes: what it is now, and a line of how it was. */
export interface Series {
  name: string;
  values: (number | null)[]; // oldest first; null: not known then
  show: (value: number) => string;
}

const width = 160;
const height = 36;
const ns = 'http://www.w3.org/2000/svg';

/** A chart from zero to the most that there was. Screen readers are told the figure. */
export function chart({ name, values, show }: Series): HTMLElement {
  const now = values.at(-1) ?? null;
  const most = Math.max(...values.map((v) => v ?? 0), Number.MIN_VALUE);
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(ns, 'path');
  const step = width / Math.max(values.length - 1, 1);
  let pen = 'M';
  const points = values.map((v, i) => {
    if (v === null) {
      pen = 'M';
      return '';
    }
    const point = `${pen}${(i * step).toFixed(1)} ${(height - 2 - (v / most) * (height - 4)).toFixed(1)}`;
    pen = 'L';
    return point;
  });
  line.setAttribute('d', points.join(''));
  svg.append(line);
  return el('div', { class: 'chart' }, el('dt', {}, name), el('dd', {}, now === null ? '-' : show(now)), svg);
}
