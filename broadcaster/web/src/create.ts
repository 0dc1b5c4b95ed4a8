// Streams are created here, and what their publishers need is shown.

import { publishServer, reason, send, type CreatedStream, type Server } from './api';
import { copyable, el } from './dom';

/** What an encoder asks for, to copy. The key is not shown again. */
export function publishSettings(server: Server | null, name: string, streamKey: string): HTMLElement {
  const embed = `<iframe src="${location.origin}/embed/${encodeURIComponent(name)}" allow="autoplay; fullscreen; picture-in-picture" style="border:0;aspect-ratio:16/9;width:100%"></iframe>`;
  return el(
    'div',
    { class: 'help', role: 'status' },
    el('h3', {}, `Publish ${name}`),
    el('p', {}, 'In OBS: Settings, Stream, service "Custom". The key is shown this once: whoever has it can publish.'),
    el('h4', {}, 'Server'),
    copyable(publishServer(server)),
    el('h4', {}, 'Stream key'),
    copyable(streamKey),
    el('p', {}, 'Under Output: keyframe interval 2 s, no B-frames or few, and a bit rate that your uplink holds.'),
    el('h4', {}, 'Embed it in a page'),
    copyable(embed),
  );
}

/** A form that creates a stream. made is called when there is one. */
export function createForm(server: Server, made: () => void): HTMLElement {
  const result = el('div');
  const problem = el('p', { class: 'notice', role: 'alert', hidden: true });
  const name = el('input', { id: 'new-name', pattern: '[A-Za-z0-9_\\-]{1,64}', maxlength: 64, autocomplete: 'off', placeholder: 'a random one', title: "1 to 64 of A-Z, a-z, 0-9, '-' and '_'" });
  const choose = (id: string, ...options: [string, string][]) => el('select', { id }, ...options.map(([value, text]) => el('option', { value }, text)));
  const ladder = choose('new-ladder', ['', 'The usual ones'], ['none', 'The source only']);
  const record = choose('new-record', ['', 'As usual'], ['always', 'Yes'], ['never', 'No']);
  const rewind = choose('new-rewind', ['', 'As usual'], ['0', 'Not at all'], ['600', '10 minutes'], ['3600', 'An hour'], ['14400', '4 hours']);
  const hidden = el('input', { id: 'new-private', type: 'checkbox' });
  const button = el('button', { class: 'button' }, 'Create');
  const labelled = (text: string, field: HTMLElement) => el('div', {}, el('label', { for: field.id }, text), field);
  const form = el(
    'form',
    {
      class: 'fields',
      submit: (event) => {
        event.preventDefault();
        button.disabled = true;
        problem.hidden = true;
        void send<CreatedStream>('POST', '/streams', {
          ...(name.value && { name: name.value }),
          ...(ladder.value && { ladder: [] }),
          ...(record.value && { record: record.value }),
          ...(rewind.value && { rewind: Number(rewind.value) }),
          ...(hidden.checked && { playback: { private: true } }),
        })
          .then((stream) => {
            result.replaceChildren(publishSettings(server, stream!.name, stream!.key));
            form.reset();
            made();
          })
          .catch((e: unknown) => {
            problem.textContent = reason(e);
            problem.hidden = false;
          })
          .finally(() => (button.disabled = false));
      },
    },
    labelled('Name, which viewers see', name),
    labelled('Renditions', ladder),
    labelled('Record it', record),
    labelled('Viewers can go back', rewind),
    labelled('Only with a token', hidden),
    button,
  );
  return el('details', { class: 'create' }, el('summary', {}, 'Create a stream'), form, problem, result);
}
