vcl 4.1;

import std;
import xkey;

# The application.
backend default {
    .host = "127.0.0.1";
    .port = "8080";
}

# The hosts that the application runs on: nobody else may purge.
acl cachex_purgers {
    "127.0.0.1";
}

sub vcl_recv {
    if (req.method == "PURGE" || req.method == "BAN") {
        # The text of cachex.purger.varnish.secret.
        if (client.ip !~ cachex_purgers || req.http.Cachex-Secret != "change-me") {
            return (synth(403, "Forbidden"));
        }
        unset req.http.Cachex-Purged;
        if (req.method == "PURGE" && req.http.Cachex-Purge) {
            set req.http.Cachex-Purged = xkey.purge(req.http.Cachex-Purge);
        } elseif (req.method == "BAN" && req.http.Cachex-Ban) {
            if (std.ban("obj.http.Surrogate-Key ~ " + req.http.Cachex-Ban)) {
                set req.http.Cachex-Purged = "banned";
            } else {
                return (synth(400, std.ban_error()));
            }
        } else {
            return (synth(400, "Nothing to purge"));
        }
        return (synth(200, "Purged"));
    }
}

sub vcl_synth {
    if (req.http.Cachex-Purged && resp.status == 200) {
        set resp.http.Cachex-Purged = req.http.Cachex-Purged;
        set resp.body = "";
        return (deliver);
    }
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Key) {
        std.collect(beresp.http.Surrogate-Key, " ");
        set beresp.http.xkey = beresp.http.Surrogate-Key;
    }
    if (beresp.http.Surrogate-Control ~ "no-store") {
        # Nobody waits for such an answer in the hope that it may be shared.
        set beresp.uncacheable = true;
        set beresp.ttl = 1m;
        return (deliver);
    }
    if (beresp.http.Surrogate-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=([0-9]+).*", "\1s"), 0s);
        # What is over is over.
        set beresp.grace = 0s;
    }
}

sub vcl_deliver {
    # These are between the application and Varnish.
    unset resp.http.Surrogate-Key;
    unset resp.http.Surrogate-Control;
    unset resp.http.xkey;
}
