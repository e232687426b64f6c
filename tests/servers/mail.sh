#!/usr/bin/env bash
# Dovecot (IMAP, IMAPS, POP3, POP3S) plus a submission server (SMTP+STARTTLS, SMTPS) that delivers into the same Maildirs.
set -euo pipefail; . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
usage() { cat <<'U'
mail.sh start DIR [--users a,b] [--max-size BYTES] [--cert server|expired|selfsigned|wronghost] [--tls yes|no] [--dovecot 'setting = value']...
mail.sh stop DIR | status DIR
mail.sh fault DIR JSON|off    SMTP faults, for example '{"rcpt":"451 4.3.0 later","times":2}', '{"drop":"before-reply","times":1}',
                              '{"delay_s":30}', '{"auth":"454 4.7.0 later"}'
mail.sh put DIR USER < FILE   drop a raw message straight into USER's inbox
Prints {host, imap_port, imaps_port, pop3_port, pop3s_port, smtp_port (STARTTLS), smtps_port, user, password, domain, ca, maildir}.
Root only. Cleartext logins are allowed on imap/pop3 from loopback; SMTP AUTH needs TLS. Mailboxes: data/mail/USER.
Extra settings: --dovecot 'mail_max_userip_connections = 2', --dovecot 'disable_plaintext_auth = yes', ...
U
}
do_start() {
  need /usr/sbin/dovecot dovecot-imapd dovecot-pop3d; need_file /usr/lib/dovecot/pop3 dovecot-pop3d; need_file /usr/lib/dovecot/imap dovecot-imapd
  need_py aiosmtpd python3-aiosmtpd; need unshare util-linux; need_root
  local d="${1:-}"; shift || true; local users=mailuser max=67108864 cert=server tls=yes extra=()
  while [ $# -gt 0 ]; do case "$1" in --users) users="$2";; --max-size) max="$2";; --cert) cert="$2";; --tls) tls="$2";; --dovecot) extra+=("$2");; *) die "unknown option $1";; esac; shift 2; done
  prepare "$d"; local p; mapfile -t p < <(free_port 6)
  "$HERE/tls.sh" make "$DIR/tls" >/dev/null
  mkdir -p "$DIR/data/mail" "$DIR/data/index" "$DIR/run/dovecot"; chmod 755 "$DIR" "$DIR/conf" "$DIR/data" "$DIR/log" "$DIR/run" "$DIR/run/dovecot"
  chown -R $PEER_UID:$PEER_UID "$DIR/data/mail" "$DIR/data/index"
  local u pw first_u='' first_pw='' js=''; : > "$DIR/conf/users"
  for u in ${users//,/ }; do pw="$(secret)"; echo "$u:{PLAIN}$pw" >> "$DIR/conf/users"; js="$js${js:+,}\"$u\":\"$pw\""
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
passdb {
  driver = passwd-file
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
namespace inbox {
  inbox = yes
}
$(for e in ${extra[@]+"${extra[@]}"}; do echo "$e"; done)
C
  cp "$HERE/smtp_maildir.py" "$DIR/conf/"; cp "$DIR/tls/$cert.key" "$DIR/conf/smtp.key"; chown $PEER_UID "$DIR/conf/smtp.key"
  printf '{"smtp_port":%s,"smtps_port":%s,"cert":"/mnt/tls/%s.crt","key":"/mnt/conf/smtp.key","users":{%s},"domain":"test.local","maildir":"/mnt/data/mail","faults":"/mnt/conf/smtp-faults.json","max_size":%s}\n' \
    "${p[4]}" "${p[5]}" "$cert" "$js" "$max" > "$DIR/conf/smtp.json"; chmod 644 "$DIR/conf/smtp.json" "$DIR/conf/smtp_maildir.py"
  private_ns
  spawn dovecot "${PRIVATE_NS[@]}" /usr/sbin/dovecot -F -c /mnt/conf/dovecot.conf
  spawn smtp "${PRIVATE_NS[@]}" setpriv --reuid $PEER_UID --regid $PEER_UID --clear-groups "$PY" /mnt/conf/smtp_maildir.py /mnt/conf/smtp.json
  local i; for i in 0 2 $([ $tls = no ] || echo 1 3); do wait_tcp "${p[$i]}" 15 "$DIR/run/dovecot.pid" || fail_log "dovecot did not come up"; done
  for i in 4 5; do wait_tcp "${p[$i]}" 15 "$DIR/run/smtp.pid" || fail_log "smtp did not come up"; done
  emit host 127.0.0.1 imap_port "${p[0]}" imaps_port "${p[1]}" pop3_port "${p[2]}" pop3s_port "${p[3]}" smtp_port "${p[4]}" smtps_port "${p[5]}" \
    user "$first_u" password "$first_pw" domain test.local address "$first_u@test.local" users_file "$DIR/conf/users" ca "$DIR/tls/ca.crt" maildir "$DIR/data/mail/$first_u"
}
do_fault() { local f="$1/conf/smtp-faults.json"; if [ "$2" = off ]; then rm -f "$f"; else printf '%s' "$2" > "$f.new"; chmod 644 "$f.new"; mv "$f.new" "$f"; fi; echo '{"ok": true}'; }
do_put() { local b="$1/data/mail/$2"; mkdir -p "$b"/{tmp,new,cur}; local n; n="$(date +%s).$$_$RANDOM.put"; cat > "$b/tmp/$n"; chown -R --reference="$1/data/mail" "$b"; mv "$b/tmp/$n" "$b/new/$n"; echo '{"ok": true}'; }
main "$@"
