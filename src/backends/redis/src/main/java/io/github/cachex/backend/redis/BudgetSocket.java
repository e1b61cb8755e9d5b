// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A socket that keeps to the budget of the call that uses it. A socket's own time-out is per read, so that a reply which
 * drips would never end; here every read waits no longer than the budget lasts. A large write is watched, since it has no
 * time-out at all. TLS is layered above, so that its handshake is bounded too.
 *
 * <p>When time is over the socket is closed at once: what layers above would still say to the other side takes time.
 */
final class BudgetSocket extends Socket {
    /** What a socket takes from the writer whether or not the other side reads. */
    private static final int NEVER_BLOCKS = 8 * 1024;

    private static final long SURELY_LIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ConnectGate gate;
    private final Watchdog watchdog;
    private volatile int timeout;
    /** Bytes written since something was read. A connection is in the hands of one thread at a time. */
    private long unread;

    private long readAt = System.nanoTime();

    BudgetSocket(ConnectGate gate, Watchdog watchdog) {
        this.gate = gate;
        this.watchdog = watchdog;
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        timeout = millis;
        super.setSoTimeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeout;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    /**
     * Returns whether the other side has closed it, or said something that nobody asked for, while it lay idle. That takes the
     * shortest time-out there is, so it is not asked of a socket that was read from a moment ago.
     */
    boolean isStale() {
        if (System.nanoTime() - readAt < SURELY_LIVE_NANOS) {
            return false;
        }
        try {
            super.setSoTimeout(1);
            super.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void limitRead() throws IOException {
        if (CallScope.current() == null) {
            super.setSoTimeout(timeout);
            return;
        }
        int left = CallScope.millisLeft(timeout == 0 ? Integer.MAX_VALUE : timeout);
        if (left <= 0) {
            throw unread > 0 ? spent("the budget is spent") : closed("the budget is spent");
        }
        super.setSoTimeout(left);
    }

    /** The other side is silent. */
    private SocketTimeoutException timedOut(String how) {
        gate.failed(how);
        return closed(how);
    }

    /** The caller's time is over while the other side may well be at work: that is nothing to other callers. */
    private SocketTimeoutException spent(String how) {
        SocketTimeoutException spent = closed(how);
        spent.initCause(new CancellationException(how));
        return spent;
    }

    /** The interrupt of a virtual thread closes the socket that it waits for: that, too, is nothing to other callers. */
    private static SocketException blamed(SocketException e) {
        if (!Thread.currentThread().isInterrupted()) {
            return e;
        }
        SocketException interrupted = new SocketException(e.getMessage());
        interrupted.initCause(new InterruptedException(e.getMessage()));
        interrupted.addSuppressed(e);
        return interrupted;
    }

    /** An answer that began is too slow: the breaker counts it, and others may dial as ever. */
    private SocketTimeoutException closed(String how) {
        try {
            close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
        return new SocketTimeoutException(how);
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
            limitRead();
            try {
                int count = in.read(bytes, offset, length);
                unread = 0;
                readAt = System.nanoTime();
                if (count > 0) {
                    gate.answered();
                }
                return count;
            } catch (SocketTimeoutException e) {
                throw unread > 0 ? timedOut("no answer in time") : closed("no whole answer in time");
            } catch (SocketException e) {
                throw blamed(e);
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
            CallScope call = CallScope.current();
            if (call != null) {
                call.writing();
            }
            unread += length;
            try {
                if (unread <= NEVER_BLOCKS) {
                    out.write(bytes, offset, length);
                } else {
                    writeWatched(bytes, offset, length);
                }
            } catch (SocketException e) {
                throw blamed(e);
            }
        }

        private void writeWatched(byte[] bytes, int offset, int length) throws IOException {
            long left = CallScope.nanosLeft(TimeUnit.MILLISECONDS.toNanos(timeout == 0 ? Integer.MAX_VALUE : timeout));
            if (left <= 0) {
                throw spent("the budget is spent");
            }
            long begun = System.nanoTime();
            Future<?> closing = watchdog.closeAfter(left, BudgetSocket.this);
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                // The watchdog may have closed the socket, and not be done yet.
                throw isClosed() && System.nanoTime() - begun >= left ? timedOut("nothing was read in time") : e;
            } finally {
                closing.cancel(false);
            }
        }
    }
}
