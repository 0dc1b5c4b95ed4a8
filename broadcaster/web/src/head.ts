import { el } from './dom';
import mark from './mark.svg';

/** The bar above a page. */
export function head(...right: (Node | string)[]): HTMLElement {
  return el(
    'header',
    { class: 'head' },
    el('a', { class: 'brand', href: '/' }, el('img', { src: mark, alt: '', width: 26, height: 26 }), 'Millrace'),
    el('nav', {}, ...right),
  );
}
