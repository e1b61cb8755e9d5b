// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;

/** Makes the backend that is meant where servers of memcached are configured. */
public final class MemcachedBackendFactory implements BackendFactory {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration AT_START = Duration.ofSeconds(2);
    private static final Pattern BLANK_OR_COLON = Pattern.compile("[\\s:]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    @Override
    public String type() {
        return MemcachedSettings.TYPE;
    }

    @Override
    public List<ConfigKey> keys() {
        return Stream.concat(
                        Stream.of(Keys.SERVERS, Keys.USER, Keys.PASSWORD, Keys.POOL_MAX, Keys.CONNECT_TIMEOUT),
                        ConfiguredTls.keys().stream())
                .toList();
    }

    @Override
    public boolean isMeant(BackendContext context) {
        return context.text(Keys.SERVERS).isPresent();
    }

    @Override
    public boolean othersMayWrite() {
        return true;
    }

    @Override
    public CacheBackend create(BackendContext context) {
        // All is read before anything is judged, so that all mistakes are noted at once.
        List<ServerAddress> servers = servers(context);
        Optional<Credentials> credentials = credentials(context);
        Optional<SSLSocketFactory> tls = ConfiguredTls.read(context);
        int poolMax = (int) context.number(Keys.POOL_MAX, 1, 10_000);
        Duration connectTimeout = context.duration(Keys.CONNECT_TIMEOUT, Duration.ofMillis(1));
        if (connectTimeout.compareTo(LONGEST) > 0) {
            context.problem(Keys.CONNECT_TIMEOUT, "is too long", "write at most " + Durations.text(LONGEST));
        }
        if (servers.isEmpty() || context.hasProblems()) {
            throw noted();
        }
        MemcachedSettings settings = new MemcachedSettings(servers, tls, credentials, poolMax, connectTimeout);
        List<CasBackend> each = each(settings, context.clock());
        examine(context, each);
        if (context.hasProblems()) {
            each.forEach(CasBackend::close);
            throw noted();
        }
        return backend(settings, each);
    }

    private static IllegalStateException noted() {
        return new IllegalStateException("the configuration of memcached has problems, which have been noted");
    }

    /** Says which servers are not to be used; who does not answer now may do so later. */
    private static void examine(BackendContext context, List<CasBackend> each) {
        CallBudget budget = CallBudget.of(AT_START);
        for (CasBackend one : each) {
            try {
                var unused = one.contact(budget);
            } catch (CacheBackendException e) {
                if (e.getCause() instanceof RefusedException refused) {
                    context.problem(
                            Keys.SERVERS, "leads to a server that is refused: " + refused.problem(), refused.remedy());
                }
            }
        }
    }

    /** Returns a backend over the servers of {@code settings}. */
    static CacheBackend backend(MemcachedSettings settings, Clock clock) {
        return backend(settings, each(settings, clock));
    }

    private static CacheBackend backend(MemcachedSettings settings, List<CasBackend> each) {
        return each.size() == 1 ? each.get(0) : new SeveralServers(settings.servers(), each);
    }

    private static List<CasBackend> each(MemcachedSettings settings, Clock clock) {
        return settings.servers().stream()
                .map(server -> new CasBackend(
                        MemcachedSettings.TYPE, new MemcachedStore(new Node(server, settings), clock), clock))
                .toList();
    }

    private static List<ServerAddress> servers(BackendContext context) {
        Optional<String> text = context.text(Keys.SERVERS);
        if (text.isEmpty()) {
            context.problem(Keys.SERVERS, "is not set", "write host:11211, several with commas between");
            return List.of();
        }
        try {
            return ServerAddress.list(text.get());
        } catch (IllegalArgumentException e) {
            String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
            context.problem(Keys.SERVERS, parts[0], parts[1]);
            return List.of();
        }
    }

    private static Optional<Credentials> credentials(BackendContext context) {
        Optional<String> user = context.text(Keys.USER);
        Optional<String> password = context.text(Keys.PASSWORD);
        if (user.isPresent() != password.isPresent()) {
            ConfigKey there = user.isPresent() ? Keys.USER : Keys.PASSWORD;
            ConfigKey missing = user.isPresent() ? Keys.PASSWORD : Keys.USER;
            context.problem(there, "is of no use without " + missing.name(), "write that too, or leave this out");
            return Optional.empty();
        }
        if (user.filter(BLANK_OR_COLON.asPredicate()).isPresent()) {
            context.problem(
                    Keys.USER, "has a blank or a colon, which end it in an auth file", "name the user otherwise");
        }
        if (password.filter(CONTROL.asPredicate()).isPresent()) {
            context.problem(Keys.PASSWORD, "has a control character, which ends it in an auth file", "choose another");
        }
        return user.map(name -> new Credentials(name, password.orElseThrow()));
    }
}
