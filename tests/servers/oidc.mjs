// OAuth 2 authorization server for tests, on the npm package oidc-provider.   usage: node oidc.mjs CONFIG.json
// CONFIG: {modules, port, issuer, cert?, key?, clients: [{id, secret, scope}], audience, ttl, claims, keyfile, keys, asked}
import fs from 'node:fs'; import https from 'node:https'; import http from 'node:http'; import crypto from 'node:crypto'; import { createRequire } from 'node:module'; import { pathToFileURL } from 'node:url';
const conf = JSON.parse(fs.readFileSync(process.argv[2])); const req = createRequire(conf.modules + '/x.js');
const { Provider } = await import(pathToFileURL(req.resolve('oidc-provider'))); const jose = await import(pathToFileURL(req.resolve('jose')));
async function keys() {
  if (!fs.existsSync(conf.keyfile)) {
    const { privateKey } = await jose.generateKeyPair('RS256', { extractable: true }); const k = await jose.exportJWK(privateKey); Object.assign(k, { alg: 'RS256', use: 'sig', kid: await jose.calculateJwkThumbprint(k) });
    fs.writeFileSync(conf.keyfile, JSON.stringify({ keys: [k] }), { mode: 0o600 });
    const folder = conf.keys + '/default/RS256'; fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(folder + '/' + k.kid, crypto.createPublicKey({ key: { kty: k.kty, n: k.n, e: k.e }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));
  }
  return JSON.parse(fs.readFileSync(conf.keyfile));
}
const provider = new Provider(conf.issuer, {
  jwks: await keys(), cookies: { keys: ['test-only-cookie-key'] }, ttl: { AccessToken: conf.ttl, ClientCredentials: conf.ttl, Grant: 3600, IdToken: 3600, Interaction: 600, Session: 3600 },
  clients: conf.clients.map(c => ({ client_id: c.id, client_secret: c.secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [], scope: c.scope, token_endpoint_auth_method: 'client_secret_basic' })),
  scopes: [...new Set(conf.clients.flatMap(c => c.scope.split(' ')))],
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false },
    resourceIndicators: { enabled: true, defaultResource: () => conf.audience, useGrantedResource: () => true,
      getResourceServerInfo: (ctx, r, client) => ({ scope: client.scope ?? '', audience: r, accessTokenTTL: conf.ttl, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }) } },
  extraTokenClaims: () => conf.claims,
  // Dovecot 2.3 takes no other type, not even that of RFC 9068.
  formats: { customizers: { jwt: (ctx, token, jwt) => { jwt.header = { ...jwt.header, typ: 'JWT' }; } } },
});
provider.proxy = false;
const answer = provider.callback();
const h = (q, a) => { if (q.url.split('?')[0] === '/token') fs.appendFileSync(conf.asked, '.'); answer(q, a); };
(conf.cert ? https.createServer({ cert: fs.readFileSync(conf.cert), key: fs.readFileSync(conf.key) }, h) : http.createServer(h)).listen(conf.port, '127.0.0.1');
