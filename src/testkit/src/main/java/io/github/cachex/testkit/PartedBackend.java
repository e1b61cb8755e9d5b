// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.error.CacheBackendException;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Wraps a backend as one of several parts, each of which can go wrong by itself, as the primaries of a cluster do. What an id or the
 * name of a cache begins with says which part holds the entry, or the marks: that of the longest name, else the first. Thread-safe.
 *
 * <pre>{@code
 * PartedBackend backend = PartedBackend.over(FakeBackend.create(), "a", "b");
 * backend.part("a").fail();              // "a:1" and the marks of cache "a-posts" are refused, all others are not
 * backend.part("b").cutLink();           // nobody hears of changes of "b:1"
 * backend.move("a", "b");                // what begins with "a" lives on "b" from now on
 * backend.drop("a");                     // the part goes
 * }</pre>
 */
public final class PartedBackend extends BackendDecorator implements BackendParts {
    private final String first;
    private final Map<String, FakePart> known = new ConcurrentHashMap<>();
    private final Map<String, String> moved = new ConcurrentHashMap<>();
    private volatile Set<String> names;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private PartedBackend(CacheBackend inner, List<String> names) {
        super(inner);
        this.names = Set.copyOf(names);
        this.first = names.get(0);
    }

    /** Returns a wrapper around {@code inner} with parts of these names, with which nothing is wrong yet. */
    public static PartedBackend over(CacheBackend inner, String first, String... others) {
        List<String> names = new ArrayList<>(List.of(first));
        names.addAll(List.of(others));
        return new PartedBackend(inner, names);
    }

    /** Returns the part of that name, also one that went. */
    public FakePart part(String name) {
        return known.computeIfAbsent(name, unused -> new FakePart(this, name));
    }

    /** Lets what begins with {@code begin} live on {@code part} from now on, which comes where it is not there yet. */
    public void move(String begin, String part) {
        moved.put(begin, part);
        Set<String> more = new LinkedHashSet<>(names);
        more.add(part);
        names = Set.copyOf(more);
        listeners.forEach(Runnable::run);
    }

    /** Lets {@code part} go. What it held and was not moved lives on the first. */
    public void drop(String part) {
        Set<String> left = new LinkedHashSet<>(names);
        left.remove(part);
        names = Set.copyOf(left);
        listeners.forEach(Runnable::run);
    }

    @Override
    public Optional<BackendParts> parts() {
        return Optional.of(this);
    }

    @Override
    public String of(EntryKey key) {
        return of(key.id());
    }

    @Override
    public String of(CacheSpace cache) {
        return of(cache.cache());
    }

    private String of(String name) {
        String begin = "";
        for (String each : names) {
            begin = longer(begin, each, name);
        }
        for (String each : moved.keySet()) {
            begin = longer(begin, each, name);
        }
        String part = moved.getOrDefault(begin, begin);
        return names.contains(part) ? part : first;
    }

    private static String longer(String begin, String other, String name) {
        return name.startsWith(other) && other.length() > begin.length() ? other : begin;
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public String describe(String part) {
        return part + " at fake:" + part;
    }

    @Override
    public Optional<BackendLink> link(String part) {
        return next().link().map(link -> part(part).link(link));
    }

    @Override
    public Optional<String> contact(String part, CallBudget budget) {
        return part(part).faults().run(BackendOperation.READ, "", budget, left -> Optional.of(describe(part)));
    }

    @Override
    public Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        if (operation == BackendOperation.SCAN) {
            return step.apply(budget);
        }
        return part(partOf(subject)).faults().run(operation, subject.value(), budget, step);
    }

    private String partOf(CallSubject subject) {
        return subject instanceof EntryKey key ? of(key) : of((CacheSpace) subject);
    }

    @Override
    protected <K extends CallSubject, R> R callAll(
            BackendOperation operation,
            Collection<K> subjects,
            CallBudget budget,
            BiFunction<Collection<K>, CallBudget, R> step) {
        Map<String, List<K>> byPart = new LinkedHashMap<>();
        subjects.forEach(subject -> byPart.computeIfAbsent(partOf(subject), none -> new ArrayList<>())
                .add(subject));
        if (byPart.size() < 2 || operation == BackendOperation.PEEK) {
            return byPart.isEmpty()
                    ? step.apply(subjects, budget)
                    : call(operation, subjects.iterator().next(), budget, left -> step.apply(subjects, left));
        }
        Map<EntryKey, CacheBackendException> failures = new LinkedHashMap<>();
        List<R> answers = new ArrayList<>();
        int left = byPart.size();
        for (List<K> some : byPart.values()) {
            CallBudget share = CallBudget.of(Duration.ofNanos(Math.max(0, budget.remainingNanos() / left--)));
            try {
                answers.add(call(operation, some.get(0), share, granted -> step.apply(some, granted)));
            } catch (CacheBackendException e) {
                some.forEach(subject -> failures.put((EntryKey) subject, e));
            }
        }
        if (answers.isEmpty()) {
            throw failures.values().iterator().next();
        }
        R answer = answers.stream().reduce(PartedBackend::merged).orElseThrow();
        if (failures.isEmpty()) {
            return answer;
        }
        throw new PartialFailureException(failures, Objects.requireNonNull(answer));
    }

    @SuppressWarnings("unchecked")
    private static <R> R merged(R one, R other) {
        if (one instanceof Map<?, ?> map) {
            Map<Object, Object> both = new LinkedHashMap<>(map);
            both.putAll((Map<?, ?>) other);
            return (R) both;
        } else if (one instanceof Set<?> set) {
            Set<Object> both = new LinkedHashSet<>(set);
            both.addAll((Set<?>) other);
            return (R) both;
        }
        return one instanceof Long count ? (R) Long.valueOf(count + (Long) other) : one;
    }

    /** Ends all faults, and closes the wrapped backend. */
    @Override
    public void close() {
        known.values().forEach(FakePart::heal);
        super.close();
    }
}
