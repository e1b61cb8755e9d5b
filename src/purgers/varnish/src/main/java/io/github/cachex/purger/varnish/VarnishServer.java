// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.purger.varnish;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One Varnish, which is told over a connection of its own each time. Thread-safe.
 *
 * @param url its address
 * @param secret what it asks for
 * @param timeout how long one request may take
 */
record VarnishServer(URI url, String secret, Duration timeout) {
    /** What stands between two keys; a space would end the expression of a ban. */
    private static final String NO_KEY = "[^A-Za-z0-9_-]";

    private static final int HTTP = 80;
    private static final int LONGEST_ANSWER = 8 * 1024;
    /** Which the VCL of the documents adds, so that a Varnish with another one is not taken for having done it. */
    private static final String DONE = "\ncachex-purged:";

    /** Returns its address without what could be a secret. */
    String name() {
        return "Varnish http://" + url.getHost() + ":" + port();
    }

    private int port() {
        return url.getPort() < 0 ? HTTP : url.getPort();
    }

    /** Has it forget all answers that are known by one of {@code keys}, at once where its xkey does it, by a ban otherwise. */
    void forget(List<String> keys, boolean byBan) throws IOException {
        String what = byBan
                ? "Cachex-Ban: (^|" + NO_KEY + ")(" + String.join("|", keys) + ")(" + NO_KEY + "|$)"
                : "Cachex-Purge: " + String.join(" ", keys);
        String request = (byBan ? "BAN" : "PURGE") + " / HTTP/1.1\r\nHost: " + url.getHost() + ":" + port()
                + "\r\nCachex-Secret: " + secret + "\r\n" + what + "\r\nConnection: close\r\n\r\n";
        String answer = answer(request.getBytes(StandardCharsets.US_ASCII));
        String status = answer.lines().findFirst().orElse("");
        if (!status.matches("HTTP/1\\.[01] 200.*")
                || !answer.toLowerCase(Locale.ROOT).contains(DONE)) {
            throw new IOException(remedy(status));
        }
    }

    private static String remedy(String status) {
        if (status.contains(" 403")) {
            return "it answers 403; add this host to acl cachex_purgers of its VCL, and set"
                    + " cachex.purger.varnish.secret to the text that it asks for";
        }
        return (status.isEmpty() ? "it answers nothing" : "it answers " + status.replaceFirst("^HTTP/1\\.[01] ", ""))
                + ", and not as the VCL of Cachex does; put that in force";
    }

    private String answer(byte[] request) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port()), left(end));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(left(end));
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[LONGEST_ANSWER];
            int length = 0;
            int more = in.read(bytes);
            while (more > 0) {
                length += more;
                String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                int head = text.indexOf("\r\n\r\n");
                if (head >= 0 || length == bytes.length) {
                    return text.substring(0, head < 0 ? length : head);
                }
                // What comes drop by drop must end as well.
                socket.setSoTimeout(left(end));
                more = in.read(bytes, length, bytes.length - length);
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        }
    }

    private static int left(long end) throws SocketTimeoutException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("time is over");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /** Returns {@link #name()}. */
    @Override
    public String toString() {
        return name();
    }
}
