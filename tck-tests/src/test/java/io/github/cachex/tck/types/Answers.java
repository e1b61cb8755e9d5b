// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import io.github.cachex.CachexAllow;
import io.github.cachex.CachexFetch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A method of every return type; its subclasses are beans of every scope. What a method does, {@link Origin} is told. */
public abstract class Answers extends Inherited<Post> {
    private static Post post() {
        return new Post(42, "a title", LocalDate.of(2024, 2, 29), List.of("a", "b"));
    }

    @Override
    Post sample() {
        return post();
    }

    private static <T> CompletableFuture<T> later(String key, T value) {
        try {
            return CompletableFuture.completedFuture(Origin.answer(key, value));
        } catch (Origin.Failure e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @CachexFetch
    public String text(String key) throws Origin.Failure {
        return Origin.answer(key, "a text, with \"quotes\" and ümlauts");
    }

    @CachexFetch
    public List<Post> list(String key) throws Origin.Failure {
        return Origin.answer(key, List.of(post(), post()));
    }

    @CachexFetch
    public Map<String, List<Post>> map(String key) throws Origin.Failure {
        return Origin.answer(key, Map.of("a", List.of(post()), "b", List.of()));
    }

    @CachexFetch
    public Post record(String key) throws Origin.Failure {
        return Origin.answer(key, post());
    }

    @CachexAllow("unstorable") // JSON-B is not told of the subtypes, Jackson is
    @CachexFetch
    public Shape circle(String key) throws Origin.Failure {
        return Origin.answer(key, new Shape.Circle(1.5));
    }

    @CachexAllow("unstorable") // JSON-B is not told of the subtypes, Jackson is
    @CachexFetch
    public Shape square(String key) throws Origin.Failure {
        return Origin.answer(key, new Shape.Square(2));
    }

    @CachexFetch
    public List<Shape> shapes(String key) throws Origin.Failure {
        return Origin.answer(key, List.of(new Shape.Circle(1.5), new Shape.Square(2)));
    }

    @CachexFetch
    public Level constant(String key) throws Origin.Failure {
        return Origin.answer(key, Level.HIGH);
    }

    @CachexFetch
    public Post[] array(String key) throws Origin.Failure {
        return Origin.answer(key, new Post[] {post(), post()});
    }

    @CachexFetch
    public byte[] bytes(String key) throws Origin.Failure {
        return Origin.answer(key, new byte[] {1, -1, 0, 127, -128});
    }

    @CachexFetch
    public boolean truth(String key) throws Origin.Failure {
        return Origin.answer(key, true);
    }

    @CachexFetch
    public byte octet(String key) throws Origin.Failure {
        return Origin.answer(key, (byte) -7);
    }

    @CachexFetch
    public short small(String key) throws Origin.Failure {
        return Origin.answer(key, (short) -300);
    }

    @CachexFetch
    public char letter(String key) throws Origin.Failure {
        return Origin.answer(key, 'ß');
    }

    @CachexFetch
    public int number(String key) throws Origin.Failure {
        return Origin.answer(key, Integer.MIN_VALUE);
    }

    @CachexFetch
    public long large(String key) throws Origin.Failure {
        return Origin.answer(key, Long.MAX_VALUE);
    }

    @CachexFetch
    public float share(String key) throws Origin.Failure {
        return Origin.answer(key, 1.1f);
    }

    @CachexFetch
    public double exact(String key) throws Origin.Failure {
        return Origin.answer(key, 1e-300);
    }

    @CachexFetch
    public Boolean truthBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, true);
    }

    @CachexFetch
    public Byte octetBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, (byte) -7);
    }

    @CachexFetch
    public Short smallBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, (short) -300);
    }

    @CachexFetch
    public Character letterBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, 'ß');
    }

    @CachexFetch
    public Integer numberBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, Integer.MIN_VALUE);
    }

    @CachexFetch
    public Long largeBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, Long.MAX_VALUE);
    }

    @CachexFetch
    public Float shareBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, 1.1f);
    }

    @CachexFetch
    public Double exactBoxed(String key) throws Origin.Failure {
        return Origin.answer(key, 1e-300);
    }

    @CachexFetch
    public BigDecimal decimal(String key) throws Origin.Failure {
        return Origin.answer(key, new BigDecimal("12345678901234567890.010"));
    }

    @CachexFetch
    public LocalDate date(String key) throws Origin.Failure {
        return Origin.answer(key, LocalDate.of(2024, 2, 29));
    }

    @CachexFetch
    public UUID uuid(String key) throws Origin.Failure {
        return Origin.answer(key, new UUID(1, -2));
    }

    @CachexFetch
    public Optional<String> optionalText(String key) throws Origin.Failure {
        return Optional.ofNullable(Origin.answer(key, "a text"));
    }

    @CachexFetch
    public Optional<List<Post>> optionalList(String key) throws Origin.Failure {
        return Optional.ofNullable(Origin.answer(key, List.of(post())));
    }

    @CachexFetch
    public CompletionStage<Post> stage(String key) {
        return later(key, post());
    }

    @CachexFetch
    public CompletableFuture<List<Post>> future(String key) {
        return later(key, List.of(post()));
    }

    @CachexFetch
    public CompletionStage<Optional<Post>> optionalStage(String key) {
        return later(key, post()).thenApply(Optional::ofNullable);
    }
}
