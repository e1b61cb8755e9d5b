// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A socket that keeps to the end of the call that uses it. A socket's own time-out is per read, so that an answer which drips would
 * never end; here every read waits no longer than the call lasts, and a large write, which has no time-out at all, is watched. TLS is
 * layered above, so that its handshake is bounded too. In the hands of one thread at a time.
 */
final class DeadlineSocket extends Socket {
    /** What a socket takes from the writer whether or not the other side reads. */
    private static final int NEVER_BLOCKS = 8 * 1024;

    private final Watchdog watchdog;
    private volatile long end;
    private long unread;

    DeadlineSocket(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    /** Lets everything end at {@code nanos}, as {@link System#nanoTime} counts them. */
    void until(long nanos) {
        end = nanos;
    }

    private long nanosLeft() throws SocketTimeoutException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException(unread > 0 ? "no answer in time" : "no whole answer in time");
        }
        return left;
    }

    /** Returns what is left in milliseconds, at least one. */
    int millisLeft() throws SocketTimeoutException {
        return (int) Math.min(TimeUnit.NANOSECONDS.toMillis(nanosLeft()) + 1, Integer.MAX_VALUE);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            setSoTimeout(millisLeft());
            try {
                int count = in.read(bytes, offset, length);
                unread = 0;
                return count;
            } catch (SocketTimeoutException e) {
                SocketTimeoutException late =
                        new SocketTimeoutException(unread > 0 ? "no answer in time" : "no whole answer in time");
                late.initCause(e);
                throw late;
            }
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long left = nanosLeft();
            unread += length;
            if (unread <= NEVER_BLOCKS) {
                out.write(bytes, offset, length);
            } else {
                writeWatched(bytes, offset, length, left);
            }
        }

        private void writeWatched(byte[] bytes, int offset, int length, long left) throws IOException {
            Future<?> closing;
            try {
                closing = watchdog.closeAfter(left, DeadlineSocket.this);
            } catch (RejectedExecutionException e) {
                throw new IOException("the backend is closed", e);
            }
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                if (closing.isDone()) {
                    SocketTimeoutException late = new SocketTimeoutException("nothing was read in time");
                    late.initCause(e);
                    throw late;
                }
                throw e;
            } finally {
                closing.cancel(false);
            }
        }
    }
}
