/** Debian's nginx has streams as a module to load; upstream's image has them built in, so every start loads it. */
export const nginxWrapper = `#!/bin/sh
load='load_module /usr/lib/nginx/modules/ngx_stream_module.so;'
given=no before=
for word; do
  shift
  this=$word
  if [ "$before" = -g ]; then this="$load $word"; given=yes; fi
  set -- "$@" "$this"
  before=$word
done
if [ $given = no ]; then set -- -g "$load" "$@"; fi
exec /usr/sbin/nginx "$@"
`;

/** As upstream's image: one worker per core, logs to the container's output. */
export const nginxConfiguration = `worker_processes auto;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
events { worker_connections 1024; }
http { access_log /var/log/nginx/access.log; server { listen 80; root /var/www/html; } }
`;
