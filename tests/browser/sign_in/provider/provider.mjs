// A certified OpenID Connect provider (npm oidc-provider) with people of our own, and a way to damage what it answers:
//   node provider.mjs PORT REDIRECT_URI POST_LOGOUT_URI
// PUT /people/NAME {"groups": […]} gives groups to a person; PUT /damage {"claims": {…}, "key": "unknown"} changes every ID token
// from then on, signed with the provider's own key, or with one that it does not publish. {} ends it.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import * as jose from 'jose';

const [port, redirectUri, postLogoutUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const people = new Map();
let damage = {};

async function keyPair(kid) {
  const { privateKey } = await jose.generateKeyPair('RS256', { extractable: true });
  return { ...(await jose.exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}
const own = await keyPair('own');
const unknown = await keyPair('unknown');

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'utsyn',
      client_secret: 'a-secret-of-the-test',
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [postLogoutUri],
    },
  ],
  jwks: { keys: [own] },
  claims: { openid: ['sub'], profile: ['name', 'groups'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ['a-key-of-the-test'] },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: people.get(id)?.name ?? id, groups: people.get(id)?.groups ?? [] }),
  }),
});

provider.use(async (context, next) => {
  await next();
  const idToken = context.path === '/token' && context.body?.id_token;
  if (!idToken || (!damage.claims && !damage.key)) return;
  const claims = { ...jose.decodeJwt(idToken), ...damage.claims };
  const key = damage.key === 'unknown' ? unknown : own;
  const signed = new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid });
  context.body = { ...context.body, id_token: await signed.sign(await jose.importJWK(key, 'RS256')) };
});

const answer = provider.callback();
createServer(async (request, response) => {
  const path = request.url.split('/');
  if (request.method !== 'PUT') return answer(request, response);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const content = JSON.parse(Buffer.concat(chunks).toString());
  if (path[1] === 'people') people.set(decodeURIComponent(path[2]), content);
  if (path[1] === 'damage') damage = content;
  response.writeHead(204).end();
}).listen(Number(port), '127.0.0.1');
