// Numbers for people.

export { bits, seconds } from '../../../web/player/src/format';

/** A span such as 42 s, 12 min 05 s, 3 h 20 min, 2 d 4 h. */
export function span(s: number): string {
  s = Math.max(0, Math.floor(s));
  const two = (n: number) => String(n).padStart(2, '0');
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

export function since(time: string, until?: string): string {
  return span(((until ? Date.parse(until) : Date.now()) - Date.parse(time)) / 1000);
}

export function rate(fps: number): string {
  return fps > 0 ? `${Number(fps.toFixed(2))} fps` : '';
}

/** A decimal integer of 1e-18 tokens, as tokens. */
export function tokens(base: string): string {
  if (!/^\d+$/.test(base)) return base;
  const padded = base.padStart(19, '0');
  const whole = BigInt(padded.slice(0, -18)).toLocaleString('en');
  const part = padded.slice(-18).replace(/0+$/, '').slice(0, 4);
  return part ? `${whole}.${part}` : whole;
}

/** A decimal number of dollars, for people: small amounts keep what counts. */
export function dollars(amount: string): string {
  const n = Number(amount);
  return `$${n.toLocaleString('en', n !== 0 && n < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 })}`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** 0x1234...abcd */
export function short(address: string): string {
  return address.length > 14 ? `${address.slice(0, 6)}…${address.slice(-4)}` : address;
}
