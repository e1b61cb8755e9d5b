// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;

/**
 * As whom to ask. The configuration is looked at whenever something is dialled, and now and then between, so that credentials can be
 * replaced while the application runs: connections made with those before are then of no more use. Shows nothing of them. Thread-safe.
 */
final class Credentials implements Supplier<RedisCredentials> {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So many passwords of the past are kept from messages. */
    private static final int REMEMBERED = 8;

    private final Supplier<Login> source;
    private final LongSupplier nanos;
    private final AtomicLong lookedAt;
    private final Set<String> passwords = new LinkedHashSet<>();
    private Login login;
    private volatile int version;
    private boolean failed;

    /** A user and a password, as far as there are any. */
    record Login(Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    /** Creates those that {@code source} tells, now and later; it may throw later, and what it told last is used then. */
    Credentials(Supplier<Login> source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
        this.lookedAt = new AtomicLong(nanos.getAsLong());
        this.login = source.get();
        remember(login);
    }

    /** Returns those of {@code address}, for good. */
    static Credentials of(RedisAddress address) {
        Login login = new Login(address.user(), address.password());
        return new Credentials(() -> login, System::nanoTime);
    }

    /** Returns those to be used for what is dialled now. */
    @Override
    public RedisCredentials get() {
        Login now = look();
        return new DefaultRedisCredentials(
                now.user().orElse(null),
                now.password().<CharSequence>map(text -> text).orElse(null));
    }

    /** Returns a number that rises when connections made before are of no more use. Asks the source once a second at most. */
    int version() {
        long last = lookedAt.get();
        if (nanos.getAsLong() - last > LOOK_NANOS && lookedAt.compareAndSet(last, nanos.getAsLong())) {
            look();
        }
        return version;
    }

    private Login look() {
        Login next = asked();
        synchronized (this) {
            if (next != null && !next.equals(login)) {
                login = next;
                version++;
                remember(next);
                LOG.log(LogMessage.CREDENTIALS_CHANGED.with());
            }
            return login;
        }
    }

    /** Returns null where the source cannot be asked. */
    private @Nullable Login asked() {
        try {
            Login told = source.get();
            failed(null);
            return told;
        } catch (RuntimeException | Error e) {
            failed(e);
            return null;
        }
    }

    private synchronized void failed(@Nullable Throwable failure) {
        if (failure != null && !failed) {
            // Its message may hold what is not to be shown.
            LOG.log(LogMessage.CREDENTIALS_UNREADABLE.with(failure.getClass().getName()));
        }
        failed = failure != null;
    }

    private synchronized void remember(Login known) {
        known.password().ifPresent(passwords::add);
        if (passwords.size() > REMEMBERED) {
            passwords.remove(passwords.iterator().next());
        }
    }

    /** Returns whether {@code text} holds a password that was used here. */
    synchronized boolean isIn(String text) {
        return passwords.stream().anyMatch(text::contains);
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
