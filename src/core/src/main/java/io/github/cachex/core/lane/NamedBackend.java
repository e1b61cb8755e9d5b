// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.core.config.BackendName;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.PartialFailureException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A backend beside others: what it is called, how its parts are described and which keys its failures say to look at go by its name,
 * though whoever wrote it knows its type alone. Thread-safe.
 */
public final class NamedBackend extends BackendDecorator {
    private final BackendName name;
    private final BackendParts parts;

    /** Creates {@code next} as what is called {@code name}. */
    public NamedBackend(BackendName name, CacheBackend next) {
        super(next);
        this.name = name;
        this.parts = new NamedParts(OnePart.partsOf(next));
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        return named(() -> step.apply(budget));
    }

    @Override
    public String type() {
        return name.name();
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return named(() -> super.time(key, budget));
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        return named(() -> super.contact(budget)).map(this::described);
    }

    @Override
    public Optional<BackendParts> parts() {
        return Optional.of(parts);
    }

    private String described(String text) {
        return name.name() + ": " + text;
    }

    private <R> R named(Supplier<R> step) {
        try {
            return step.get();
        } catch (CacheBackendException e) {
            throw named(e);
        }
    }

    private CacheBackendException named(CacheBackendException e) {
        CacheBackendException named = e instanceof PartialFailureException partial
                ? new PartialFailureException(named(partial.failures()), partial.answer())
                : ofOne(e);
        named.setStackTrace(e.getStackTrace());
        return named;
    }

    private Map<EntryKey, CacheBackendException> named(Map<EntryKey, CacheBackendException> failures) {
        Map<EntryKey, CacheBackendException> named = new LinkedHashMap<>();
        Map<CacheBackendException, CacheBackendException> once = new LinkedHashMap<>();
        failures.forEach((key, e) -> named.put(key, once.computeIfAbsent(e, this::ofOne)));
        return named;
    }

    private CacheBackendException ofOne(CacheBackendException e) {
        String begin = e.backend() + " " + e.operation() + " '" + e.key() + "': ";
        String message = String.valueOf(e.getMessage());
        String problem = name.inText(message.startsWith(begin) ? message.substring(begin.length()) : message);
        return e instanceof CacheConnectionException
                ? new CacheConnectionException(
                        type(), e.operation(), e.key(), problem, e.perhapsApplied(), e.getCause())
                : new CacheBackendException(type(), e.operation(), e.key(), problem, e.getCause());
    }

    private final class NamedParts implements BackendParts {
        private final BackendParts next;

        NamedParts(BackendParts next) {
            this.next = next;
        }

        @Override
        public String of(EntryKey key) {
            return next.of(key);
        }

        @Override
        public String of(CacheSpace cache) {
            return next.of(cache);
        }

        @Override
        public Set<String> names() {
            return next.names();
        }

        @Override
        public String describe(String part) {
            return described(next.describe(part));
        }

        @Override
        public Optional<BackendLink> link(String part) {
            return next.link(part);
        }

        @Override
        public Optional<String> contact(String part, CallBudget budget) {
            return named(() -> next.contact(part, budget)).map(NamedBackend.this::described);
        }

        @Override
        public Runnable onChange(Runnable listener) {
            return next.onChange(listener);
        }
    }
}
