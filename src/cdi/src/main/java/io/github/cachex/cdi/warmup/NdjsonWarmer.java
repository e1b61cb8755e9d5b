// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheWarmer;
import io.github.cachex.TypeRef;
import io.github.cachex.WarmEntry;
import io.github.cachex.spi.JsonBounds;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Warms a cache from data prepared beforehand, for instance at build time: a file or class-path resource in UTF-8 whose
 * lines are {@code {"id":"post:42","value":{…},"ttl":"1h"}}, the ttl being optional.
 *
 * <p>It is read lazily, line by line. A line that cannot be read, or has more than 16 Mi characters, is logged with its number and
 * left out; empty lines are ignored. To use it, produce it as a bean:
 *
 * <pre>{@code
 * @Produces @Singleton
 * CacheWarmer posts() {
 *     return NdjsonWarmer.resource("posts", Post.class, "posts.ndjson");
 * }
 * }</pre>
 *
 * @param <T> the type of the values
 */
public final class NdjsonWarmer<T> implements CacheWarmer {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    /** More than any value that a cache should hold; a line beyond is not held, however long it is. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private final String cache;
    private final Type type;
    private final String from;
    private final Opener opener;
    private final LongConsumer leftOut;

    @FunctionalInterface
    private interface Opener {
        InputStream open() throws IOException;
    }

    private NdjsonWarmer(String cache, Type type, String from, Opener opener) {
        this(cache, type, from, opener, line -> {});
    }

    private NdjsonWarmer(String cache, Type type, String from, Opener opener, LongConsumer leftOut) {
        this.cache = cache;
        this.type = type;
        this.from = from;
        this.opener = opener;
        this.leftOut = leftOut;
    }

    /** Returns this warmer, which also tells {@code leftOut} the number of each line that is left out, on the thread that reads it. */
    public NdjsonWarmer<T> onLeftOut(LongConsumer leftOut) {
        return new NdjsonWarmer<>(cache, type, from, opener, Objects.requireNonNull(leftOut, "leftOut"));
    }

    /** Returns a warmer that reads values of {@code type} for the cache {@code cache} from {@code file}. */
    public static <T> NdjsonWarmer<T> file(String cache, Class<T> type, Path file) {
        return new NdjsonWarmer<>(cache, type, file.toString(), () -> Files.newInputStream(file));
    }

    /** Returns a warmer that reads values of the generic {@code type} for the cache {@code cache} from {@code file}. */
    public static <T> NdjsonWarmer<T> file(String cache, TypeRef<T> type, Path file) {
        return new NdjsonWarmer<>(cache, type.type(), file.toString(), () -> Files.newInputStream(file));
    }

    /**
     * Returns a warmer that reads values of {@code type} for the cache {@code cache} from the class-path resource of that
     * name, such as {@code data/posts.ndjson}.
     */
    public static <T> NdjsonWarmer<T> resource(String cache, Class<T> type, String resource) {
        return new NdjsonWarmer<>(cache, type, resource, () -> find(resource));
    }

    /** Returns a warmer that reads values of the generic {@code type} from the class-path resource of that name. */
    public static <T> NdjsonWarmer<T> resource(String cache, TypeRef<T> type, String resource) {
        return new NdjsonWarmer<>(cache, type.type(), resource, () -> find(resource));
    }

    private static InputStream find(String resource) throws IOException {
        String name = resource.startsWith("/") ? resource.substring(1) : resource;
        return Stream.of(
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
                        Optional.ofNullable(NdjsonWarmer.class.getClassLoader()))
                .flatMap(Optional::stream)
                .map(loader -> Optional.ofNullable(loader.getResourceAsStream(name)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("class-path resource " + name + " is not there"));
    }

    /** Returns a name made of the cache and where the data comes from. */
    @Override
    public String name() {
        return "ndjson " + cache + " " + from;
    }

    @Override
    public Stream<WarmEntry<T>> entries() throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(opener.open(), StandardCharsets.UTF_8));
        Jsonb jsonb = JsonbBuilder.create();
        return BoundedLines.of(reader, LONGEST_LINE)
                .map(line -> entry(jsonb, line))
                .flatMap(Optional::stream)
                .onClose(() -> close(reader, jsonb));
    }

    @SuppressWarnings("NullAway") // a loader may answer null
    private Optional<WarmEntry<T>> entry(Jsonb jsonb, BoundedLines.Line line) {
        if (line.text().isBlank() && line.isWhole()) {
            return Optional.empty();
        }
        try {
            check(line);
            NdjsonLine<T> read = jsonb.fromJson(line.text(), NdjsonLine.of(type));
            if (read.id == null) {
                throw new IllegalArgumentException("it has no id");
            }
            CacheKey<T> key = CacheKey.of(read.id, type);
            T value = read.value;
            CacheOptions options = read.ttl == null ? CacheOptions.defaults() : CacheOptions.ttl(read.ttl);
            return Optional.of(new WarmEntry<>(cache, key, options, () -> value));
        } catch (Throwable e) {
            // A class of the value may throw anything. What the reader says may quote the line, and so a value.
            LOG.log(LogMessage.WARMING_LINE_UNREADABLE.with(
                    from, line.number(), e.getClass().getSimpleName()));
            LOG.debug(from + " line " + line.number(), e);
            leftOut.accept(line.number());
            return Optional.empty();
        }
    }

    /** Refuses what would take more than its characters in time, or the stack of the thread. */
    private static void check(BoundedLines.Line line) {
        if (!line.isWhole()) {
            throw new IllegalArgumentException("it has more than " + LONGEST_LINE + " characters");
        }
        JsonBounds.problem(line.text().getBytes(StandardCharsets.UTF_8)).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    private static void close(BufferedReader reader, Jsonb jsonb) {
        try (reader) {
            jsonb.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("JSON-B cannot be closed", e);
        }
    }
}
