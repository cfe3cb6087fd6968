/** A child for tests of the supervisor, started with how it begins: `ready`, `mute` or `exit`. */
const [how, ...more] = process.argv.slice(2);

process.on('message', ({ id, method, params }: { id: number; method: string; params: unknown }) => {
  if (method === 'echo') process.send?.({ kind: 'reply', id, reply: { ok: true, value: params } });
  if (method === 'nonsense') process.send?.({ kind: 'reply', id, reply: 'done' });
  if (method === 'event') process.send?.({ kind: 'event', event: 'bench', payload: params });
  if (method === 'become-ready') process.send?.({ kind: 'ready' });
});
if (more.includes('ignore-term')) process.on('SIGTERM', () => {});
if (how === 'exit') process.exit(7);
if (how === 'ready') process.send?.({ kind: 'ready' });
