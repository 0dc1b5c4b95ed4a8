// Who reads the page, and what that person may do.

import { get, key, setKey, type Server } from './api';
import { el } from './dom';

/** A form for an API key, for who may do nothing yet; and a button to forget it. changed is called when there is another one. */
export function signIn(server: Server, changed: () => void): HTMLElement | null {
  if (key()) {
    return el('button', { type: 'button', class: 'button', click: () => (setKey(''), changed()) }, 'Sign out');
  }
  if (server.scopes.length > 0) return null; // a program on the same machine needs no key
  const problem = el('p', { class: 'notice', role: 'alert', hidden: true });
  const field = el('input', { id: 'api-key', type: 'password', autocomplete: 'off', required: true, spellcheck: 'false' });
  const form = el(
    'form',
    {
      class: 'line',
      submit: (event) => {
        event.preventDefault();
        setKey(field.value.trim());
        void get<Server>('/server').then(
          (told) => {
            if (told && told.scopes.length > 0) return changed();
            setKey('');
            problem.textContent = 'The server does not know that key, or it has expired.';
            problem.hidden = false;
          },
          (e: unknown) => {
            setKey('');
            problem.textContent = `The server does not answer: ${String(e)}`;
            problem.hidden = false;
          },
        );
      },
    },
    el('label', { for: 'api-key' }, 'API key, to create streams and see recordings'),
    field,
    el('button', { class: 'button' }, 'Sign in'),
  );
  return el('div', {}, form, problem);
}
