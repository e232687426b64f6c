"""Submission server for tests: SMTP with STARTTLS, SMTP with implicit TLS, AUTH PLAIN/LOGIN/CRAM-MD5/XOAUTH2 (the password is the token, or with
oauth_imap_port the IMAP server there says whether it takes the token), delivery into Maildir.

usage: smtp_maildir.py CONFIG.json     {smtp_port, smtps_port, cert, key, users_file, domain, maildir, faults}
The users file has lines NAME:{PLAIN}PASSWORD, as Dovecot's, and is read for each question, so that a changed password holds at once.
The faults file (may appear, change, vanish while running) is JSON:
  {"rcpt": "550 5.1.1 no such user", "mail": "...", "data": "451 4.3.0 later", "auth": "454 4.7.0 later",
   "times": 2, "delay_s": 3, "drop": "before-reply" | "after-mail" | "mid-data"}
"times" counts down over sessions' replies; "before-reply" stores the message and then cuts the connection
without an answer (the classic duplicate window); "delay_s" waits before the answer to DATA.
"""
import asyncio, base64, collections, imaplib, json, os, socket, ssl, sys, time, itertools, hmac, pathlib
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

conf = json.load(open(sys.argv[1]))
seq = itertools.count()
_used = {"n": 0, "stamp": None}

def fault():
    try:
        st = os.stat(conf["faults"]).st_mtime_ns
        f = json.load(open(conf["faults"]))
    except (OSError, ValueError):
        return {}
    if st != _used["stamp"]:
        _used.update(stamp=st, n=0)
    if "times" in f and _used["n"] >= f["times"]:
        return {}
    return f

def users():
    return dict(line.rstrip("\n").split(":{PLAIN}", 1) for line in open(conf["users_file"]))

def hit():
    _used["n"] += 1

def auth(server, session, envelope, mechanism, data):
    f = fault()
    if f.get("auth"):
        hit(); return AuthResult(success=False, handled=False, message=f["auth"])
    if isinstance(data, LoginPassword):
        want = users().get(data.login.decode("utf-8", "replace"))
        if want is not None and hmac.compare_digest(want.encode(), data.password):
            return AuthResult(success=True)
    return AuthResult(success=False, handled=False)

def imap_takes(given):
    imap = imaplib.IMAP4("127.0.0.1", conf["oauth_imap_port"], timeout=10); answers = iter([given])
    try:
        imap.authenticate("XOAUTH2", lambda _: next(answers, b"")); return True
    except imaplib.IMAP4.error:
        return False
    finally:
        imap.shutdown()

def verdict(ok): return AuthResult(success=ok, handled=False)

class Handler:
    async def auth_CRAM__MD5(self, server, args):
        challenge = f"<{next(seq)}.{time.time()}@test.local>"
        answer = await server.challenge_auth(challenge)
        user, _, digest = (answer if isinstance(answer, bytes) else b"").decode("utf-8", "replace").rpartition(" ")
        want = users().get(user)
        return verdict(want is not None and hmac.compare_digest(hmac.new(want.encode(), challenge.encode(), "md5").hexdigest(), digest))
    async def auth_XOAUTH2(self, server, args):
        f = fault()
        if f.get("auth"):
            hit(); return AuthResult(success=False, handled=False, message=f["auth"])
        given = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        if conf.get("oauth_imap_port"):
            return verdict(await asyncio.to_thread(imap_takes, given))
        parts = dict(p.split("=", 1) for p in given.decode("utf-8", "replace").split("\x01") if "=" in p)
        want = users().get(parts.get("user"))
        return verdict(want is not None and parts.get("auth") == "Bearer " + want)
    async def handle_MAIL(self, server, session, envelope, address, options):
        f = fault()
        if f.get("mail"): hit(); return f["mail"]
        envelope.mail_from = address; envelope.mail_options.extend(options); return "250 OK"
    async def handle_RCPT(self, server, session, envelope, address, options):
        f = fault()
        if f.get("rcpt"): hit(); return f["rcpt"]
        local, _, dom = address.rpartition("@")
        if dom.lower() != conf["domain"] or local not in users():
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address); return "250 OK"
    async def handle_DATA(self, server, session, envelope):
        f = fault()
        if f.get("delay_s"): hit(); await asyncio.sleep(f["delay_s"])
        if f.get("data"): hit(); return f["data"]
        for r in envelope.rcpt_tos:
            box = pathlib.Path(conf["maildir"]) / r.rpartition("@")[0]
            for d in ("tmp", "new", "cur"): (box / d).mkdir(parents=True, exist_ok=True)
            name = f"{time.time():.6f}.{os.getpid()}_{next(seq)}.{socket.gethostname()}"
            try:
                with open(box / "tmp" / name, "wb") as o:
                    o.write(f"Return-Path: <{envelope.mail_from}>\r\nDelivered-To: {r}\r\n".encode()); o.write(envelope.original_content)
                    o.flush(); os.fsync(o.fileno())
            except OSError:
                (box / "tmp" / name).unlink(missing_ok=True)
                return "452 4.3.1 insufficient system storage"
            os.rename(box / "tmp" / name, box / "new" / name)
        if f.get("drop") == "before-reply":
            hit(); server.transport.abort(); return "250 never seen"
        return "250 2.0.0 stored"

def ctx():
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); c.minimum_version = ssl.TLSVersion.TLSv1_2
    c.load_cert_chain(conf["cert"], conf["key"]); return c

async def main():
    loop = asyncio.get_running_loop()
    common = dict(authenticator=auth, auth_required=True, data_size_limit=conf.get("max_size", 64 << 20), hostname="test.local", timeout=60)
    await loop.create_server(lambda: SMTP(Handler(), tls_context=ctx(), require_starttls=False, auth_require_tls=conf.get("auth_require_tls", True), **common), "127.0.0.1", conf["smtp_port"])
    await loop.create_server(lambda: SMTP(Handler(), auth_require_tls=False, **common), "127.0.0.1", conf["smtps_port"], ssl=ctx())
    await asyncio.Event().wait()
# A token in a line of AUTH (RFC 4954, 4) is longer than other commands.
SMTP.line_length_limit = 12288; SMTP.command_size_limits = collections.defaultdict(lambda: 12288)
asyncio.run(main())
