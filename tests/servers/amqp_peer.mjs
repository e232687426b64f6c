// In-memory AMQP 1.0 broker for tests on the npm package rhea: TCP, TLS, WebSocket, secure WebSocket, SASL, faults.
// usage: node amqp_peer.mjs CONFIG.json    {modules, amqp, amqps, ws, wss, control, user, password, cert, key, ca, jwks?}
// Control (HTTP): GET /queues ; POST /fault?... (one at a time, count=N makes it end by itself) ; POST /fault (none) clears
//   on=send    outcome=rejected|released|modified|none   answer a sender's transfers so (none = never settle); lose=1: store, then cut before settling
//   on=attach  error=amqp:not-found | amqp:unauthorized-access | amqp:link:detach-forced       refuse links; by=session | connection ends that instead
//   on=deliver cut=1    cut the connection right after a delivery to a receiver;  delay_ms=N  hold deliveries back
//   on=open    error=amqp:connection:forced                close the connection at once
// POST /alarm takes the credit of all senders away and gives none, as brokers do that are low on memory or disk; POST /alarm?off=1 gives it again
// POST /drop cuts every connection, POST /detach?queue=Q&error=E ends the links that take from a queue, POST /put?queue=Q&n=10&size=100 fills a queue, POST /purge?queue=Q
import fs from 'node:fs'; import crypto from 'node:crypto'; import http from 'node:http'; import https from 'node:https'; import { createRequire } from 'node:module';
const conf = JSON.parse(fs.readFileSync(process.argv[2])); const req = createRequire(conf.modules + '/x.js'); const rhea = req('rhea'); const { WebSocketServer } = req('ws');
const c = rhea.create_container({ id: 'test-peer', enable_sasl_external: true, receiver_options: { autoaccept: false, credit_window: 0 }, sender_options: { treat_modified_as_released: false } });
c.sasl_server_mechanisms.enable_plain((u, p) => u === conf.user && p === conf.password); if (conf.anonymous) c.sasl_server_mechanisms.enable_anonymous();
const queues = new Map(); let fault = null; const sockets = new Set(); let seen = 0; let alarm = false; const links = new Set();
const grant = link => { if (!alarm && link.credit <= 750) link.flow(1000 - link.credit); };
const revoke = link => { link.credit = 0; link.issue_flow = true; link.connection._register(); };
const q = n => { n = n.replace(/^(queue|topic):\/\//, ''); if (!queues.has(n)) queues.set(n, { msgs: [], consumers: new Set(), in: 0, out: 0 }); return queues.get(n); };
const take = on => { if (fault?.on !== on) return null; if (fault.count !== undefined && fault.count-- <= 0) { fault = null; return null; } return fault; };
const refuse = (link, f) => ({ session: link.session, connection: link.connection }[f?.by] ?? link).close({ condition: f?.error ?? 'amqp:not-found', description: 'test fault' });
function pump(queue) {
  // rhea sends later than send() says, and counts credit and deliveries then: what was handed to it and not sent has its credit already
  for (const s of queue.consumers) while (queue.msgs.length && s.sendable() && (s.test_sent ?? 0) - s.delivery_count < s.credit) {
    const f = take('deliver'); if (f?.delay_ms) { const n = +f.delay_ms; if (!queue.timer) queue.timer = setTimeout(() => { queue.timer = null; const keep = fault; fault = null; pump(queue); fault = keep; }, n); return; }
    const m = queue.msgs.shift(); const d = s.send(m.msg); s.test_sent = (s.test_sent ?? 0) + 1; const e = { m, queue, link: s }; d.test_entry = e; if (s.snd_settle_mode === 1) queue.out++; else (s.connection.test_unacked ??= new Set()).add(e);
    if (f?.cut) { const con = s.connection; setTimeout(() => con.test_socket?.destroy(), 5); return; }
  }
}
c.on('connection_open', x => { const f = take('open'); if (f) x.connection.close({ condition: f.error, description: 'test fault' }); });
c.on('sender_open', x => { const f = take('attach'); const a = x.sender.source?.dynamic ? 'dyn-' + Math.random().toString(36).slice(2) : x.sender.source?.address;
  if (f || !a) { refuse(x.sender, f); return; }
  x.sender.set_source({ address: a, capabilities: x.sender.source.capabilities }); x.sender.test_queue = q(a); q(a).consumers.add(x.sender); setImmediate(() => pump(q(a))); });
c.on('receiver_open', x => { const f = take('attach'); const a = x.receiver.target?.address;
  if (f) { refuse(x.receiver, f); return; }
  x.receiver.set_target({ address: a }); links.add(x.receiver); grant(x.receiver); });
c.on('receiver_close', x => { links.delete(x.receiver); });
c.on('sendable', x => { if (x.sender.test_queue) setImmediate(() => pump(x.sender.test_queue)); });
c.on('message', x => { const a = x.receiver.target?.address ?? x.message.to; const f = take('send'); seen++; grant(x.receiver);
  if (!a) return x.delivery.reject({ condition: 'amqp:not-found', description: 'no address' });
  if (f && !f.lose) { if (f.outcome === 'rejected') x.delivery.reject({ condition: f.error ?? 'amqp:precondition-failed', description: 'test fault' }); else if (f.outcome === 'released') x.delivery.release(); else if (f.outcome === 'modified') x.delivery.modified({ delivery_failed: true, undeliverable_here: false }); return; }
  q(a).msgs.push({ msg: x.message }); q(a).in++; if (f?.lose) { x.connection.test_socket?.destroy(); return; }
  x.delivery.accept(); pump(q(a)); });
const back = e => { e.m.msg.delivery_count = (e.m.msg.delivery_count ?? 0) + 1; e.queue.msgs.unshift(e.m); };
const settle = (x, f) => { const e = x.delivery.test_entry; if (!e || e.gone) return; x.delivery.test_entry = null; x.connection.test_unacked?.delete(e); f(e); };
c.on('accepted', x => settle(x, e => { e.queue.out++; }));
c.on('released', x => settle(x, e => { e.queue.msgs.unshift(e.m); setImmediate(() => pump(e.queue)); }));
c.on('modified', x => settle(x, e => { back(e); setImmediate(() => pump(e.queue)); }));
c.on('rejected', x => settle(x, e => { q('DLQ').msgs.push(e.m); }));
// a lost connection gives its unsettled messages back, in order, with the delivery count raised; a moment later, so that
// settlements read together with the close still count
const gone = con => { for (const l of [...links]) if (l.connection === con) links.delete(l); for (const [, v] of queues) for (const s of [...v.consumers]) if (s.connection === con) v.consumers.delete(s);
  setTimeout(() => { const un = [...(con.test_unacked ?? [])].reverse(); con.test_unacked = new Set(); for (const e of un) { e.gone = true; back(e); } for (const e of un) pump(e.queue); }, 30); };
c.on('sender_close', x => { const v = x.sender.test_queue; if (!v) return; v.consumers.delete(x.sender);
  setTimeout(() => { const un = [...(x.connection.test_unacked ?? [])].filter(e => e.link === x.sender).reverse(); for (const e of un) { x.connection.test_unacked.delete(e); e.gone = true; back(e); } pump(v); }, 30); });
c.on('disconnected', x => gone(x.connection)); c.on('connection_close', x => gone(x.connection));
for (const e of ['error', 'protocol_error', 'connection_error', 'session_error', 'receiver_error', 'sender_error']) c.on(e, x => console.error(e, String(x?.message ?? x?.error ?? x?.connection?.error ?? '')));
const byUrl = new Map();   // WebSocket connections, found again by the name rhea keeps
const track = (conn, sock) => { conn.test_socket = sock; sockets.add(sock); sock.on?.('close', () => { sockets.delete(sock); gone(conn); }); };
const listen = (opts) => { const s = c.listen(opts); return s; };
c.on('connection_open', x => { const s = x.connection.socket; const w = byUrl.get(s?.get_id_string?.()); if (w) x.connection.test_socket = w; else if (s?.destroy && !x.connection.test_socket) track(x.connection, s); });
listen({ port: conf.amqp, host: '127.0.0.1' });
const tls = { cert: fs.readFileSync(conf.cert), key: fs.readFileSync(conf.key), ca: fs.readFileSync(conf.ca), requestCert: true, rejectUnauthorized: false };
listen({ port: conf.amqps, host: '127.0.0.1', transport: 'tls', ...tls });
// conf.jwks: a WebSocket needs a token of that authorization server (RS256), and ends when its token ends; POST /refuse?n=N refuses the next N handshakes whatever their tokens are
let refused = 0; let shown = []; const part = t => JSON.parse(Buffer.from(t, 'base64url'));
async function ends(header) {
  const [h, b, sig] = (header ?? '').replace(/^Bearer /, '').split('.'); if (!sig) return 0;
  const key = (await (await fetch(conf.jwks)).json()).keys.find(k => k.kid === part(h).kid);
  const good = key && part(h).alg === 'RS256' && crypto.verify('sha256', Buffer.from(h + '.' + b), crypto.createPublicKey({ key, format: 'jwk' }), Buffer.from(sig, 'base64url'));
  return good && part(b).exp * 1000 > Date.now() ? part(b).exp * 1000 : 0;
}
const verifyClient = conf.jwks ? (info, answer) => { const a = info.req.headers.authorization; ends(a).catch(() => 0).then(end => { info.req.test_end = end; const no = !end || refused > 0; if (refused > 0) refused--; shown.push({ token: a, refused: no }); answer(!no, 401); }); } : undefined;
const ws = server => new WebSocketServer({ server, verifyClient, handleProtocols: p => p.has('amqp') ? 'amqp' : false }).on('connection', (s, r) => { if (r.test_end) { const t = setTimeout(() => s.close(1008, 'the token has ended'), r.test_end - Date.now()); s.on('close', () => clearTimeout(t)); } if (s.protocol !== 'amqp') return s.close(1002); const w = { destroy: () => s.terminate() }; sockets.add(w); s._url = 'ws-' + ++seen; byUrl.set(s._url, w); c.websocket_accept(s); s.on('close', () => { sockets.delete(w); byUrl.delete(s._url); }); });
const h1 = http.createServer(); ws(h1); h1.listen(conf.ws, '127.0.0.1'); const h2 = https.createServer(tls); ws(h2); h2.listen(conf.wss, '127.0.0.1');
http.createServer((r, w) => { const u = new URL(r.url, 'http://x'); const p = Object.fromEntries(u.searchParams); let out = { ok: true };
  if (u.pathname === '/queues') out = Object.fromEntries([...queues].map(([k, v]) => [k, { depth: v.msgs.length, in: v.in, out: v.out, consumers: v.consumers.size }]));
  else if (u.pathname === '/fault') { fault = p.on ? { ...p, ...(p.count ? { count: +p.count } : {}) } : null; out = fault ?? {}; }
  else if (u.pathname === '/drop') { out = { dropped: sockets.size }; for (const s of [...sockets]) s.destroy(); }
  else if (u.pathname === '/alarm') { alarm = !p.off; for (const l of links) (alarm ? revoke : grant)(l); out = { alarm, links: links.size }; }
  else if (u.pathname === '/detach') for (const l of [...q(p.queue).consumers]) { q(p.queue).consumers.delete(l); refuse(l, p); } // a transfer behind the detach would be to a link that is none
  else if (u.pathname === '/put') { for (let i = 0; i < +(p.n ?? 1); i++) { q(p.queue).msgs.push({ msg: { message_id: 'put-' + i, durable: true, body: rhea.message.data_section(Buffer.alloc(+(p.size ?? 100), 120)) } }); q(p.queue).in++; } pump(q(p.queue)); }
  else if (u.pathname === '/refuse') refused = +p.n;
  else if (u.pathname === '/shown') out = shown;
  else if (u.pathname === '/purge') q(p.queue).msgs.length = 0; else { w.statusCode = 404; out = { error: 'unknown' }; }
  w.setHeader('content-type', 'application/json'); w.end(JSON.stringify(out) + '\n'); }).listen(conf.control, '127.0.0.1');
