#!/usr/bin/env bash
# Dovecot (IMAP, IMAPS, POP3, POP3S) plus a submission server (SMTP+STARTTLS, SMTPS) that delivers into the same Maildirs.
set -euo pipefail; . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
usage() { cat <<'U'
mail.sh start DIR [--users a,b] [--max-size BYTES] [--cert server|expired|selfsigned|wronghost] [--tls yes|no] [--tmpfs-mb N] [--full-mb N] [--oauth KEYS] [--dovecot 'setting = value']...
mail.sh stop DIR | status DIR
mail.sh fault DIR JSON|off    SMTP faults, for example '{"rcpt":"451 4.3.0 later","times":2}', '{"drop":"before-reply","times":1}',
                              '{"delay_s":30}', '{"auth":"454 4.7.0 later"}'
mail.sh password DIR USER PW  both servers want another password of a user from now on
mail.sh put DIR USER < FILE   drop a raw message straight into USER's inbox
mail.sh fill DIR USER N       N mails of 1 KB more, within seconds: links to a few files
mail.sh freeze DIR | thaw DIR SIGSTOP and SIGCONT for both servers and their sessions: connections stay open, nothing answers
mail.sh down DIR | up DIR     kill -9 of both servers; start them again on the same ports
--tmpfs-mb: the mailboxes are on a small disk of their own; a mail that does not fit is refused with 452 4.3.1.
--full-mb: folders below "Full" (files in data/full/USER) are on a small disk of their own, the other ones are not.
--oauth: XOAUTH2 takes tokens (JWTs) of an authorization server whose public keys are in folder KEYS (oidc.sh), for the user that their claim "mailbox" names, and no passwords.
Prints {host, imap_port, imaps_port, pop3_port, pop3s_port, smtp_port (STARTTLS), smtps_port, user, password, domain, ca, maildir}.
Root only. Cleartext logins are allowed on imap/pop3 from loopback; SMTP AUTH needs TLS. Mailboxes: data/mail/USER.
Extra settings: --dovecot 'mail_max_userip_connections = 2', --dovecot 'disable_plaintext_auth = yes', ...
U
}
do_start() {
  need /usr/sbin/dovecot dovecot-imapd dovecot-pop3d; need_file /usr/lib/dovecot/pop3 dovecot-pop3d; need_file /usr/lib/dovecot/imap dovecot-imapd
  need_py aiosmtpd python3-aiosmtpd; need unshare util-linux; need_root
  local d="${1:-}"; shift || true; local users=mailuser max=67108864 cert=server tls=yes tm=0 full=0 oauth='' extra=()
  while [ $# -gt 0 ]; do case "$1" in --users) users="$2";; --max-size) max="$2";; --cert) cert="$2";; --tls) tls="$2";; --tmpfs-mb) tm="$2";; --full-mb) full="$2";; --oauth) oauth="$2";; --dovecot) extra+=("$2");; *) die "unknown option $1";; esac; shift 2; done
  prepare "$d"; local p; mapfile -t p < <(free_port 6)
  "$HERE/tls.sh" make "$DIR/tls" >/dev/null
  mkdir -p "$DIR/data/mail" "$DIR/data/index" "$DIR/run/dovecot"; chmod 755 "$DIR" "$DIR/conf" "$DIR/data" "$DIR/log" "$DIR/run" "$DIR/run/dovecot"
  if [ "$tm" != 0 ]; then mount -t tmpfs -o "size=${tm}m,mode=755" tmpfs "$DIR/data/mail"; echo mail >> "$DIR/conf/mounted"; fi
  if [ "$full" != 0 ]; then mkdir "$DIR/data/full"; mount -t tmpfs -o "size=${full}m,mode=755" tmpfs "$DIR/data/full"; echo full >> "$DIR/conf/mounted"; chown $PEER_UID:$PEER_UID "$DIR/data/full"
    extra+=($'namespace full {\n  separator = .\n  prefix = Full.\n  location = maildir:/mnt/data/full/%u:INDEX=/mnt/data/index/full-%u\n}'); fi
  chown -R $PEER_UID:$PEER_UID "$DIR/data/mail" "$DIR/data/index"
  local passdb='' asks=null; if [ -n "$oauth" ]; then cp -r "$oauth" "$DIR/conf/keys"; chmod -R a+rX "$DIR/conf/keys"; asks="${p[0]}"
    printf 'introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=/mnt/conf/keys/\nusername_attribute = mailbox\n' > "$DIR/conf/oauth2.conf"; chmod 644 "$DIR/conf/oauth2.conf"
    passdb=$'passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = /mnt/conf/oauth2.conf\n}'; fi
  local u pw first_u='' first_pw=''; : > "$DIR/conf/users"
  for u in ${users//,/ }; do pw="$(secret)"; echo "$u:{PLAIN}$pw" >> "$DIR/conf/users"
    [ -n "$first_u" ] || { first_u="$u"; first_pw="$pw"; }; done
  chmod 644 "$DIR/conf/users"
  cat > "$DIR/conf/dovecot.conf" <<C
protocols = imap pop3
listen = 127.0.0.1
base_dir = /mnt/run/dovecot
state_dir = /mnt/run/dovecot
instance_name = t${p[0]}
log_path = /mnt/log/dovecot-mail.log
ssl = $tls
ssl_cert = </mnt/tls/$cert.crt
ssl_key = </mnt/tls/$cert.key
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5 xoauth2
auth_failure_delay = 0
first_valid_uid = 1000
mail_location = maildir:/mnt/data/mail/%u:INDEX=/mnt/data/index/%u
$passdb
passdb {
  driver = passwd-file
$([ -z "$oauth" ] || echo "  mechanisms = plain login cram-md5")
  args = /mnt/conf/users
}
userdb {
  driver = static
  args = uid=$PEER_UID gid=$PEER_UID home=/mnt/data/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap { 
    port = ${p[0]} 
  }
  inet_listener imaps { 
    port = ${p[1]} 
    ssl = yes 
  }
}
service pop3-login {
  chroot =
  inet_listener pop3 { 
    port = ${p[2]} 
  }
  inet_listener pop3s { 
    port = ${p[3]} 
    ssl = yes 
  }
}
# Whoever was refused would wait for up to 15 s, and with him everybody from his address.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
namespace inbox {
  separator = .
  inbox = yes
}
$(for e in ${extra[@]+"${extra[@]}"}; do echo "$e"; done)
C
  cp "$HERE/smtp_maildir.py" "$DIR/conf/"; echo "$cert" > "$DIR/conf/cert"
  printf '{"smtp_port":%s,"smtps_port":%s,"cert":"/mnt/tls/%s.crt","key":"/mnt/conf/smtp.key","users_file":"/mnt/conf/users","domain":"test.local","maildir":"/mnt/data/mail","faults":"/mnt/conf/smtp-faults.json","max_size":%s,"oauth_imap_port":%s}\n' \
    "${p[4]}" "${p[5]}" "$cert" "$max" "$asks" > "$DIR/conf/smtp.json"; chmod 644 "$DIR/conf/smtp.json" "$DIR/conf/smtp_maildir.py"
  { echo "${p[0]} ${p[2]}$([ $tls = no ] || echo " ${p[1]} ${p[3]}")"; echo "${p[4]} ${p[5]}"; } > "$DIR/conf/ports"
  launch
  emit host 127.0.0.1 imap_port "${p[0]}" imaps_port "${p[1]}" pop3_port "${p[2]}" pop3s_port "${p[3]}" smtp_port "${p[4]}" smtps_port "${p[5]}" \
    user "$first_u" password "$first_pw" domain test.local address "$first_u@test.local" users_file "$DIR/conf/users" ca "$DIR/tls/ca.crt" maildir "$DIR/data/mail/$first_u"
}
launch() {
  private_ns; cp "$DIR/tls/$(cat "$DIR/conf/cert").key" "$DIR/conf/smtp.key"; chown $PEER_UID "$DIR/conf/smtp.key"
  spawn dovecot "${PRIVATE_NS[@]}" /usr/sbin/dovecot -F -c /mnt/conf/dovecot.conf
  spawn smtp "${PRIVATE_NS[@]}" setpriv --reuid $PEER_UID --regid $PEER_UID --clear-groups "$PY" /mnt/conf/smtp_maildir.py /mnt/conf/smtp.json
  local i; for i in $(sed -n 1p "$DIR/conf/ports"); do wait_tcp "$i" 15 "$DIR/run/dovecot.pid" || fail_log "dovecot did not come up"; done
  for i in $(sed -n 2p "$DIR/conf/ports"); do wait_tcp "$i" 15 "$DIR/run/smtp.pid" || fail_log "smtp did not come up"; done
}
all_pids() { local f p t; for f in "$DIR"/run/*.pid; do [ -e "$f" ] || continue; read -r p t < "$f"; tree "$p"; done; }
do_freeze() { DIR="$(cd "$1" && pwd)"; local q; for q in $(all_pids); do kill -STOP "$q" 2>/dev/null || true; done; echo '{"frozen": true}'; }
do_thaw() { DIR="$(cd "$1" && pwd)"; local q; for q in $(all_pids); do kill -CONT "$q" 2>/dev/null || true; done; echo '{"frozen": false}'; }
do_down() { DIR="$(cd "$1" && pwd)"; kill_all $(all_pids); find "$DIR/run/dovecot" -type s -delete; rm -f "$DIR"/run/*.pid "$DIR/run/dovecot/master.pid"; echo '{"up": false}'; }
do_up() { DIR="$(cd "$1" && pwd)"; launch; echo '{"up": true}'; }
do_fill() { "$PY" - "$1/data/mail" "$2" "$3" <<'P'
import os, sys
root, user, count = sys.argv[1], sys.argv[2], int(sys.argv[3]); box = os.path.join(root, user); owner = os.stat(root)
def own(p, mode): os.chown(p, owner.st_uid, owner.st_gid); os.chmod(p, mode)
for d in ("", "tmp", "new", "cur"):
    p = os.path.join(box, d)
    if not os.path.isdir(p): os.makedirs(p); own(p, 0o777)
mail = b"From: shop@example.com\r\nTo: orders@test.local\r\nSubject: filled\r\nContent-Type: text/plain\r\n\r\n" + (b"0123456789" * 7 + b"\r\n") * 13
# File systems allow some ten thousand links to a file. The size in the name spares the server a look into each file.
for i in range(count):
    if i % 10000 == 0:
        source = os.path.join(box, "tmp", "source-%d-%d" % (os.getpid(), i))
        with open(source, "wb") as o: o.write(mail)
        own(source, 0o666); sources = globals().setdefault("sources", []); sources.append(source)
    os.link(source, os.path.join(box, "cur", "1600000000.%d_%06d.fill,S=%d,W=%d:2," % (os.getpid(), i, len(mail), len(mail))))
for source in sources: os.unlink(source)
P
echo '{"ok": true}'; }
do_stop() { do_thaw "$DIR" >/dev/null; stop_all; [ ! -e "$DIR/conf/mounted" ] || for m in $(cat "$DIR/conf/mounted"); do umount "$DIR/data/$m"; done; }
do_fault() { local f="$1/conf/smtp-faults.json"; if [ "$2" = off ]; then rm -f "$f"; else printf '%s' "$2" > "$f.new"; chmod 644 "$f.new"; mv "$f.new" "$f"; fi; echo '{"ok": true}'; }
# Dovecot looks at the file once in a second, and reads it when its time has another second, so it gets one, and Dovecot is asked until it knows
do_password() { local f="$1/conf/users" m; m="$(stat -c %Y "$f")"; sed "s|^$2:.*|$2:{PLAIN}$3|" "$f" > "$f.new"; chmod 644 "$f.new"; [ "$(stat -c %Y "$f.new")" -gt "$m" ] || touch -d "@$((m + 1))" "$f.new"; mv "$f.new" "$f"; "$PY" - "$@" <<'P'
import imaplib, json, sys, time
folder, user, password = sys.argv[1:]; port = json.load(open(folder + "/server.json"))["imap_port"]; end = time.time() + 30
while True:
    try: imap = imaplib.IMAP4("127.0.0.1", port, timeout=10); imap.login(user, password); imap.logout(); break
    except imaplib.IMAP4.error:
        if time.time() > end: sys.exit("Dovecot does not take the password")
        time.sleep(0.2)
P
echo '{"ok": true}'; }
do_put() { local b="$1/data/mail/$2"; mkdir -p "$b"/{tmp,new,cur}; local n; n="$(date +%s).$$_$RANDOM.put"; cat > "$b/tmp/$n"; chown -R --reference="$1/data/mail" "$b"; mv "$b/tmp/$n" "$b/new/$n"; echo '{"ok": true}'; }
main "$@"
