#!/usr/bin/env bash
# OAuth 2 authorization server (npm oidc-provider): client credentials, with access tokens that are JWTs (RFC 9068).
set -euo pipefail; . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
usage() { cat <<'U'
oidc.sh start DIR [--client ID:SCOPE+SCOPE]... [--audience A] [--ttl SECONDS] [--claim NAME=VALUE]... [--tls]
oidc.sh change DIR ID      another secret for a client; prints it
oidc.sh down DIR | up DIR  ends the server; starts it again on the same port with the same keys
oidc.sh freeze DIR | thaw DIR   SIGSTOP, SIGCONT: connections are taken, nothing answers
oidc.sh asked DIR          how many requests for tokens there were
oidc.sh stop DIR | status DIR
Prints {issuer, token_url, jwks_url, client_id, client_secret, scope, audience, keys, ca?}. Default client "acme-client" with scope "messages.send", which may show
id and secret in the header or in the body. keys: a folder with the public key of the tokens as files, the way Dovecot looks for them.
Needs node and npm (packages into a per-user cache at first use).
U
}
value() { "$PY" -c 'import json,sys;c=json.load(open(sys.argv[1]));print(eval(sys.argv[2],{"c":c}))' "$DIR/conf/oidc.json" "$1"; }
launch() { spawn oidc node "$HERE/oidc.mjs" "$DIR/conf/oidc.json"; wait_tcp "$(value 'c["port"]')" 20 "$DIR/run/oidc.pid" || fail_log "the server did not come up"; }
do_start() {
  local d="${1:-}"; shift || true; local clients=() claims=() aud=urn:integration ttl=600 tls=0
  while [ $# -gt 0 ]; do case "$1" in --client) clients+=("$2"); shift 2;; --claim) claims+=("$2"); shift 2;; --audience) aud="$2"; shift 2;; --ttl) ttl="$2"; shift 2;; --tls) tls=1; shift;; *) die "unknown option $1";; esac; done
  [ ${#clients[@]} -gt 0 ] || clients=(acme-client:messages.send)
  local mods; mods="$(node_pkgs oidc oidc-provider@9.13.3)"; prepare "$d"; local port; port="$(free_port)"; [ $tls = 0 ] || "$HERE/tls.sh" make "$DIR/tls" >/dev/null
  D="$DIR" M="$mods" PORT="$port" AUD="$aud" TTL="$ttl" TLS=$tls CLAIMS="$(printf '%s\n' ${claims[@]+"${claims[@]}"})" "$PY" - "${clients[@]}" > "$DIR/conf/oidc.json" <<'P'
import json, os, secrets, sys
e = os.environ; t = e["TLS"] == "1"; d = e["D"]
clients = [dict(zip(("id", "scope"), a.split(":")), secret=secrets.token_hex(16)) for a in sys.argv[1:]]
for c in clients: c["scope"] = c["scope"].replace("+", " ")
c = {"modules": e["M"], "port": int(e["PORT"]), "issuer": f"{'https' if t else 'http'}://localhost:{e['PORT']}", "audience": e["AUD"], "ttl": int(e["TTL"]), "clients": clients, "claims": dict(x.split("=", 1) for x in e["CLAIMS"].split("\n") if x), "keyfile": d + "/conf/keys.json", "keys": d + "/keys", "asked": d + "/run/asked"}
if t: c.update(cert=d + "/tls/server.crt", key=d + "/tls/server.key")
print(json.dumps(c))
P
  chmod 600 "$DIR/conf/oidc.json"; launch
  local i; i="$(value 'c["issuer"]')"
  local out=(issuer "$i" token_url "$i/token" jwks_url "$i/jwks" client_id "$(value 'c["clients"][0]["id"]')" client_secret "$(value 'c["clients"][0]["secret"]')" scope "$(value 'c["clients"][0]["scope"]')" audience "$aud" keys "$DIR/keys" clients_file "$DIR/conf/oidc.json")
  [ $tls = 0 ] || out+=(ca "$DIR/tls/ca.crt"); emit "${out[@]}"
}
do_down() { DIR="$(cd "$1" && pwd)"; stop_pid "$DIR/run/oidc.pid"; echo '{"up": false}'; }
do_up() { DIR="$(cd "$1" && pwd)"; launch; echo '{"up": true}'; }
do_freeze() { local p t; read -r p t < "$1/run/oidc.pid"; kill -STOP "$p"; echo '{"frozen": true}'; }
do_thaw() { local p t; read -r p t < "$1/run/oidc.pid"; kill -CONT "$p"; echo '{"frozen": false}'; }
do_asked() { if [ -e "$1/run/asked" ]; then wc -c < "$1/run/asked"; else echo 0; fi; }
do_change() { do_down "$1" >/dev/null; "$PY" - "$DIR/conf/oidc.json" "$2" <<'P'
import json, secrets, sys
c = json.load(open(sys.argv[1])); s = secrets.token_hex(16)
for x in c["clients"]:
    if x["id"] == sys.argv[2]: x["secret"] = s
json.dump(c, open(sys.argv[1], "w")); print(s)
P
  launch; }
do_stop() { [ ! -e "$DIR/run/oidc.pid" ] || do_thaw "$DIR" >/dev/null; stop_all; }
main "$@"
